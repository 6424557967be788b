import { describe, expect, it } from 'vitest'
import { isTimeZone } from '#schedule/time-zone'
import { otherNames } from '#schedule/zone-names'

describe('other names of zones', () => {
  const listed = Intl.supportedValuesOf('timeZone')
  const others = otherNames(listed)
  const zoneOf = (name: string) => [...others].find(([, names]) => names.includes(name))?.[0] ?? (listed.includes(name) ? name : null)

  it('find the zone of the list for whatever a browser says (F43)', () => {
    expect(['Asia/Calcutta', 'Asia/Kolkata'].map(zoneOf)).toEqual([zoneOf('Asia/Kolkata'), zoneOf('Asia/Kolkata')])
    expect(['ROK', 'Japan', 'US/Pacific', 'Asia/Tel_Aviv'].map(zoneOf)).toEqual(['Asia/Seoul', 'Asia/Tokyo', 'America/Los_Angeles', 'Asia/Jerusalem'])
  })

  it('are names that are taken, with the same clock, and each of one zone only', () => {
    const clock = (timeZone: string) =>
      new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset', dateStyle: undefined }).format(Date.UTC(2026, 6, 1))
    for (const [zone, names] of others) for (const name of names) expect([name, isTimeZone(name), clock(name)]).toEqual([name, true, clock(zone)])
    const all = [...others.values()].flat()
    expect(new Set(all).size).toBe(all.length)
    expect(all.filter((name) => listed.includes(name))).toEqual([])
    expect(all.length).toBeGreaterThan(80)
  })

  it('follow the list, whichever of the names it has', () => {
    expect(otherNames(['Asia/Kolkata']).get('Asia/Kolkata')).toEqual(['Asia/Calcutta'])
    expect(otherNames(['Asia/Calcutta']).get('Asia/Calcutta')).toEqual(['Asia/Kolkata'])
    expect(otherNames([])).toEqual(new Map())
  })
})
