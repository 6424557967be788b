import { Link } from '@tanstack/react-router'
import type { Message } from '@studymate/contract/message'
import type { RoomId } from '@studymate/contract/values'
import { says } from '@studymate/domain/chat/says'
import { Avatar } from '#ui/avatar.tsx'
import { languageOf } from '#chat/language'
import { useNow } from '#chat/now'
import { usePreview } from '#chat/preview-words'
import { snippetOf } from '#chat/snippet'
import { shortTime } from '#chat/times'
import { useLingui } from '@lingui/react/macro'

interface FoundLineProps {
  roomId: RoomId
  message: Message
  sought: string
  /** Whose patch stands beside it: the room's, or in one room the author's. */
  face: { readonly seed: string; readonly name: string; readonly image: string | null }
  /** What they are called there; the name of the patch unless told. */
  name?: string
  /** Languages the words are likely in. */
  likely: Parameters<typeof languageOf>[1]
}

/** A message that was found: who, when, and the words around the find. It leads to where it was said. */
export function FoundLine({ roomId, message, sought, face, name = face.name, likely }: FoundLineProps) {
  const { i18n } = useLingui()
  const now = useNow()
  const preview = usePreview()
  const words = preview(message.type, says(message))
  const { before, hit, after } = snippetOf(words, sought)
  return (
    <Link to="/chat/$roomId" params={{ roomId }} search={{ at: message.seq }} className="room">
      <Avatar {...face} />
      <b>{name}</b>
      <span className="meta num">{shortTime(message.createdAt, i18n.locale, now)}</span>
      <p lang={languageOf(words, likely) ?? undefined} dir="auto">
        {before}
        {hit !== '' && <mark>{hit}</mark>}
        {after}
      </p>
    </Link>
  )
}
