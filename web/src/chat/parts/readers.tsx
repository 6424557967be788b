import { useLingui } from '@lingui/react/macro'
import type { ChatMember } from '@studymate/contract/chat'
import { Avatar } from '#ui/avatar.tsx'

/** Patches of readers that stand beside each other; more are a number. */
const PATCHES = 3

/** Whose read cursor stands at a message. */
export function Readers({ readers }: { readers: readonly ChatMember[] }) {
  const { t } = useLingui()
  const [first] = readers
  const rest = readers.length - 1
  if (!first) return null
  return (
    <span
      className="readers"
      role="img"
      aria-label={rest > 0 ? t`${first.displayName} 님 외 ${rest}명이 여기까지 읽음` : t`${first.displayName} 님이 여기까지 읽음`}
    >
      {readers.slice(0, PATCHES).map(({ userId, displayName, profileImage }) => (
        <Avatar key={userId} seed={userId} name={displayName} image={profileImage} size="s" />
      ))}
      {readers.length > PATCHES && <span className="num">+{readers.length - PATCHES}</span>}
    </span>
  )
}
