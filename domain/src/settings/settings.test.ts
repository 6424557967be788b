import { describe, expect, it } from 'vitest'
import type { AgeGroup } from '#people/age'
import { NOTIFICATION_DEFAULTS } from '#settings/defaults'
import { bellOf, mailAt, quietUntil } from '#settings/notices'
import { opensProfile, refusedToMinors, showsPresence, visibilityOf } from '#settings/visibility'

const at = (iso: string) => Date.parse(iso)

describe('quiet hours', () => {
  it.each([
    ['21:59 in Seoul', 'Asia/Seoul', '2026-11-25T12:59:59.999Z', null],
    ['22:00 in Seoul', 'Asia/Seoul', '2026-11-25T13:00:00.000Z', '2026-11-25T22:00:00.000Z'],
    ['midnight in Seoul', 'Asia/Seoul', '2026-11-25T15:00:00.000Z', '2026-11-25T22:00:00.000Z'],
    ['06:59 in Seoul', 'Asia/Seoul', '2026-11-25T21:59:59.999Z', '2026-11-25T22:00:00.000Z'],
    ['07:00 in Seoul', 'Asia/Seoul', '2026-11-25T22:00:00.000Z', null],
    ['03:00 in Kathmandu', 'Asia/Kathmandu', '2026-11-24T21:15:00.000Z', '2026-11-25T01:15:00.000Z'],
    // Clocks go forward at two in New York, and back in autumn: the morning is seven all the same.
    ['the night of 8 March in New York', 'America/New_York', '2026-03-08T04:00:00.000Z', '2026-03-08T11:00:00.000Z'],
    ['the night of 1 November in New York', 'America/New_York', '2026-11-01T03:00:00.000Z', '2026-11-01T12:00:00.000Z'],
  ])('%s', (_, timeZone, moment, end) => {
    expect(quietUntil({ ageGroup: 'minor', timeZone }, at(moment))).toBe(end === null ? null : at(end))
    expect(quietUntil({ ageGroup: 'adult', timeZone }, at(moment))).toBeNull()
  })
})

describe('a notice', () => {
  const day = at('2026-11-25T03:00:00.000Z')
  const night = at('2026-11-25T14:00:00.000Z')
  const to = (ageGroup: AgeGroup, flags = {}) => ({ ageGroup, timeZone: 'Asia/Seoul', flags: { ...NOTIFICATION_DEFAULTS, ...flags } })

  it('asks the flag of its kind, and the hour of a minor', () => {
    expect(bellOf(to('adult'), 'match.request', night)).toBe('rung')
    expect(bellOf(to('minor'), 'match.request', day)).toBe('rung')
    expect(bellOf(to('minor'), 'match.request', night)).toBe('silent')
    expect(bellOf(to('adult', { matchingNotifications: false }), 'match.accepted', day)).toBe('none')
    expect(bellOf(to('adult', { matchingNotifications: false }), 'chat.messages', day)).toBe('rung')
    expect(bellOf(to('adult', { chatMessages: false }), 'call.missed', day)).toBe('none')
  })

  it('is mailed where both flags let it, by night in the morning', () => {
    expect(mailAt(to('adult'), 'match.request', night)).toBe(night)
    expect(mailAt(to('minor'), 'match.request', night)).toBe(at('2026-11-25T22:00:00.000Z'))
    expect(mailAt(to('adult', { emailEnabled: false }), 'match.request', day)).toBeNull()
    expect(mailAt(to('adult', { matchingNotifications: false }), 'match.accepted', day)).toBeNull()
  })
})

describe('visibility', () => {
  it('of a minor is never public', () => {
    expect((['public', 'friends', 'private'] as const).map((chosen) => visibilityOf('minor', chosen))).toEqual(['friends', 'friends', 'private'])
    expect(visibilityOf('adult', 'public')).toBe('public')
    expect(refusedToMinors({ profileVisibility: 'public' })).toBe('profileVisibility')
    expect(refusedToMinors({ showLastSeen: true })).toBe('showLastSeen')
    expect(refusedToMinors({ profileVisibility: 'private', showLastSeen: false })).toBeNull()
  })

  it.each([
    ['public', true, true],
    ['friends', false, true],
    ['private', false, false],
  ] as const)('%s opens the profile to strangers: %s, to partners: %s', (visibility, strangers, partners) => {
    expect([opensProfile(visibility, false), opensProfile(visibility, true)]).toEqual([strangers, partners])
  })

  it.each([
    ['adult', 'public', true, true],
    ['adult', 'friends', true, true],
    ['adult', 'private', true, false],
    ['adult', 'public', false, false],
    ['minor', 'friends', true, false],
    ['unknown', 'public', true, false],
  ] as const)('%s, %s, showLastSeen %s: presence is shown %s', (ageGroup, visibility, showLastSeen, shown) => {
    expect(showsPresence({ ageGroup, visibility, showLastSeen })).toBe(shown)
  })
})
