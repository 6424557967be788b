import { afterAll, afterEach, beforeAll } from 'vitest'
import type { MessageContent } from '@studymate/contract/message'
import type { MessageId, RoomId } from '@studymate/contract/values'
import type { Host } from '../host.ts'
import { fresh } from './actors.ts'
import type { Person } from './actors.ts'
import { device } from './live-client.ts'
import type { LiveClient } from './live-client.ts'
import { openTestHost } from './test-host.ts'
import type { TestHostOptions } from './test-host.ts'

/** A host of a file's own, with a clock that it moves and the devices that its people hold. */
export interface OwnHost {
  /** Stands while the tests of the file run. */
  readonly host: Host
  /** A connected device of somebody, dropped after the test. */
  device(of: Person): Promise<LiveClient>
  /** Another line that is dropped after the test. */
  keep(line: LiveClient): void
  /** Sets the clock on by so many milliseconds. */
  pass(ms: number): Promise<void>
  /** Says something in a room, words or another kind of message; gives the message once it is numbered. */
  say(by: LiveClient, roomId: RoomId, said: string | MessageContent, more?: { readonly replyTo?: MessageId }): Promise<MessageId>
}

/** Opens it before the tests of the file that calls this, and closes it after them. */
export function ownHost(options: TestHostOptions = {}): OwnHost {
  let host: Host | null = null
  let offset = 0
  const devices: LiveClient[] = []
  const standing = () => {
    if (!host) throw new Error('the host stands in tests only')
    return host
  }
  beforeAll(async () => {
    host = await openTestHost(options)
  })
  afterEach(() => {
    for (const client of devices.splice(0)) client.drop()
  })
  afterAll(() => host?.close())
  return {
    get host() {
      return standing()
    },
    device: async (of) => {
      const client = await device(of)
      devices.push(client)
      return client
    },
    keep: (line) => void devices.push(line),
    pass: async (ms) => {
      offset += ms
      await standing().moveClock(offset)
    },
    say: async (by, roomId, said, more = {}) => {
      const clientId = `said-${fresh()}`
      const content = typeof said === 'string' ? ({ type: 'text', content: said } as const) : said
      by.send({ type: 'SEND_MESSAGE', roomId, message: { clientId, ...content, ...more } })
      return (await by.next('ACK', (ack) => ack.clientId === clientId)).messageId
    },
  }
}
