import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { WordContent } from '@studymate/contract/message'
import { Button } from '#ui/button.tsx'
import { TextArea, TextField } from '#ui/field.tsx'
import { Sheet, startsHere } from '#ui/sheet.tsx'

/** Sends a word with what it means. */
export function WordSheet({ onClose, onSend }: { onClose: () => void; onSend: (content: WordContent) => void }) {
  const { t } = useLingui()
  const [term, setTerm] = useState('')
  const [meaning, setMeaning] = useState('')
  const [example, setExample] = useState('')
  const isOpen = term.trim() === '' || meaning.trim() === ''
  return (
    <Sheet open onClose={onClose} title={<Trans>단어 보내기</Trans>}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (isOpen) return
          onSend({ term: term.trim(), meaning: meaning.trim(), ...(example.trim() === '' ? {} : { example: example.trim() }) })
        }}
      >
        <TextField ref={startsHere} label={t`단어나 표현`} value={term} maxLength={100} onChange={(event) => setTerm(event.target.value)} />
        <TextField label={t`뜻`} value={meaning} maxLength={300} onChange={(event) => setMeaning(event.target.value)} />
        <TextArea label={t`이렇게 써요 (안 적어도 돼요)`} value={example} maxLength={300} onChange={(event) => setExample(event.target.value)} />
        <Button kind="go" wide type="submit" blocked={isOpen ? t`단어와 뜻을 적어 주세요` : null}>
          <Trans>보내기</Trans>
        </Button>
      </form>
    </Sheet>
  )
}
