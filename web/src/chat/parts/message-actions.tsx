import { Trans, useLingui } from '@lingui/react/macro'
import { Languages, Pencil, Reply, SpellCheck, Trash2 } from 'lucide-react'
import { EDIT_MINUTES } from '@studymate/contract/message'
import type { Message } from '@studymate/contract/message'
import { Button } from '#ui/button.tsx'
import { PersonMenu } from '#safety/person-menu.tsx'
import type { PersonMenuProps } from '#safety/person-menu.tsx'

/** What can be done with one message, as the page does it. */
export interface MessageDeeds {
  /** Unfolds a translation, or folds it; absent where there is none to give. */
  translate?: ((message: Message) => void) | undefined
  reply: (message: Message) => void
  fix: (message: Message) => void
  edit: (message: Message) => void
  remove: (message: Message) => void
  react: (message: Message, emoji: string, on: boolean) => void
}

const QUICK = ['👍', '❤️', '😂', '🙏', '🎉']

/** Whether there are words of mine to change: a picture may still get some. */
function hasWords({ type, content }: Message): boolean {
  return type === 'text' || type === 'image' || (type === 'voice' && content?.caption !== undefined)
}

/** Under the picked message: emoji, answer, correct; of mine: change and take back. */
export function MessageActions({
  message,
  me,
  now,
  deeds,
  person,
}: {
  message: Message
  me: string
  now: number
  deeds: MessageDeeds
  person: PersonMenuProps
}) {
  const { t } = useLingui()
  const mine = message.senderId === me
  if (message.content === null) return null
  const inTime = now - Date.parse(message.createdAt) < EDIT_MINUTES * 60_000
  const has = (emoji: string) => message.reactions?.some((one) => one.emoji === emoji && one.userIds.some((userId) => userId === me)) ?? false
  return (
    <div className="deeds">
      <div className="row gap-1" role="group" aria-label={t`반응`}>
        {QUICK.map((emoji) => (
          <button
            key={emoji}
            type="button"
            className="icb"
            aria-pressed={has(emoji)}
            aria-label={t`${emoji} 보내기`}
            onClick={() => deeds.react(message, emoji, !has(emoji))}
          >
            <span aria-hidden="true">{emoji}</span>
          </button>
        ))}
      </div>
      <div className="row wrap gap-2">
        {!mine && deeds.translate && message.type === 'text' && (
          <Button small icon={<Languages />} onClick={() => deeds.translate?.(message)}>
            <Trans>번역</Trans>
          </Button>
        )}
        <Button small icon={<Reply />} onClick={() => deeds.reply(message)}>
          <Trans>답장</Trans>
        </Button>
        {!mine && message.type === 'text' && (
          <Button small icon={<SpellCheck />} onClick={() => deeds.fix(message)}>
            <Trans>고치기</Trans>
          </Button>
        )}
        {mine && hasWords(message) && inTime && (
          <Button small icon={<Pencil />} onClick={() => deeds.edit(message)}>
            <Trans>바꾸기</Trans>
          </Button>
        )}
        {mine && (
          <Button small kind="quiet" icon={<Trash2 />} onClick={() => deeds.remove(message)}>
            <Trans>지우기</Trans>
          </Button>
        )}
        {!mine && <PersonMenu {...person} />}
      </div>
    </div>
  )
}
