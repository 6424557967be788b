import { beforeAll, describe, expect, inject, it } from 'vitest'
import { verifyEmail } from '@studymate/contract/auth'
import { createRoom, getRoom, listRooms } from '@studymate/contract/chat'
import * as matching from '@studymate/contract/matching'
import { blockUser } from '@studymate/contract/safety'
import { savePrivacySettings, saveAccountSettings } from '@studymate/contract/settings'
import { saveGender, saveLocation, saveSelfBio } from '@studymate/contract/user'
import { RoomId } from '@studymate/contract/values'
import type { RequestId } from '@studymate/contract/values'
import { learner, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { device } from '@studymate/host/testing/live-client'
import { linkTokens } from '@studymate/host/testing/mails'

// One person who changes who sees them, and everybody who might: whoever may see what, in every operation that shows people.

const VIEWERS = ['stranger', 'asker', 'asked', 'partner', 'blocker', 'blocked', 'minor'] as const
type Viewer = (typeof VIEWERS)[number]

let target: Person
let viewers: Record<Viewer, Person>
let toTarget: RequestId
let fromTarget: RequestId
let roomId: RoomId

beforeAll(async () => {
  // Languages that no other test brings together: the lists hold these people only.
  const other = () => learner({ speaks: 'uz', learns: 'sw', level: 'B1' })
  target = await learner({ speaks: 'sw', learns: 'uz', displayName: 'Target' })
  await target.ok(saveSelfBio, { selfBio: 'about me' })
  await target.ok(saveLocation, { locationId: 'KR-11' })
  await target.ok(saveGender, { gender: 'FEMALE' })
  await target.ok(saveAccountSettings, { phoneNumber: '+821012345678' })
  const [stranger, asker, asked, partner, blocker, blocked, minor] = await Promise.all([
    other(),
    other(),
    other(),
    other(),
    other(),
    other(),
    learner({ speaks: 'uz', learns: 'sw', birthYear: 2010 }),
  ])
  viewers = { stranger, asker, asked, partner, blocker, blocked, minor }
  toTarget = (await asker.ok(matching.requestMatch, { targetUserId: target.userId, message: 'hi' })).requestId
  fromTarget = (await target.ok(matching.requestMatch, { targetUserId: asked.userId, message: 'hi' })).requestId
  const { requestId } = await partner.ok(matching.requestMatch, { targetUserId: target.userId })
  roomId = (await target.ok(matching.acceptMatch, { requestId })).roomId
  await blocker.ok(blockUser, { userId: target.userId })
  await target.ok(blockUser, { userId: blocked.userId })
}, 60_000)

it('begins with an address that is verified: no other is shown to anybody', async () => {
  const [token = ''] = await linkTokens(inject('mailUrl'), target.email, 'verify')
  await target.ok(savePrivacySettings, { showEmail: true })
  expect((await viewers.partner.ok(matching.matchProfile, { userId: target.userId })).email).toBeNull()
  await target.ok(verifyEmail, { token })
  // The room is opened behind the acceptance.
  await expect.poll(async () => (await viewers.partner.ok(listRooms, {})).length, { timeout: 15_000 }).toBe(1)
  expect((await viewers.partner.ok(matching.matchProfile, { userId: target.userId })).email).toBe(target.email)
})

/** What one viewer sees of the target, in every operation that shows people. */
async function seen(by: Viewer) {
  const viewer = viewers[by]
  const isTarget = ({ userId }: { userId: string }) => userId === target.userId
  const [list, filtered, profile, received, sent, partners, rooms, room] = await Promise.all([
    viewer.ok(matching.listMatches, { size: 100 }),
    viewer.ok(matching.filterMatches, { gender: 'FEMALE' }),
    viewer.call(matching.matchProfile, { userId: target.userId }),
    viewer.ok(matching.listRequests, { direction: 'received' }),
    viewer.ok(matching.listRequests, { direction: 'sent' }),
    viewer.ok(matching.listPartners, {}),
    viewer.ok(listRooms, {}),
    viewer.call(getRoom, { roomId }),
  ])
  const card = list.find(isTarget)
  const { data } = profile
  return {
    list: card !== undefined,
    filter: filtered.some(isTarget),
    byPlace: (await viewer.ok(matching.filterMatches, { location: 'KR-11' })).some(isTarget),
    profile: data === null ? profile.code : data.selfBio === null ? 'card' : 'open',
    place: data?.locationId ?? null,
    contact: [data?.email ?? null, data?.phoneNumber ?? null],
    lastSeen: [card?.lastActive !== undefined, data?.lastActive !== undefined],
    requests: [...received, ...sent].some((request) => isTarget(request.person)),
    partner: partners.some(isTarget),
    room: rooms.some(({ partner }) => isTarget(partner)) && room.code === 'OK',
    roomCode: room.code,
  }
}

const NOTHING = {
  list: false,
  filter: false,
  byPlace: false,
  profile: 'USER_001',
  place: null,
  contact: [null, null],
  lastSeen: [false, false],
  requests: false,
  partner: false,
  room: false,
  roomCode: 'CHAT_001',
}
const CARD = { ...NOTHING, list: true, filter: true, profile: 'card', lastSeen: [true, true] }
const OPEN = { ...CARD, byPlace: true, profile: 'open', place: 'KR-11' }
const ROOM = { partner: true, room: true, roomCode: 'OK' }
// Who is found already is not among those to be found.
const FOUND = { ...OPEN, ...ROOM, list: false, filter: false, byPlace: false, lastSeen: [false, true] }

type Row = [string, Parameters<typeof target.call<typeof savePrivacySettings>>[1], Record<Exclude<Viewer, 'partner'>, object>, (contact: string) => object]
const NOBODY = { stranger: NOTHING, asker: NOTHING, asked: NOTHING, blocker: NOTHING, blocked: NOTHING, minor: NOTHING }
const STAND_OFF = { blocker: NOTHING, blocked: NOTHING, minor: NOTHING }
const OFF = { profileVisibility: 'public', showEmail: false, showPhoneNumber: false, showLastSeen: true, allowMatching: true } as const
const hidden = { lastSeen: [false, false] }

const ROWS: Row[] = [
  ['public', OFF, { ...STAND_OFF, stranger: OPEN, asker: { ...OPEN, requests: true }, asked: { ...OPEN, requests: true } }, () => FOUND],
  [
    'public, showing all',
    { ...OFF, showEmail: true, showPhoneNumber: true },
    { ...STAND_OFF, stranger: OPEN, asker: { ...OPEN, requests: true }, asked: { ...OPEN, requests: true } },
    (email) => ({ ...FOUND, contact: [email, '+821012345678'] }),
  ],
  [
    'public without last seen',
    { ...OFF, showLastSeen: false },
    { ...STAND_OFF, stranger: { ...OPEN, ...hidden }, asker: { ...OPEN, ...hidden, requests: true }, asked: { ...OPEN, ...hidden, requests: true } },
    () => ({ ...FOUND, ...hidden }),
  ],
  [
    'for friends, showing all',
    { ...OFF, profileVisibility: 'friends', showEmail: true, showPhoneNumber: true },
    { ...STAND_OFF, stranger: CARD, asker: { ...CARD, requests: true }, asked: { ...CARD, requests: true } },
    (email) => ({ ...FOUND, contact: [email, '+821012345678'] }),
  ],
  [
    'private, showing all',
    { ...OFF, profileVisibility: 'private', showEmail: true, showPhoneNumber: true },
    NOBODY,
    () => ({ ...NOTHING, ...ROOM, profile: 'card' }),
  ],
  [
    'resting',
    { ...OFF, allowMatching: false },
    NOBODY,
    // A partner keeps the profile; who rests is not noted as being here.
    () => ({ ...NOTHING, ...ROOM, profile: 'open', place: 'KR-11' }),
  ],
]

describe.each(ROWS)('somebody who is %s', (_, privacy, expected, partner) => {
  beforeAll(async () => {
    await target.ok(savePrivacySettings, privacy)
  })
  it.each(VIEWERS)('is seen by: %s', async (viewer) => {
    expect(await seen(viewer)).toEqual(viewer === 'partner' ? partner(target.email) : expected[viewer])
  })
})

describe('hidden and resting people', () => {
  it.each([
    ['private', { profileVisibility: 'private' }, { profileVisibility: 'public' }],
    ['resting', { allowMatching: false }, { allowMatching: true }],
  ] as const)('who are %s are neither asked nor accepted, look at nobody, and keep what was open', async (_, off, on) => {
    await target.ok(savePrivacySettings, { ...OFF, ...off })
    const { stranger, asked } = viewers
    expect((await stranger.call(matching.requestMatch, { targetUserId: target.userId })).code).toBe('MATCH_001')
    expect((await target.call(matching.requestMatch, { targetUserId: stranger.userId })).code).toBe('MATCH_001')
    expect((await asked.call(matching.acceptMatch, { requestId: fromTarget })).code).toBe('MATCH_001')
    expect((await target.call(matching.acceptMatch, { requestId: toTarget })).code).toBe('MATCH_001')
    expect((await stranger.call(createRoom, { participantIds: [target.userId] })).code).toBe('USER_002')
    expect((await target.call(matching.listMatches, {})).envelope).toMatchObject({ data: [], paused: true })
    expect((await target.call(matching.matchProfile, { userId: stranger.userId })).code).toBe('USER_001')
    await target.ok(savePrivacySettings, on)
    expect((await target.ok(matching.listRequests, {})).map(({ requestId }) => requestId)).toContain(toTarget)
  })

  it('is a rule for minors among themselves too: never more than a card before they are partners, and no last seen', async () => {
    const [one, two, newcomer] = await Promise.all([
      learner({ speaks: 'mn', learns: 'uz', birthYear: 2010 }),
      learner({ speaks: 'uz', learns: 'mn', birthYear: 2011 }),
      person({ displayName: 'No year' }),
    ])
    await one.ok(saveSelfBio, { selfBio: 'about me' })
    await one.ok(saveLocation, { locationId: 'KR-26' })
    const before = await two.ok(matching.matchProfile, { userId: one.userId })
    expect(before).toMatchObject({ selfBio: null, locationId: null })
    expect(before).not.toHaveProperty('lastActive')
    expect(await two.ok(matching.filterMatches, { location: 'KR-26' })).toEqual([])
    const { requestId } = await two.ok(matching.requestMatch, { targetUserId: one.userId })
    await one.ok(matching.acceptMatch, { requestId })
    expect(await two.ok(matching.matchProfile, { userId: one.userId })).toMatchObject({ selfBio: 'about me', locationId: 'KR-26' })
    expect((await two.call(matching.matchProfile, { userId: newcomer.userId })).code).toBe('USER_001')
  })
})

describe('presence', () => {
  it('is taken back at once where last seen is switched off, or the profile is made private, and given again', async () => {
    await target.ok(savePrivacySettings, OFF)
    const watched = await device(target)
    const watcher = await device(viewers.partner)
    const next = (online: boolean) => watcher.next('PRESENCE', (frame) => frame.userId === target.userId && frame.online === online)
    await next(true)
    for (const off of [{ showLastSeen: false }, { profileVisibility: 'private' }] as const) {
      await target.ok(savePrivacySettings, off)
      expect(await next(false)).not.toHaveProperty('lastSeenAt')
      await target.ok(savePrivacySettings, OFF)
      await next(true)
    }
    // Another device of somebody who does not show themselves tells nobody.
    await target.ok(savePrivacySettings, { showLastSeen: false })
    await next(false)
    const third = await device(target)
    await third.settle()
    await watcher.settle()
    expect(watcher.frames.filter((frame) => frame.type === 'PRESENCE' && frame.userId === target.userId)).toEqual([])
    for (const client of [watcher, watched, third]) client.close()
  })
})
