import type { Tongue } from '@studymate/contract/errors'
import { LANGUAGES } from '@studymate/contract/values'
import { otherNames } from '@studymate/domain/schedule/zone-names'

interface CodeName {
  readonly code: string
  readonly name: string
}

// Cities by which Koreans name a zone; the others keep the name that the database of zones gives them.
const CITIES_KO: Readonly<Record<string, string>> = {
  'Asia/Seoul': '서울',
  'Asia/Pyongyang': '평양',
  'Asia/Tokyo': '도쿄',
  'Asia/Shanghai': '상하이',
  'Asia/Hong_Kong': '홍콩',
  'Asia/Taipei': '타이베이',
  'Asia/Singapore': '싱가포르',
  'Asia/Bangkok': '방콕',
  'Asia/Ho_Chi_Minh': '호찌민',
  'Asia/Saigon': '호찌민',
  'Asia/Jakarta': '자카르타',
  'Asia/Manila': '마닐라',
  'Asia/Kuala_Lumpur': '쿠알라룸푸르',
  'Asia/Kolkata': '콜카타',
  'Asia/Calcutta': '콜카타',
  'Asia/Kathmandu': '카트만두',
  'Asia/Katmandu': '카트만두',
  'Asia/Dubai': '두바이',
  'Asia/Riyadh': '리야드',
  'Asia/Jerusalem': '예루살렘',
  'Asia/Tashkent': '타슈켄트',
  'Asia/Almaty': '알마티',
  'Asia/Ulaanbaatar': '울란바토르',
  'Asia/Vladivostok': '블라디보스토크',
  'Australia/Sydney': '시드니',
  'Australia/Melbourne': '멜버른',
  'Australia/Brisbane': '브리즈번',
  'Australia/Perth': '퍼스',
  'Pacific/Auckland': '오클랜드',
  'Pacific/Honolulu': '호놀룰루',
  'Europe/London': '런던',
  'Europe/Dublin': '더블린',
  'Europe/Lisbon': '리스본',
  'Europe/Paris': '파리',
  'Europe/Madrid': '마드리드',
  'Europe/Berlin': '베를린',
  'Europe/Rome': '로마',
  'Europe/Vienna': '빈',
  'Europe/Zurich': '취리히',
  'Europe/Amsterdam': '암스테르담',
  'Europe/Brussels': '브뤼셀',
  'Europe/Stockholm': '스톡홀름',
  'Europe/Oslo': '오슬로',
  'Europe/Copenhagen': '코펜하겐',
  'Europe/Helsinki': '헬싱키',
  'Europe/Warsaw': '바르샤바',
  'Europe/Prague': '프라하',
  'Europe/Budapest': '부다페스트',
  'Europe/Athens': '아테네',
  'Europe/Istanbul': '이스탄불',
  'Europe/Kiev': '키이우',
  'Europe/Kyiv': '키이우',
  'Europe/Moscow': '모스크바',
  'Africa/Cairo': '카이로',
  'Africa/Lagos': '라고스',
  'Africa/Nairobi': '나이로비',
  'Africa/Johannesburg': '요하네스버그',
  'America/New_York': '뉴욕',
  'America/Toronto': '토론토',
  'America/Chicago': '시카고',
  'America/Denver': '덴버',
  'America/Phoenix': '피닉스',
  'America/Los_Angeles': '로스앤젤레스',
  'America/Vancouver': '밴쿠버',
  'America/Anchorage': '앵커리지',
  'America/Mexico_City': '멕시코시티',
  'America/Bogota': '보고타',
  'America/Lima': '리마',
  'America/Santiago': '산티아고',
  'America/Sao_Paulo': '상파울루',
  'America/Buenos_Aires': '부에노스아이레스',
  'America/Argentina/Buenos_Aires': '부에노스아이레스',
}

/** Languages of the service by name. */
export function presentLanguages(tongue: Tongue): CodeName[] {
  const names = new Intl.DisplayNames(tongue, { type: 'language' })
  return LANGUAGES.map((code) => ({ code, name: names.of(code) ?? code }))
}

interface ZoneName extends CodeName {
  readonly aliases: readonly string[]
}

// Where the platform still lists a city under its old name, the first other name is the present one.
const OLD_CITIES = /^(?:Asia\/(?:Calcutta|Katmandu|Rangoon|Saigon)|Atlantic\/Faeroe|Europe\/Kiev|America\/Godthab)$/

function zoneName(zone: string, aliases: readonly string[], tongue: Tongue): string {
  const present = OLD_CITIES.test(zone) ? (aliases[0] ?? zone) : zone
  const city = (tongue === 'ko' ? CITIES_KO[zone] : undefined) ?? present.split('/').at(-1)?.replaceAll('_', ' ') ?? zone
  const parts = new Intl.DateTimeFormat(tongue, { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(0)
  const clock = parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
  return `${city} · ${clock}`
}

// Four hundred formatters take a while and the names never change: made once in an isolate for each language.
const zones = new Map<Tongue, readonly ZoneName[]>()

function namedZones(tongue: Tongue): readonly ZoneName[] {
  const codes = Intl.supportedValuesOf('timeZone')
  const others = otherNames(codes)
  return codes
    .map((code) => {
      const aliases = others.get(code) ?? []
      return { code, name: zoneName(code, aliases, tongue), aliases }
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, tongue))
}

/** Time zones by name, in the order of the names, each with its other names (`Asia/Calcutta`, `ROK`), which are taken too where one is saved. */
export function presentTimeZones(tongue: Tongue): { code: string; name: string; aliases: string[] }[] {
  const made = zones.get(tongue) ?? namedZones(tongue)
  zones.set(tongue, made)
  return made.map(({ code, name, aliases }) => ({ code, name, aliases: [...aliases] }))
}
