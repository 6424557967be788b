import { REQUEST_DAYS } from '@studymate/contract/matching'
import { UserId, RequestId } from '@studymate/contract/values'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayMeet, obstacles } from '#matching/policy'
import {
  type AskFacts,
  type MatchRequest,
  type RequestStatus,
  REQUEST_LIFE,
  decideAccept,
  decideAsk,
  decideReject,
  decideWithdraw,
  statusAt,
  statusFor,
} from '#matching/requests'
import type { Standing } from '#matching/seeker'

const NOW = Date.UTC(2026, 10, 25, 11)
const DAY = 86_400_000

const person = (name: string, but: Partial<Standing> = {}): Standing => ({
  userId: UserId.parse(`user_${name}`),
  ageGroup: 'adult',
  visibility: 'public',
  allowMatching: true,
  ...but,
})
const mina = person('minamina')
const john = person('johnjohn')
const stranger = person('stranger')

const request = (status: RequestStatus, createdAt = NOW - DAY): MatchRequest => ({
  requestId: RequestId.parse('mreq_000001'),
  senderId: mina.userId,
  receiverId: john.userId,
  status,
  createdAt,
})
const ask = (but: Partial<AskFacts> = {}): AskFacts => ({
  sender: mina,
  receiver: john,
  blocked: false,
  fits: true,
  matched: false,
  latest: null,
  crossing: null,
  mustVerifyMail: false,
  waiting: 0,
  hello: '안녕하세요! Shall we talk about films?',
  ...but,
})
const outcome = (decision: object) => ('code' in decision ? decision.code : 'kind' in decision ? decision.kind : 'nothing')

it('lives as long as the contract says', () => expect(REQUEST_LIFE).toBe(REQUEST_DAYS * DAY))

describe('who may meet', () => {
  it.each([
    ['two adults', {}, {}, false, []],
    ['two minors', { ageGroup: 'minor' }, { ageGroup: 'minor' }, false, []],
    ['a profile for friends', {}, { visibility: 'friends' }, false, []],
    ['a minor and an adult', { ageGroup: 'minor' }, {}, false, ['age']],
    ['two of unknown age', { ageGroup: 'unknown' }, { ageGroup: 'unknown' }, false, ['age']],
    ['a blocked one', {}, {}, true, ['blocked']],
    ['a hidden one', {}, { visibility: 'private' }, false, ['hidden']],
    ['one who paused', {}, { allowMatching: false }, false, ['paused']],
    ['a wish that is met', { wishedGender: 'FEMALE' }, { gender: 'FEMALE' }, false, []],
    ['a wish that is not met', { wishedGender: 'FEMALE', gender: 'FEMALE' }, { gender: 'MALE' }, false, ['wish']],
    ['a wish and a gender that is not told', { wishedGender: 'FEMALE' }, {}, false, ['wish']],
    ['a wish and a gender that is kept back', { wishedGender: 'MALE' }, { gender: 'UNDISCLOSED' }, false, ['wish']],
    ['no wish in particular', { wishedGender: 'ANY' }, {}, false, []],
    ['everything at once', { ageGroup: 'minor', allowMatching: false }, { visibility: 'private' }, true, ['age', 'blocked', 'hidden', 'paused']],
  ] as const)('%s', (_, a, b, blocked, expected) => {
    const [one, other] = [person('aaaaaa', a), person('bbbbbb', b)]
    expect(obstacles(one, other, { blocked })).toEqual(expected)
    expect(obstacles(other, one, { blocked })).toEqual(expected)
    expect(mayMeet(one, other, { blocked })).toBe(expected.length === 0)
  })
  it('keeps people from themselves', () => {
    expect(obstacles(mina, mina, { blocked: false })).toEqual(['self'])
  })
})

describe('asking', () => {
  it.each<[string, Partial<AskFacts>, string]>([
    ['a new person', {}, 'send'],
    ['without a hello', { hello: null }, 'send'],
    ['oneself', { receiver: mina }, 'MATCH_001'],
    ['a blocked one', { blocked: true }, 'MATCH_001'],
    ['one of another age', { receiver: person('johnjohn', { ageGroup: 'minor' }) }, 'MATCH_001'],
    ['one who does not fit', { fits: false }, 'MATCH_001'],
    ['a partner', { matched: true }, 'CONFLICT'],
    ['with a link', { hello: 'see http://win.example' }, 'VALIDATION_ERROR'],
    ['unverified, with a mail transport', { mustVerifyMail: true }, 'EMAIL_NOT_VERIFIED'],
    ['somebody for whom as many wait as one person holds', { waiting: 10 }, 'CONFLICT'],
    ['one who asked me, however many wait for me', { crossing: request('open'), waiting: 10 }, 'match'],
    ['again while it is open', { latest: request('open') }, 'CONFLICT'],
    ['again after a silent no', { latest: request('rejected') }, 'CONFLICT'],
    ['again after withdrawing', { latest: request('withdrawn') }, 'CONFLICT'],
    ['again after 7 days', { latest: request('open', NOW - REQUEST_LIFE) }, 'send'],
    ['again 7 days after a silent no', { latest: request('rejected', NOW - REQUEST_LIFE) }, 'send'],
    ['one who asked me', { crossing: request('open') }, 'match'],
    ['one who asked me, though I withdrew mine', { crossing: request('open'), latest: request('withdrawn'), mustVerifyMail: true }, 'match'],
    ['one whose request has lapsed', { crossing: request('open', NOW - REQUEST_LIFE) }, 'send'],
    ['one whom I turned down', { crossing: request('rejected') }, 'send'],
    ['one who asked me and whom I blocked', { crossing: request('open'), blocked: true }, 'MATCH_001'],
  ])('%s', (_, facts, expected) => {
    expect(outcome(decideAsk(ask(facts), NOW))).toBe(expected)
  })

  it('says the same after a no as while it is open', () => {
    expect(decideAsk(ask({ latest: request('rejected') }), NOW)).toEqual(decideAsk(ask({ latest: request('open') }), NOW))
  })

  it('never lets minors and adults, or anybody of unknown age, meet', () => {
    const age = fc.constantFrom('minor', 'adult', 'unknown')
    const status = fc.constantFrom<RequestStatus>('open', 'accepted', 'rejected', 'withdrawn', 'lapsed').map((s) => request(s))
    const facts = fc.record({ fits: fc.boolean(), matched: fc.boolean(), latest: fc.option(status), crossing: fc.option(status), mustVerifyMail: fc.boolean() })
    fc.assert(
      fc.property(age, age, facts, (mine, theirs, rest) => {
        fc.pre(mine !== theirs || mine === 'unknown')
        const [sender, receiver] = [person('minamina', { ageGroup: mine }), person('johnjohn', { ageGroup: theirs })]
        expect(outcome(decideAsk(ask({ sender, receiver, ...rest }), NOW))).toBe('MATCH_001')
        for (const open of [rest.latest, rest.crossing])
          expect(outcome(decideAccept({ request: open, viewer: receiver, sender, blocked: false }, NOW))).not.toBe('accept')
      }),
    )
  })
})

describe('answering', () => {
  const accept = (of: MatchRequest | null, viewer: Standing, blocked = false) => outcome(decideAccept({ request: of, viewer, sender: mina, blocked }, NOW))
  const reject = (of: MatchRequest | null, viewer: Standing) => outcome(decideReject(of, viewer.userId, NOW))
  const withdraw = (of: MatchRequest | null, viewer: Standing) => outcome(decideWithdraw(of, viewer.userId, NOW))

  it.each([
    [request('open'), 'accept', 'reject', 'withdraw'],
    [request('accepted'), 'already', 'CONFLICT', 'CONFLICT'],
    [request('rejected'), 'CONFLICT', 'already', 'withdraw'],
    [request('withdrawn'), 'CONFLICT', 'CONFLICT', 'already'],
    [request('lapsed'), 'CONFLICT', 'CONFLICT', 'CONFLICT'],
    [request('open', NOW - REQUEST_LIFE), 'CONFLICT', 'CONFLICT', 'CONFLICT'],
    [request('open', NOW - REQUEST_LIFE + 1), 'accept', 'reject', 'withdraw'],
    [request('rejected', NOW - REQUEST_LIFE), 'CONFLICT', 'already', 'CONFLICT'],
    [request('accepted', NOW - REQUEST_LIFE), 'already', 'CONFLICT', 'CONFLICT'],
  ])('%o', (of, accepted, rejected, withdrawn) => {
    expect([accept(of, john), reject(of, john), withdraw(of, mina)]).toEqual([accepted, rejected, withdrawn])
  })

  it('is for the two alone, each in their role', () => {
    for (const status of ['open', 'accepted', 'rejected', 'withdrawn', 'lapsed'] as const) {
      const of = request(status)
      expect([accept(of, stranger), reject(of, stranger), withdraw(of, stranger)]).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
      expect([accept(of, mina), reject(of, mina), withdraw(of, john)]).toEqual(['USER_002', 'USER_002', 'USER_002'])
    }
    expect([accept(null, john), reject(null, john), withdraw(null, mina)]).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
  })

  it('cannot accept over a block, and can always decline', () => {
    expect(accept(request('open'), john, true)).toBe('MATCH_001')
    expect(accept(request('open'), person('johnjohn', { allowMatching: false }))).toBe('MATCH_001')
    expect(reject(request('open'), person('johnjohn', { allowMatching: false }))).toBe('reject')
  })

  it('shows a no to nobody but the one who said it', () => {
    fc.assert(
      fc.property(fc.nat(20 * DAY), (age) => {
        const [open, rejected] = [request('open', NOW - age), request('rejected', NOW - age)]
        expect(statusFor(rejected, mina.userId, NOW)).toBe(statusFor(open, mina.userId, NOW))
        expect(statusFor(rejected, john.userId, NOW)).toBe('rejected')
        expect(withdraw(rejected, mina)).toBe(withdraw(open, mina))
        expect(statusAt(open, NOW)).toBe(age < REQUEST_LIFE ? 'open' : 'lapsed')
      }),
    )
  })
})
