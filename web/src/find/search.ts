import { COMMUNICATION_METHODS, GENDERS, type Named, TOPICS, WEEKDAYS } from '@studymate/contract/reference'
import { CEFR_LEVELS, LANGUAGES } from '@studymate/contract/values'
import type { CefrLevel, LanguageCode } from '@studymate/contract/values'

type CodeOf<T extends readonly Named[]> = T[number]['code']

/** What the list is narrowed by, as it stands in the address. Absent means everybody. */
export interface FindSearch {
  /** What they speak natively. */
  readonly speaks?: LanguageCode
  /** What they learn; levels are of that language then. */
  readonly learns?: LanguageCode
  /** Their level in the language that I give. */
  readonly levels?: CefrLevel[]
  /** Only who shares a free hour with me. */
  readonly hours?: true
  /** Only who shares a free hour with me on one of these days of mine. */
  readonly days?: CodeOf<typeof WEEKDAYS>[]
  /** At least one of these topics. */
  readonly topics?: CodeOf<typeof TOPICS>[]
  readonly gender?: CodeOf<typeof GENDERS>
  readonly ageMin?: number
  readonly ageMax?: number
  /** A code of the list of places. */
  readonly place?: string
  /** At least one of these ways. */
  readonly methods?: CodeOf<typeof COMMUNICATION_METHODS>[]
}

/** The filters, in the order of the panel; the last one that is on is offered first to be loosened. */
export const FILTERS = [
  'speaks',
  'learns',
  'levels',
  'hours',
  'days',
  'topics',
  'ageMin',
  'ageMax',
  'gender',
  'place',
  'methods',
] as const satisfies readonly (keyof FindSearch)[]

/** Ages that one can ask for. */
export const AGES = { min: 14, max: 120 } as const

function among<T extends string>(all: readonly T[], value: unknown): T[] {
  const wanted = Array.isArray(value) ? value : [value]
  return all.filter((one) => wanted.includes(one))
}

function codesAmong<C extends string>(rows: readonly Named<C>[], value: unknown): C[] {
  return among(
    rows.map(({ code }) => code),
    value,
  )
}

function age(value: unknown): number | undefined {
  const years = typeof value === 'string' ? Number(value) : value
  return typeof years === 'number' && Number.isInteger(years) && years >= AGES.min && years <= AGES.max ? years : undefined
}

/** Reads the filters out of the address: what there is no such thing of is left out. */
export function findSearch(search: Record<string, unknown>): FindSearch {
  const [speaks] = among(LANGUAGES, search['speaks'])
  const [learns] = among(LANGUAGES, search['learns'])
  const levels = among(CEFR_LEVELS, search['levels'])
  const days = codesAmong(WEEKDAYS, search['days'])
  const topics = codesAmong(TOPICS, search['topics'])
  const [gender] = codesAmong(GENDERS, search['gender'])
  const methods = codesAmong(COMMUNICATION_METHODS, search['methods'])
  const place = search['place']
  const [ageMin, ageMax] = [age(search['ageMin']), age(search['ageMax'])]
  return {
    ...(speaks === undefined ? {} : { speaks }),
    ...(learns === undefined ? {} : { learns }),
    ...(levels.length === 0 ? {} : { levels }),
    ...(search['hours'] === true ? { hours: true as const } : {}),
    ...(days.length === 0 ? {} : { days }),
    ...(topics.length === 0 ? {} : { topics }),
    ...(ageMin === undefined ? {} : { ageMin }),
    // The other way round there would be nobody, and the service would say so in an error.
    ...(ageMax === undefined || (ageMin !== undefined && ageMax < ageMin) ? {} : { ageMax }),
    ...(gender === undefined ? {} : { gender }),
    ...(typeof place === 'string' && /^[A-Z0-9-]{2,16}$/.test(place) ? { place } : {}),
    ...(methods.length === 0 ? {} : { methods }),
  }
}

/** How many filters are on. */
export function filterCount(search: FindSearch): number {
  return FILTERS.filter((name) => search[name] !== undefined).length
}
