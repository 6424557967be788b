import { COMMUNICATION_METHODS } from '@studymate/contract/reference'
import { CEFR_LEVELS, LANGUAGES } from '@studymate/contract/values'
import type { CefrLevel, LanguageCode } from '@studymate/contract/values'

type Method = (typeof COMMUNICATION_METHODS)[number]['code']

/** What the list is narrowed by, as it stands in the address. Absent means everybody. */
export interface FindSearch {
  /** What they speak natively. */
  readonly speaks?: LanguageCode
  /** Their level in the language that I give. */
  readonly levels?: CefrLevel[]
  /** Only who shares a free hour with me. */
  readonly hours?: true
  /** At least one of these ways. */
  readonly methods?: Method[]
}

/** The filters, in the order of the panel. */
export const FILTERS = ['speaks', 'levels', 'hours', 'methods'] as const satisfies readonly (keyof FindSearch)[]

function among<T extends string>(all: readonly T[], value: unknown): T[] {
  const wanted = Array.isArray(value) ? value : [value]
  return all.filter((one) => wanted.includes(one))
}

/** Reads the filters out of the address: what there is no such thing of is left out. */
export function findSearch(search: Record<string, unknown>): FindSearch {
  const [speaks] = among(LANGUAGES, search['speaks'])
  const levels = among(CEFR_LEVELS, search['levels'])
  const methods = among(
    COMMUNICATION_METHODS.map(({ code }) => code),
    search['methods'],
  )
  return {
    ...(speaks === undefined ? {} : { speaks }),
    ...(levels.length === 0 ? {} : { levels }),
    ...(search['hours'] === true ? { hours: true as const } : {}),
    ...(methods.length === 0 ? {} : { methods }),
  }
}

/** How many filters are on. */
export function filterCount(search: FindSearch): number {
  return FILTERS.filter((name) => search[name] !== undefined).length
}
