import { useLingui } from '@lingui/react/macro'
import type { HabitWord, MatchCard, MatchReason } from '@studymate/contract/matching'
import { COMMUNICATION_METHODS, GENDERS, LEARNING_STYLES, MOTIVATIONS, TOPICS, nameIn } from '@studymate/contract/reference'
import type { Named } from '@studymate/contract/reference'
import { particle } from '@studymate/domain/text/particle'
import { byTime } from '#find/times'
import { languageName } from '#ui/language.tsx'

// A dash at which no line breaks: a stretch of time stays in one piece.
const UNBROKEN = '\u2060–\u2060'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** From this long a name is cut to its first word where it is only repeated. */
const SHORT_NAME = 12

/** The name by which a card speaks of somebody whose whole name stands above it. */
export function shortName(name: string): string {
  return name.length <= SHORT_NAME ? name : (name.split(/\s/)[0] ?? name)
}

/** A reason in words: what it is, and the fact itself. */
export interface ReasonWords {
  readonly label: string
  readonly note: string
}

/** Says reasons, distances and visits in the language of the page. */
export function useMatchWords() {
  const { t, i18n } = useLingui()
  const tongue = i18n.locale === 'en' ? 'en' : 'ko'
  const both = (names: readonly string[], inSentence: (name: string) => string) => {
    const chosen =
      tongue === 'ko'
        ? names.map(inSentence).join(', ') + particle(names.at(-1) ?? '', '을/를')
        : new Intl.ListFormat('en', { type: 'conjunction' }).format(names.map(inSentence))
    return t`둘 다 ${chosen} 골랐어요.`
  }
  const namesOf = (rows: readonly Named[], codes: readonly string[]) => codes.map((code) => nameIn(rows, code, tongue))
  // Names of things are part of the sentence; phrases (why, in which way) stand in it as they were chosen.
  const things = (rows: readonly Named[], codes: readonly string[]) =>
    both(namesOf(rows, codes), (name) => (tongue === 'ko' ? name : name.charAt(0).toLowerCase() + name.slice(1)))
  const phrases = (rows: readonly Named[], codes: readonly string[]) => both(namesOf(rows, codes), (name) => (tongue === 'ko' ? `‘${name}’` : `“${name}”`))
  const language = (code: string) => languageName(code, i18n.locale)

  function sayReason(reason: MatchReason, card: Pick<MatchCard, 'sharedHours'>): ReasonWords {
    switch (reason.kind) {
      case 'speaks-what-you-learn': {
        const [name, { fluency }] = [language(reason.language), reason]
        return { label: t`내가 배우는 말`, note: fluency === 'NATIVE' ? t`모국어가 ${name}예요.` : t`${name}를 ${fluency} 수준으로 말해요.` }
      }
      case 'learns-what-you-speak': {
        const [name, { level }] = [language(reason.language), reason]
        return { label: t`내가 나누는 말`, note: level === null ? t`내가 쓰는 ${name}를 배워요.` : t`내가 쓰는 ${name}를 배워요. 지금 ${level} 수준이에요.` }
      }
      case 'levels-fit': {
        const { yours, theirs } = reason
        return { label: t`서로의 수준`, note: t`나는 ${yours}, 상대는 ${theirs} 수준이에요.` }
      }
      case 'shared-hours': {
        const hours = Number((reason.minutesPerWeek / 60).toFixed(1))
        const times = sayTimes(card)
        return { label: t`겹치는 시간`, note: times === null ? t`주 ${hours}시간이 겹쳐요.` : t`${times}, 주 ${hours}시간이 겹쳐요.` }
      }
      case 'shared-interests':
        return { label: t`관심사`, note: things(TOPICS, reason.topics) }
      case 'shared-motivations':
        return { label: t`배우는 까닭`, note: phrases(MOTIVATIONS, reason.motivations) }
      case 'shared-communication-methods':
        return { label: t`이야기하는 방법`, note: things(COMMUNICATION_METHODS, reason.methods) }
      case 'shared-learning-styles':
        return { label: t`배우는 방식`, note: phrases(LEARNING_STYLES, reason.styles) }
      case 'partner-as-you-wished':
        return { label: t`바란 짝`, note: nameIn(GENDERS, reason.gender, tongue) }
      case 'usually-answers':
        return { label: t`답장`, note: t`인사를 받으면 대체로 답해요.` }
    }
  }

  /** The hours in common on my clock, at most two stretches. */
  function sayTimes(card: Pick<MatchCard, 'sharedHours'>, minutesAhead = 0): string | null {
    const times = card.sharedHours === null ? [] : byTime(card.sharedHours.slots, i18n.locale, minutesAhead)
    return times.length === 0
      ? null
      : times
          .slice(0, 2)
          .map(({ days, time }) => `${days === null ? t`매일` : days.replaceAll('·', '\u2060·\u2060')}\u00a0${time.replace('–', UNBROKEN)}`)
          .join(tongue === 'ko' ? ', ' : '; ')
  }

  function sayAhead(minutes: number): string | null {
    const hours = Number((Math.abs(minutes) / 60).toFixed(2))
    if (minutes === 0) return null
    return minutes > 0 ? t`${hours}시간 빠름` : t`${hours}시간 느림`
  }

  function saySeen(lastActive: string | undefined): string | null {
    if (lastActive === undefined) return null
    const days = Math.floor((Date.now() - Date.parse(lastActive)) / DAY_MS)
    if (days < 1) return t`오늘 접속`
    if (days < 2) return t`어제 접속`
    return days < 7 ? t`이번 주 접속` : t`한 주 넘게 안 왔어요`
  }

  /** Day and time on their wall now. */
  function sayTheirNow(minutesAhead: number): string {
    const at = Date.now() + minutesAhead * 60_000
    const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(i18n.locale, options).format(at)
    return `${part({ weekday: 'long' })} ${part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`
  }

  /** How fast somebody usually answers; null where that is not said. */
  function sayAnswers(word: HabitWord | null): string | null {
    switch (word) {
      case null:
        return null
      case 'within-hours':
        return t`보통 몇 시간 안에 답해요`
      case 'within-a-day':
        return t`보통 하루 안에 답해요`
      case 'within-days':
        return t`보통 며칠 안에 답해요`
    }
  }

  /** Minutes as a stretch of time that one would say. */
  function sayTook(minutes: number): string {
    const say = (unit: 'minute' | 'hour' | 'day', count: number) =>
      new Intl.NumberFormat(i18n.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.max(1, Math.ceil(count)))
    if (minutes < 90) return say('minute', minutes)
    return minutes < 36 * 60 ? say('hour', minutes / 60) : say('day', minutes / 1440)
  }

  /** Clock, visit and answers in one meta line, which breaks between them only; empty where there is nothing to say. */
  function sayAbout(card: Pick<MatchCard, 'minutesAhead' | 'lastActive' | 'answers'>): string {
    return [sayAhead(card.minutesAhead), saySeen(card.lastActive), sayAnswers(card.answers)]
      .flatMap((part) => (part === null ? [] : [part.replaceAll(' ', '\u00a0')]))
      .join('\u00a0· ')
  }

  return { sayReason, sayTimes, sayAbout, sayAnswers, sayTook, sayTheirNow, language, tongue } as const
}
