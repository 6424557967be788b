import { expect, it } from 'vitest'
import { listMessages, searchMessages } from '@studymate/contract/chat'
import { ClientFrame } from '@studymate/contract/live'
import type { MessageContent } from '@studymate/contract/message'
import type { MessageId } from '@studymate/contract/values'
import { SessionId } from '@studymate/contract/values'
import { pairOf } from '@studymate/host/testing/pair'
import { ownHost } from '@studymate/host/testing/own-host'

const thrown: string[] = []
const own = ownHost({ onError: (message) => thrown.push(message) })
const { device, say } = own
const text = (content: string) => ({ type: 'text', content }) as const

/** Two in a room who have both said something, with a line each. */
async function talk() {
  const { a, b, roomId } = await pairOf(own.host)
  const [from, to] = [await device(a), await device(b)]
  return { a, b, roomId, from, to, mine: await say(from, roomId, text('I goed home.')), theirs: await say(to, roomId, text('Me too.')) }
}

/** What no field of a frame holds. */
const WRONG: readonly unknown[] = [
  null,
  [],
  {},
  [[]],
  0,
  -1,
  1.5,
  1e308,
  true,
  '',
  ' ',
  '__proto__',
  '\ud800',
  '\u0000',
  '\u202egnp.exe',
  'x'.repeat(9_000),
  { toString: 1 },
  Array.from({ length: 500 }).reduce<unknown>((inner) => [inner], 1),
]

/** A frame in every way in which one of its fields, at any depth, is missing or holds what it never holds. */
function* spoilt(frame: Record<string, unknown>): Generator<Record<string, unknown>> {
  for (const [key, value] of Object.entries(frame)) {
    if (key === 'type') continue
    const { [key]: _, ...without } = frame
    yield without
    for (const wrong of WRONG)
      if (typeof wrong !== typeof value || typeof wrong === 'object' || value === undefined || wrong !== value) yield { ...frame, [key]: wrong }
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const inner of spoilt(value as Record<string, unknown>)) yield { ...frame, [key]: inner }
  }
}

it('answers each field of each frame that holds what it should not by an ERROR, and the others in the room notice nothing', async () => {
  const { b, roomId, from, to, mine, theirs } = await talk()
  const sessionId = SessionId.parse('sess_nothing000')
  const send = (said: MessageContent): ClientFrame => ({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'spoilt', replyTo: theirs, ...said } })
  const frames: ClientFrame[] = [
    { type: 'CONNECT', token: 'x.y.z' },
    { type: 'SUBSCRIBE', roomId, lastSeq: 1, lastRev: 1 },
    send({ type: 'correction', content: { messageId: theirs, corrected: 'I went home.', why: 'past' } }),
    send({ type: 'word', content: { term: 'go', meaning: '가다', example: 'I go.' } }),
    send({ type: 'image', content: { uploadId: 'upl_nothing000' as never, caption: 'cat' } }),
    { type: 'EDIT_MESSAGE', roomId, messageId: mine, content: 'x' },
    { type: 'DELETE_MESSAGE', roomId, messageId: mine },
    { type: 'REACTION', roomId, messageId: theirs, emoji: '👍', on: true },
    { type: 'TYPING', roomId, typing: true },
    { type: 'READ', roomId, seq: 1 },
    { type: 'RING', sessionId },
    { type: 'RING_ANSWER', sessionId, accept: true },
  ]
  await to.settle()
  to.frames.splice(0)
  // What is optional may be missing, and words may be any words.
  const wrong = frames.flatMap((frame) => [...spoilt(frame)]).filter((frame) => !ClientFrame.safeParse(frame).success)
  expect(wrong.length).toBeGreaterThan(700)
  for (const frame of wrong) from.socket.send(JSON.stringify(frame))
  await from.until(() => from.frames.filter(({ type }) => type === 'ERROR').length === wrong.length)
  await to.settle()
  expect(new Set(from.frames.flatMap((frame) => (frame.type === 'ERROR' ? [frame.code] : [])))).toEqual(new Set(['VALIDATION_ERROR']))
  expect(to.frames).toEqual([])
  expect(await b.ok(listMessages, { roomId })).toHaveLength(2)
  await say(from, roomId, text('still here'))
  expect(thrown).toEqual([])
})

it('lets nobody reach across rooms, persons and what is gone', async () => {
  const { a, b, roomId, from, to, mine, theirs } = await talk()
  const other = await pairOf(own.host)
  const elsewhere = await device(other.a)
  const foreign = await say(elsewhere, other.roomId, text('elsewhere'))
  const gone = await say(to, roomId, text('gone'))
  to.send({ type: 'DELETE_MESSAGE', roomId, messageId: gone })
  await to.next('ACK')
  await from.next('MESSAGE_DELETED')
  const fix = (messageId: MessageId) => ({ type: 'correction', content: { messageId, corrected: 'Better.' } }) as const
  const send = (clientId: string, said: MessageContent, replyTo?: MessageId): ClientFrame => ({
    type: 'SEND_MESSAGE',
    roomId,
    message: { clientId, ...(replyTo === undefined ? {} : { replyTo }), ...said },
  })
  const cases: readonly [string, ClientFrame, string][] = [
    ['an answer to a message of another room', send('n1', text('x'), foreign), 'VALIDATION_ERROR'],
    ['a correction of a message of another room', send('n2', fix(foreign)), 'VALIDATION_ERROR'],
    ['a correction of one’s own sentence', send('n3', fix(mine)), 'VALIDATION_ERROR'],
    ['an edit of another’s', { type: 'EDIT_MESSAGE', roomId, messageId: theirs, content: 'x' }, 'USER_002'],
    ['taking back another’s', { type: 'DELETE_MESSAGE', roomId, messageId: theirs }, 'USER_002'],
    ['an edit of a message of another room', { type: 'EDIT_MESSAGE', roomId, messageId: foreign, content: 'x' }, 'NOT_FOUND'],
    ['taking back a message of another room', { type: 'DELETE_MESSAGE', roomId, messageId: foreign }, 'NOT_FOUND'],
    ['an emoji under a message of another room', { type: 'REACTION', roomId, messageId: foreign, emoji: '👍', on: true }, 'NOT_FOUND'],
    ['an emoji under what is gone', { type: 'REACTION', roomId, messageId: gone, emoji: '👍', on: true }, 'NOT_FOUND'],
    ['taking an emoji from what is gone', { type: 'REACTION', roomId, messageId: gone, emoji: '👍', on: false }, 'NOT_FOUND'],
    ['words in another’s room', { type: 'SEND_MESSAGE', roomId: other.roomId, message: { clientId: 'n4', ...text('x') } }, 'CHAT_001'],
    ['an edit in another’s room', { type: 'EDIT_MESSAGE', roomId: other.roomId, messageId: foreign, content: 'x' }, 'CHAT_001'],
    ['an emoji in another’s room', { type: 'REACTION', roomId: other.roomId, messageId: foreign, emoji: '👍', on: true }, 'CHAT_001'],
    ['reading in another’s room', { type: 'READ', roomId: other.roomId, seq: 1 }, 'CHAT_001'],
    ['typing in another’s room', { type: 'TYPING', roomId: other.roomId, typing: true }, 'CHAT_001'],
    ['listening to another’s room', { type: 'SUBSCRIBE', roomId: other.roomId, lastSeq: 0, lastRev: 0 }, 'CHAT_001'],
    ['a call of nobody', { type: 'RING', sessionId: SessionId.parse('sess_nothing000') }, 'NOT_FOUND'],
  ]
  for (const line of [to, elsewhere]) line.frames.splice(0)
  for (const [what, frame, code] of cases) {
    from.send(frame)
    expect([what, (await from.next('ERROR')).code]).toEqual([what, code])
  }
  // Taking away what was never there, and a client id that somebody else used, are harmless.
  from.send({ type: 'REACTION', roomId, messageId: theirs, emoji: '🔥', on: false })
  await from.next('ACK')
  for (const line of [to, elsewhere]) {
    await line.settle()
    expect(line.frames).toEqual([])
  }
  expect((await a.ok(listMessages, { roomId })).map(({ content }) => content)).toEqual([null, 'Me too.', 'I goed home.'])
  expect(await b.ok(listMessages, { roomId })).toEqual(await a.ok(listMessages, { roomId }))
  expect(thrown).toEqual([])
})

it('takes whatever is sought for words, never for orders', async () => {
  const { b, roomId, from } = await talk()
  await say(from, roomId, text('NEAR AND OR NOT are words, words : col*'))
  const ask = async (q: string) => (await b.call(searchMessages, { q, roomId })).code
  for (const q of [
    '"',
    '""',
    "' OR 1=1 --",
    'words:a',
    '{words} : a',
    'a NOT b',
    'NEAR(a b, 2)',
    '*',
    'a*',
    '^a',
    '-a',
    '(',
    'a AND',
    '+',
    'a \u0301',
    'a \u0e34\u0e34',
    '👨‍👩‍👧‍👦',
    '가나'.repeat(50),
    'a '.repeat(50),
    '\ufdfa'.repeat(20),
    '%',
    '_',
    '\\',
  ])
    expect([q, await ask(q)]).toEqual([q, 'OK'])
  expect((await b.ok(searchMessages, { q: 'near not', roomId })).map(({ message }) => message.content)).toEqual(['NEAR AND OR NOT are words, words : col*'])
  expect(await b.ok(searchMessages, { q: '%', roomId })).toEqual([])
  expect(thrown).toEqual([])
})
