import { useLingui } from '@lingui/react/macro'
import { BookA, ImagePlus, Mic, PhoneCall, Plus } from 'lucide-react'
import { useRef, useSyncExternalStore } from 'react'
import type { Ref } from 'react'
import { ComposerHead } from '#chat/parts/composer-head.tsx'
import type { Writing } from '#chat/writing'
import { Button } from '#ui/button.tsx'
import { Composer } from '#ui/composer.tsx'
import { Menu } from '#ui/menu.tsx'

interface AreaProps {
  writing: Writing
  me: string
  nameOf: (userId: string) => string
  /** The language to write in, in words; null where it is not known. */
  learn: string | null
  canSend: boolean
  onChoose: (files: Iterable<File>) => void
  onRecord: () => void
  onWord: () => void
  /** Proposes a call; null where there is nobody, or more than one, to call. */
  onSession: (() => void) | null
  composer: Ref<HTMLTextAreaElement>
}

/** Where a message is written, with what it answers above it and other ways to say something beside it. A key pressed here draws nothing else. */
export function ComposerArea({ writing, me, nameOf, learn, canSend, onChoose, onRecord, onWord, onSession, composer }: AreaProps) {
  const { t } = useLingui()
  const { draft, mode } = useSyncExternalStore(writing.subscribe, writing.snapshot)
  const chooser = useRef<HTMLInputElement>(null)
  return (
    <>
      {mode && <ComposerHead mode={mode} me={me} name={nameOf(mode.message.senderId)} onCancel={writing.endMode} />}
      <Composer
        ref={composer}
        value={draft}
        onChange={writing.write}
        onSend={writing.submit}
        tools={
          canSend ? (
            <Menu
              label={t`더하기`}
              opener={<Plus />}
              items={[
                { label: t`사진 보내기`, icon: <ImagePlus />, onSelect: () => chooser.current?.click() },
                { label: t`음성 메시지`, icon: <Mic />, onSelect: onRecord },
                { label: t`단어 보내기`, icon: <BookA />, onSelect: onWord },
                ...(onSession ? [{ label: t`통화 제안하기`, icon: <PhoneCall />, onSelect: onSession }] : []),
              ]}
            />
          ) : undefined
        }
        idle={mode?.kind === 'edit' ? undefined : <Button kind="go" aria-label={t`음성 메시지 녹음`} icon={<Mic />} onClick={onRecord} />}
        maxLength={4000}
        placeholder={learn === null ? t`메시지 쓰기` : t`${learn}로 써 볼까요?`}
        blocked={canSend ? null : t`이 대화에는 더 쓸 수 없어요.`}
      />
      <input
        ref={chooser}
        type="file"
        accept="image/*"
        hidden
        aria-label={t`사진 고르기`}
        onChange={(event) => {
          onChoose(event.target.files ?? [])
          event.target.value = ''
        }}
      />
    </>
  )
}
