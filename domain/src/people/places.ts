import type { Tongue } from '@studymate/contract/errors'
import { COUNTRIES, KOREAN_REGIONS, inTongue, nameIn } from '@studymate/contract/reference'

/** A place with its name in one language: a Korean region or a country, nothing finer, since strangers see it. */
export interface Place {
  readonly code: string
  readonly name: string
}

const IS_COUNTRY = new Set(COUNTRIES)

/** Places to choose from, Korean regions first, then countries by name. */
export function placesIn(tongue: Tongue): Place[] {
  const names = new Intl.DisplayNames(tongue, { type: 'region' })
  const countries = COUNTRIES.map((code) => ({ code, name: names.of(code) ?? code }))
  return [...inTongue(KOREAN_REGIONS, tongue), ...countries.toSorted((a, b) => a.name.localeCompare(b.name, tongue))]
}

/** One place with its name; null for a code that is none. */
export function placeIn(code: string, tongue: Tongue): Place | null {
  if (KOREAN_REGIONS.some((region) => region.code === code)) return { code, name: nameIn(KOREAN_REGIONS, code, tongue) }
  return IS_COUNTRY.has(code) ? { code, name: new Intl.DisplayNames(tongue, { type: 'region' }).of(code) ?? code } : null
}
