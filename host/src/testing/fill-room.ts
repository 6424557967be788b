import type { RoomId } from '@studymate/contract/values'
import { fresh } from './actors.ts'
import type { Person } from './actors.ts'
import { device } from './live-client.ts'
import type { LiveClient } from './live-client.ts'

/** Messages of one person that are on their way at once. */
const AT_ONCE = 100

const LINES = [
  'What did you cook this weekend?',
  '저는 어제 처음으로 떡볶이를 만들었어요.',
  'If I had more time, I would cook every night. My grandmother taught me a few dishes, and I still make them when somebody comes to visit me at home.',
  '네! 조금 매웠지만 정말 맛있었어요. 다음에는 같이 만들어요.',
  'Ha, yes.',
  '혹시 “맵다”하고 “뜨겁다”가 영어로는 둘 다 hot이에요? 그러면 사람들은 어떻게 구별해요? 저는 그게 늘 궁금했어요.',
] as const

/** What the n-th message of a room says: short and long, of both languages, and its number. */
export function lineOf(n: number): string {
  return `${n}. ${LINES[n % LINES.length] ?? ''}`
}

/**
 * Fills a room as people do, over their sockets, `count` messages by the writers in turn, of which every fiftieth is a word card. Each writer's own messages
 * stand in their order. The host must allow it (`CHAT_MESSAGES_PER_MINUTE`).
 */
export async function fillRoom(writers: readonly Person[], roomId: RoomId, count: number, from = 1): Promise<void> {
  const lines = await Promise.all(writers.map(device))
  const mark = `fill-${fresh()}`
  const write = async (line: LiveClient, first: number): Promise<void> => {
    for (let n = first; n < from + count;) {
      let sent = 0
      for (; n < from + count && sent < AT_ONCE; n += writers.length, sent++) {
        const said =
          n % 50 === 0
            ? { type: 'word' as const, content: { term: `${n}. 소복소복`, meaning: 'softly, of falling snow' } }
            : { type: 'text' as const, content: lineOf(n) }
        line.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: `${mark}-${n}`, ...said } })
      }
      await line.until(() => line.frames.filter((frame) => frame.type === 'ACK').length >= sent)
      line.frames.length = 0
    }
  }
  await Promise.all(lines.map((line, index) => write(line, from + index)))
  for (const line of lines) line.close()
}
