import { queryOptions } from '@tanstack/react-query'
import { addMembers, createRoom, getRoom, listRooms, removeMember, searchMessages, updateRoom } from '@studymate/contract/chat'
import type { RoomRow } from '@studymate/contract/chat'
import { listPartners } from '@studymate/contract/matching'
import { shownOf } from '@studymate/contract/message'
import type { Message } from '@studymate/contract/message'
import { INTERFACE_LANGUAGES } from '@studymate/contract/settings'
import type { InterfaceLanguage } from '@studymate/contract/settings'
import { translate } from '@studymate/contract/translation'
import { RoomId } from '@studymate/contract/values'
import type { UserId } from '@studymate/contract/values'
import { says } from '@studymate/domain/chat/says'
import { api } from '#app/api'
import { queryClient } from '#app/providers.tsx'
import { currentSession, onSignOut } from '#app/session'
import { live } from '#live/live'
import { onAccepted, onRefused } from '#chat/sender'
import { onRead } from '#chat/read-here'

/** Rooms, the newest message first. */
export const roomsQuery = () => queryOptions({ queryKey: ['chat', 'rooms'], queryFn: () => api.call(listRooms, { size: 100 }) })

/** People whom I may write to, for a group. */
export const partnersQuery = () => queryOptions({ queryKey: ['chat', 'partners'], queryFn: () => api.call(listPartners, { size: 100 }) })

/** One room with who is in it. */
export const roomQuery = (roomId: RoomId) => queryOptions({ queryKey: ['chat', 'room', roomId], queryFn: () => api.call(getRoom, { roomId }) })

/** What was said, in one room or in the newest ones. */
export const searchQuery = (sought: string, roomId: RoomId | null = null) =>
  queryOptions({
    queryKey: ['chat', 'search', sought, roomId],
    queryFn: () => api.call(searchMessages, { q: sought, ...(roomId === null ? {} : { roomId }) }),
    staleTime: 10_000,
  })

/** From which language into which. */
export interface Tongues {
  readonly from: InterfaceLanguage
  readonly to: InterfaceLanguage
}

/** The two languages of a translation; null where there is nothing to translate, or nobody who could. */
export function tonguesOf(from: string | null, to: string): Tongues | null {
  const known = (code: string | null) => INTERFACE_LANGUAGES.find((one) => one === code)
  const [source, target] = [known(from), known(to)]
  return source && target && source !== target ? { from: source, to: target } : null
}

/** A text in another language; asked once while the page lives. */
export const translationQuery = (text: string, { from, to }: Tongues) =>
  queryOptions({
    queryKey: ['translation', from, to, text],
    queryFn: () => api.call(translate, { text, fromLanguage: from, toLanguage: to }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

/** Mutes a room, marks it unread, or names a group for everybody; the list and the open room follow. */
export async function wishRoom(roomId: RoomId, wish: { muted?: boolean; markedUnread?: boolean; title?: string | null }): Promise<void> {
  const wishes = await api.call(updateRoom, { roomId, ...wish })
  queryClient.setQueryData(roomQuery(roomId).queryKey, (room) => room && { ...room, ...wishes })
  change(roomId, (row) => ({ ...row, ...wishes }))
}

/** Makes a group of me and some partners, and gives its room. */
export async function makeGroup(participantIds: UserId[], title: string, idempotencyKey: string): Promise<RoomId> {
  const room = await api.call(createRoom, { participantIds, ...(title === '' ? {} : { title }) }, { headers: { 'Idempotency-Key': idempotencyKey } })
  queryClient.setQueryData(roomQuery(room.roomId).queryKey, room)
  void queryClient.invalidateQueries({ queryKey: roomsQuery().queryKey })
  return room.roomId
}

/** Adds partners of mine to a group. */
export async function addToGroup(roomId: RoomId, userIds: UserId[]): Promise<void> {
  queryClient.setQueryData(roomQuery(roomId).queryKey, await api.call(addMembers, { roomId, userIds }))
}

/** Takes somebody, or me, out of a group. */
export async function takeOut(roomId: RoomId, userId: UserId): Promise<void> {
  await api.call(removeMember, { roomId, userId })
  void queryClient.invalidateQueries({ queryKey: roomsQuery().queryKey })
  if (userId === currentSession()?.userId) queryClient.removeQueries({ queryKey: roomQuery(roomId).queryKey })
  else void queryClient.invalidateQueries({ queryKey: roomQuery(roomId).queryKey })
}

function change(roomId: string, changed: (row: RoomRow) => RoomRow): void {
  const rows = queryClient.getQueryData(roomsQuery().queryKey)
  // A room that is not in the list yet, or no list: the next reading brings it.
  if (rows?.some((row) => row.roomId === roomId) !== true) return void queryClient.invalidateQueries({ queryKey: roomsQuery().queryKey })
  queryClient.setQueryData(
    roomsQuery().queryKey,
    rows.map((row) => (row.roomId === roomId ? changed(row) : row)).toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt)),
  )
}

function withNews(row: RoomRow, messages: readonly Message[]): RoomRow {
  const me = currentSession()?.userId
  const news = messages.filter(({ seq }) => seq > (row.lastMessage?.seq ?? 0))
  const last = news.at(-1)
  if (!last) return row
  const { messageId, seq, senderId, type, createdAt } = last
  const mine = news.findLastIndex((message) => message.senderId === me)
  // Sending reads: only what came after my own newest message is unread.
  const unread = news.slice(mine + 1).filter((message) => message.senderId !== me).length
  return {
    ...row,
    lastMessage: { messageId, seq, senderId, type, content: says(last), createdAt },
    updatedAt: createdAt,
    unreadCount: mine >= 0 ? unread : row.unreadCount + unread,
  }
}

let bellTimer: ReturnType<typeof setTimeout> | undefined

/** A room that is read takes its line out of the bell; its number is asked anew once the server has had time to do so. */
function refreshBell(): void {
  clearTimeout(bellTimer)
  bellTimer = setTimeout(() => void queryClient.invalidateQueries({ queryKey: ['notifications'] }), 500)
}

// The list follows the line while the app is open; each new start of the line reads it anew.
live.on('MESSAGE', ({ roomId, messages }) => change(roomId, (row) => withNews(row, shownOf(messages))))
// How far this tab has read by itself: the server's word of it brings nothing new.
const readHere = new Map<string, number>()
live.on('READ', ({ roomId, userId, seq }) => {
  if (userId !== currentSession()?.userId || seq <= (readHere.get(roomId) ?? 0)) return
  void queryClient.invalidateQueries({ queryKey: roomsQuery().queryKey })
  refreshBell()
})
live.on('ROOM_CHANGED', ({ roomId, what }) => {
  if (what === 'nothing') return
  const { queryKey } = roomQuery(RoomId.parse(roomId))
  // Of a room that I am out of, nothing stays on the page.
  if (what === 'left') void queryClient.resetQueries({ queryKey })
  else void queryClient.invalidateQueries({ queryKey })
  void queryClient.invalidateQueries({ queryKey: roomsQuery().queryKey })
})
live.on('CONNECTED', () => void queryClient.invalidateQueries({ queryKey: ['chat'] }))
live.on('NOTIFICATION', ({ notification }) => {
  if (notification.type === 'match.accepted') void queryClient.invalidateQueries({ queryKey: roomsQuery().queryKey })
})
// The room tells the list of a change within a second or two; what it says then is asked once.
let listTimer: ReturnType<typeof setTimeout> | undefined
for (const type of ['MESSAGE_EDITED', 'MESSAGE_DELETED'] as const)
  live.on(type, () => {
    clearTimeout(listTimer)
    listTimer = setTimeout(() => void queryClient.invalidateQueries({ queryKey: roomsQuery().queryKey }), 2_000)
  })
onAccepted((roomId, message) => change(roomId, (row) => withNews(row, [message])))
// Where nothing may be written any more is told to nobody: whoever writes there finds the room closed.
onRefused((roomId) => {
  void queryClient.invalidateQueries({ queryKey: roomQuery(RoomId.parse(roomId)).queryKey })
  void queryClient.invalidateQueries({ queryKey: roomsQuery().queryKey })
})
onRead((roomId, seq, unreadCount) => {
  readHere.set(roomId, seq)
  change(roomId, (row) => ({ ...row, unreadCount, markedUnread: false }))
  if (unreadCount === 0) refreshBell()
})
onSignOut(() => {
  queryClient.removeQueries({ queryKey: ['chat'] })
  queryClient.removeQueries({ queryKey: ['translation'] })
})
