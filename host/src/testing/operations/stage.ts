import { createRoom, listMessages } from '@studymate/contract/chat'
import { shownOf } from '@studymate/contract/message'
import * as levelTest from '@studymate/contract/level-test'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { listNotifications } from '@studymate/contract/notifications'
import { createSession } from '@studymate/contract/sessions'
import { createUpload } from '@studymate/contract/uploads'
import { RoomId } from '@studymate/contract/values'
import type { MessageId, NotificationId, RequestId, SessionId, TestId, UploadId } from '@studymate/contract/values'
import { speakWav } from '../../../../tools/speech.mjs'
import { learner } from '../actors.ts'
import type { Person } from '../actors.ts'
import { device } from '../live-client.ts'
import { jpeg } from '../pictures.ts'
import type { linksTo } from '../mails.ts'

/** Pages that a mail can lead to. */
type MailPage = Parameters<typeof linksTo>[2]

/** People and what they have planted: what every operation can be called with. Everybody has an address of their own. */
export interface Stage {
  readonly url: string
  /** Speaks Korean, learns English; has a room, a running session, a finished and a running test. */
  readonly me: Person
  /** My partner of room and session. */
  readonly partner: Person
  /** Another partner, for what would end the first things. */
  readonly companion: Person
  /** Whom nobody knows yet. */
  readonly third: Person
  readonly fourth: Person
  readonly roomId: RoomId
  /** Of me, the partner and the companion; I made it. */
  readonly groupId: RoomId
  /** Of the partner, in the room. */
  readonly messageId: MessageId
  readonly sessionId: SessionId
  /** From the third to me, open. */
  readonly requestId: RequestId
  readonly notificationId: NotificationId
  readonly finishedTestId: TestId
  readonly runningTestId: TestId
  /** The question of the finished test that has a recording. */
  readonly spokenQuestionId: string
  /** A picture of mine that no message uses. */
  readonly uploadId: UploadId
  readonly voice: File
  /** The n-th of as many more as are asked for; always the same one. */
  other(n: number): Promise<Person>
  /** Waits for the newest link to a page that was mailed to an address, and gives its token. */
  mailed(email: string, page: MailPage): Promise<string>
}

/** What a stage needs from the host that it stands on. */
export interface StageOptions {
  readonly url: string
  mailed(email: string, page: MailPage): Promise<string>
}

const EVENINGS = [{ dayOfWeek: 'MONDAY', startTime: '20:00', endTime: '23:00' }] as const
/** What the partner writes: nobody else may ever read it. */
export const CANARY = 'canary-of-the-room-5c1f'

async function befriend(from: Person, to: Person): Promise<RoomId> {
  const { requestId } = await from.ok(requestMatch, { targetUserId: to.userId, message: CANARY })
  const { roomId } = await to.ok(acceptMatch, { requestId: requestId ?? '' })
  return RoomId.parse(roomId)
}

async function startTest(of: Person, voice: File): Promise<{ testId: TestId; spoken: string }> {
  const { testId, questions } = await of.ok(levelTest.startLevelTest, { languageCode: 'en' })
  const spoken = questions.find(({ kind }) => kind === 'speaking')?.questionId ?? ''
  await of.ok(levelTest.answerLevelTest, { testId, questionId: spoken, audio: voice })
  return { testId, spoken }
}

async function firstNotification(of: Person): Promise<NotificationId> {
  // The bell hears of a request by an event.
  for (let n = 0; n < 200; n++) {
    const [first] = await of.ok(listNotifications, {})
    if (first) return first.notificationId
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('nobody was notified')
}

/** Makes everybody and everything, through the API. */
export async function openStage({ url, mailed }: StageOptions): Promise<Stage> {
  const korean = (displayName: string) => learner({ displayName, speaks: 'ko', learns: 'en', topics: ['FOOD'], slots: [...EVENINGS] }, url)
  const english = (displayName: string) => learner({ displayName, speaks: 'en', learns: 'ko', topics: ['FOOD'], slots: [...EVENINGS] }, url)
  const [me, partner, companion, third, fourth] = await Promise.all([
    korean('Stage Me'),
    english('Stage Partner'),
    english('Stage Companion'),
    english('Stage Third'),
    korean('Stage Fourth'),
  ])
  const roomId = await befriend(me, partner)
  await befriend(me, companion)
  const { roomId: groupId } = await me.ok(createRoom, { participantIds: [partner.userId, companion.userId], title: 'Stage group' })
  const picture = new File([jpeg({ width: 64, height: 64 })], 'river.jpg', { type: 'image/jpeg' })
  const { uploadId } = await me.ok(createUpload, { file: picture, purpose: 'chat-image' })
  const phone = await device(partner)
  phone.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'stage-message-1', type: 'text', content: CANARY } })
  await phone.next('ACK')
  phone.close()
  const [message] = shownOf(await me.ok(listMessages, { roomId }))
  const { requestId } = await third.ok(requestMatch, { targetUserId: me.userId, message: CANARY })
  const { sessionId } = await me.ok(createSession, { partnerId: partner.userId })
  const voice = new File([Buffer.from(await speakWav('I like to cook with my friends, and we go to the market.'))], 'answer.wav', { type: 'audio/wav' })
  const finished = await startTest(me, voice)
  await me.ok(levelTest.completeLevelTest, { testId: finished.testId })
  const running = await startTest(me, voice)
  if (!message || !requestId) throw new Error('the stage is not whole')
  const others = new Map<number, Promise<Person>>()
  return {
    url,
    me,
    partner,
    companion,
    third,
    fourth,
    roomId,
    groupId,
    messageId: message.messageId,
    sessionId,
    requestId,
    notificationId: await firstNotification(me),
    finishedTestId: finished.testId,
    runningTestId: running.testId,
    spokenQuestionId: finished.spoken,
    uploadId,
    voice,
    mailed,
    other: (n) => {
      const known = others.get(n) ?? english(`Stage Other ${n}`)
      others.set(n, known)
      return known
    },
  }
}
