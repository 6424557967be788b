import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import type { TestQuestion } from '@studymate/contract/level-test-parts'
import { Button } from '#ui/button.tsx'

interface ClosedProps {
  question: TestQuestion
  lang: string
  onChoose: (optionId: string) => void
  onSkip: () => void
}

/** A word to know or not, or a gap to fill: a tap or a digit answers and goes on. */
export function Closed({ question, lang, onChoose, onSkip }: ClosedProps) {
  const { t } = useLingui()
  useEffect(() => {
    const choose = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open]') || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      const option = question.options?.[Number(event.key) - 1]
      if (option) onChoose(option.id)
    }
    window.addEventListener('keydown', choose)
    return () => window.removeEventListener('keydown', choose)
  }, [question, onChoose])
  const isWord = question.kind === 'vocabulary'
  return (
    <div className="stack s4">
      <div className="grid gap-3 rail:grid-cols-2" role="group" aria-label={t`답 고르기`}>
        {question.options?.map(({ id, text }, at) => (
          <Button key={id} wide onClick={() => onChoose(id)}>
            <span className="meta num" aria-hidden="true">
              {at + 1}
            </span>
            {isWord ? id === 'yes' ? <Trans>알아요</Trans> : <Trans>몰라요</Trans> : <span lang={lang}>{text}</span>}
          </Button>
        ))}
      </div>
      <div className="row wrap justify-between">
        <span className="meta">
          <Trans>숫자 키로도 고를 수 있어요.</Trans>
        </span>
        <Button kind="quiet" onClick={onSkip}>
          <Trans>넘어가기</Trans>
        </Button>
      </div>
    </div>
  )
}
