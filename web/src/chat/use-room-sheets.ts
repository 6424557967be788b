import { useLingui } from '@lingui/react/macro'
import { useCallback, useState } from 'react'
import type { Message } from '@studymate/contract/message'
import type { Picture } from '#chat/encode-picture'
import { useRoomTools } from '#chat/room-tools'
import { toast } from '#ui/toast.tsx'

/** What is open above a room: at most one thing. */
export type RoomSheet =
  | { readonly kind: 'fix'; readonly message: Message & { type: 'text' } }
  | { readonly kind: 'picture'; readonly picture: Picture }
  | { readonly kind: 'voice' | 'word' | 'session' | 'people' | 'search' }

/** The sheets of an open room, and the ways to open them. What draws them is fetched behind the page; pressed before and without a line, it is said so. */
export function useRoomSheets(canSend: boolean) {
  const { t } = useLingui()
  const [sheet, setSheet] = useState<RoomSheet | null>(null)
  const [tools, fetchTools] = useRoomTools()
  const close = useCallback(() => setSheet(null), [])
  const ready = useCallback(async () => {
    const got = tools ?? (await fetchTools().catch(() => null))
    if (!got) toast(t`지금은 이어져 있지 않아요. 다시 이어지면 눌러 주세요.`)
    return got
  }, [tools, fetchTools, t])
  const open = useCallback(async (next: RoomSheet) => (await ready()) && setSheet(next), [ready])
  const fix = useCallback((message: Message & { type: 'text' }) => void open({ kind: 'fix', message }), [open])
  /** Opens the first picture of what was chosen, pasted or dropped. */
  const choose = async (files: Iterable<File>) => {
    const all = [...files]
    const file = all.find(({ type }) => type.startsWith('image/')) ?? all[0]
    // What another sheet holds is not thrown away by a paste into it.
    if (!file || !canSend || (sheet !== null && sheet.kind !== 'picture')) return
    const made = await (await ready())?.encodePicture(file)
    if (made === 'too-many-pixels') toast(t`사진이 너무 커요. 4천만 화소까지 보낼 수 있어요.`)
    else if (made === 'unreadable') toast(t`이 파일은 사진으로 열 수 없어요.`)
    else if (made) setSheet({ kind: 'picture', picture: made })
  }
  const opens = (kind: 'voice' | 'word' | 'session' | 'people' | 'search') => () => void open({ kind })
  return {
    sheet,
    tools,
    close,
    fix,
    choose,
    record: opens('voice'),
    word: opens('word'),
    session: opens('session'),
    people: opens('people'),
    search: opens('search'),
  }
}
