import { Ellipsis } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { MessageId, RequestId, RoomId, UserId } from '@studymate/contract/values'
import { late } from '#app/late'
import { wordsOf } from '#app/words'
import type { MenuItem } from '#ui/menu.tsx'
import { usePersonMenuLabel } from '#ui/person-menu-label'

/** Whom a menu is about, and what of theirs was seen where it stands. */
export interface PersonMenuProps {
  userId: UserId
  /** The name that stands beside it. */
  name: string
  /** What a report is about besides the person: a request's hello, or a message of a room. */
  target?: { readonly type: 'request'; readonly id: RequestId } | { readonly type: 'message'; readonly id: MessageId; readonly roomId: RoomId }
  /** After a block: where a page must leave (a profile, a call). Lists follow by themselves. */
  onBlocked?: () => void
  /** What else can be done here, above block and report. */
  more?: readonly MenuItem[]
}

const Inner = late(async () => {
  const [{ PersonMenuInner }] = await Promise.all([import('#safety/parts/person-menu-inner.tsx'), wordsOf('safety')])
  return PersonMenuInner
})

/**
 * Block and report, for every place where a person appears: two taps to a block. It brings its own words with the first press, so that a page only has to put
 * it there.
 */
export function PersonMenu(props: PersonMenuProps) {
  const [isPressed, setIsPressed] = useState(false)
  const label = usePersonMenuLabel(props.name, (props.more?.length ?? 0) > 0)
  const opener = (
    <button type="button" className="icb" aria-haspopup="menu" aria-label={label} title={label} aria-busy={isPressed} onClick={() => setIsPressed(true)}>
      <Ellipsis />
    </button>
  )
  if (!isPressed) return opener
  return (
    <Suspense fallback={opener}>
      <Inner {...props} label={label} />
    </Suspense>
  )
}
