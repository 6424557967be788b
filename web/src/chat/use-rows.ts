import { useMemo, useState } from 'react'
import type { ChatMember } from '@studymate/contract/chat'
import { rowsOf } from '#chat/rows'
import type { Row } from '#chat/rows'
import { readUpTo } from '#chat/thread'
import type { ThreadView } from '#chat/thread-agent'

/** The rows of an open room; the same ones while nothing that is drawn changes, as when my own cursor moves. */
export function useRows({ thread, waiting, opened }: ThreadView, others: readonly ChatMember[], me: string): readonly Row[] {
  const now = others.map(({ userId }) => ({ userId, seq: readUpTo(thread, userId) }))
  const [reads, setReads] = useState(now)
  const isSame = now.length === reads.length && now.every(({ userId, seq }, index) => reads[index]?.userId === userId && reads[index].seq === seq)
  if (!isSame) setReads(now)
  const { messages } = thread
  return useMemo(() => rowsOf({ messages, waiting, opened, me, reads }), [messages, waiting, opened, me, reads])
}
