import * as levelTest from '@studymate/contract/level-test'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { createSession } from '@studymate/contract/sessions'
import { RoomId } from '@studymate/contract/values'
import { learner } from './actors.ts'
import type { Person } from './actors.ts'
import { device } from './live-client.ts'

/** People and what they have done with each other, made through the API: what a page is looked at with. */
export interface World {
  readonly me: Person
  readonly partner: Person
  readonly roomId: RoomId
  readonly sessionId: string
  readonly runningTestId: string
  readonly finishedTestId: string
  readonly strangerId: string
}

const EVENINGS = (['MONDAY', 'WEDNESDAY', 'FRIDAY'] as const).map((dayOfWeek) => ({ dayOfWeek, startTime: '20:00', endTime: '23:00' }))
const WEEKEND = (['SATURDAY', 'SUNDAY'] as const).map((dayOfWeek) => ({ dayOfWeek, startTime: '10:00', endTime: '13:00' }))

const OTHERS = [
  { displayName: 'Daniel Whitfield', timeZone: 'Europe/London', topics: ['MUSIC', 'BOOKS'], level: 'A2' },
  { displayName: 'Priya Raghunathan', timeZone: 'Asia/Kolkata', topics: ['TRAVEL'], level: 'B1' },
  { displayName: 'Wolfeschlegelsteinhausenbergerdorff Kim', timeZone: 'America/New_York', topics: [], level: 'A1' },
  { displayName: 'Mateo', timeZone: 'America/Los_Angeles', topics: ['MOVIES', 'GAMES'], level: 'C1' },
] as const

async function say(of: Person, roomId: RoomId, lines: readonly string[]): Promise<void> {
  const phone = await device(of)
  for (const [index, content] of lines.entries()) {
    const clientId = `${of.userId.slice(-8)}-${index}-${content.length}`
    phone.send({ type: 'SEND_MESSAGE', roomId, message: { clientId, type: 'text', content } })
    await phone.next('ACK')
  }
  phone.close()
}

/** Answers a test: `talk` is a WAV that is given to each speaking question. */
async function answerAll(of: Person, testId: string, talk: Uint8Array, most: number): Promise<void> {
  const { questions } = await of.ok(levelTest.levelTestQuestions, { testId })
  for (const question of questions.slice(0, most)) {
    if (question.kind === 'speaking')
      await of.ok(levelTest.answerLevelTest, {
        testId,
        questionId: question.questionId,
        audio: new File([Buffer.from(talk)], 'answer.wav', { type: 'audio/wav' }),
      })
    else await of.ok(levelTest.answerLevelTest, { testId, questionId: question.questionId, answer: question.options?.[0]?.id ?? 'yes' })
  }
}

/** Makes the world on a host; `talk` is spoken English as WAV. */
export async function makeWorld(url: string, talk: Uint8Array): Promise<World> {
  const me = await learner(
    { displayName: '한지우', speaks: 'ko', learns: 'en', level: 'B1', locale: 'ko', topics: ['FOOD', 'TRAVEL', 'MUSIC'], slots: EVENINGS },
    url,
  )
  const partner = await learner(
    {
      displayName: 'Emma Lindqvist-Okonkwo',
      speaks: 'en',
      learns: 'ko',
      level: 'A2',
      timeZone: 'Australia/Sydney',
      topics: ['FOOD', 'TRAVEL'],
      slots: [...EVENINGS, ...WEEKEND],
    },
    url,
  )
  const others: Person[] = []
  for (const facts of OTHERS)
    others.push(await learner({ ...facts, topics: [...facts.topics], speaks: 'en', learns: 'ko', slots: [...EVENINGS, ...WEEKEND] }, url))
  const { requestId } = await me.ok(requestMatch, { targetUserId: partner.userId, message: '안녕하세요, Emma! 저도 요리를 좋아해요. 같이 연습할래요?' })
  const accepted = await partner.ok(acceptMatch, { requestId: requestId ?? '' })
  const roomId = RoomId.parse(accepted.roomId)
  await say(partner, roomId, ['Hi 지우! Nice to meet you. What did you cook this weekend?', '저는 어제 처음으로 떡볶이를 만들었어요.'])
  await say(me, roomId, ['If I would have more time, I will cook every night.', '떡볶이 맛있었어요?'])
  await say(partner, roomId, ['네! 조금 매웠지만 정말 맛있었어요. 👩‍🍳', 'Shall we talk on Wednesday evening?'])
  const [daniel, priya] = others
  await daniel?.ok(requestMatch, { targetUserId: me.userId, message: '안녕하세요! 저는 런던에 사는 다니엘이에요. 한국 음악을 좋아해요.' })
  if (priya) await me.ok(requestMatch, { targetUserId: priya.userId, message: 'Hi Priya! I would love to hear about your travels.' })
  const { sessionId } = await me.ok(createSession, { partnerId: partner.userId, type: 'video' })
  const finished = await me.ok(levelTest.startLevelTest, { languageCode: 'en' })
  await answerAll(me, finished.testId, talk, Number.POSITIVE_INFINITY)
  await me.ok(levelTest.completeLevelTest, { testId: finished.testId })
  const running = await me.ok(levelTest.startLevelTest, { languageCode: 'en' })
  return { me, partner, roomId, sessionId, finishedTestId: finished.testId, runningTestId: running.testId, strangerId: others[3]?.userId ?? '' }
}
