import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { COMMUNICATION_METHODS, GENDERS, TOPICS, WEEKDAYS } from '@studymate/contract/reference'
import type { Named } from '@studymate/contract/reference'
import { CEFR_LEVELS, LANGUAGES } from '@studymate/contract/values'
import type { FindSearch } from '#find/search'
import { placesQuery } from '#find/queries'
import { AGES, FILTERS, filterCount, findSearch } from '#find/search'
import { useMatchWords } from '#find/words'
import { Button } from '#ui/button.tsx'
import { Check, Chip, Choices } from '#ui/choice.tsx'
import { Select } from '#ui/field.tsx'

interface FiltersProps {
  search: FindSearch
  onChange: (search: FindSearch) => void
  /** Draw the heading too; a sheet has its own. */
  heading?: boolean
}

/** What each filter that is on says, for the row above the list and for loosening one. */
export function useFilterNames(search: FindSearch) {
  const { t, i18n } = useLingui()
  const places = useQuery({ ...placesQuery(i18n.locale), enabled: search.place !== undefined })
  const { language, tongue } = useMatchWords()
  return FILTERS.flatMap((name): { name: (typeof FILTERS)[number]; label: string }[] => {
    if (search[name] === undefined) return []
    if (name === 'speaks') {
      const spoken = language(search.speaks ?? '')
      return [{ name, label: t`모국어 ${spoken}` }]
    }
    if (name === 'levels') {
      const chosen = search.levels?.join(', ') ?? ''
      return [{ name, label: t`수준 ${chosen}` }]
    }
    if (name === 'hours') return [{ name, label: t`내 빈 시간과 겹침` }]
    if (name === 'learns') {
      const learnt = language(search.learns ?? '')
      return [{ name, label: t`배우는 말 ${learnt}` }]
    }
    const { ageMin, ageMax } = search
    if (name === 'ageMin') return [{ name, label: t`${ageMin}살부터` }]
    if (name === 'ageMax') return [{ name, label: t`${ageMax}살까지` }]
    if (name === 'place') return [{ name, label: places.data?.find(({ code }) => code === search.place)?.name ?? search.place ?? '' }]
    const chosen = (rows: readonly Named[], codes: readonly string[] | undefined) => rows.filter(({ code }) => codes?.includes(code)).map((row) => row[tongue])
    if (name === 'days') return [{ name, label: chosen(WEEKDAYS, search.days).join(', ') }]
    if (name === 'topics') return [{ name, label: chosen(TOPICS, search.topics).join(', ') }]
    if (name === 'gender') return [{ name, label: chosen(GENDERS, search.gender && [search.gender]).join('') }]
    return [{ name, label: chosen(COMMUNICATION_METHODS, search.methods).join(', ') }]
  })
}

/** The search without one filter. */
export function without(search: FindSearch, name: (typeof FILTERS)[number]): FindSearch {
  const { [name]: _gone, ...rest } = search
  return rest
}

// Folded away until one of them is on.
const MORE = ['topics', 'ageMin', 'ageMax', 'gender', 'place'] as const

/** All filters; each change is at once in the address. */
export function Filters({ search, onChange, heading = true }: FiltersProps) {
  const { t, i18n } = useLingui()
  const { language, tongue } = useMatchWords()
  const toggle = <T extends string>(list: readonly T[] | undefined, one: T): T[] =>
    list?.includes(one) ? list.filter((other) => other !== one) : [...(list ?? []), one]
  const change = (part: Record<string, unknown>) => onChange(findSearch({ ...search, ...part }))
  const places = useQuery(placesQuery(i18n.locale))
  const [unfolded] = useState(() => MORE.some((name) => search[name] !== undefined))
  const languages = LANGUAGES.map((code) => ({ code, name: language(code) }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ code, name }) => (
      <option key={code} value={code}>
        {name}
      </option>
    ))
  const ages = (from: number) =>
    Array.from({ length: AGES.max - from + 1 }, (_, n) => from + n).map((years) => (
      <option key={years} value={years}>
        {years}
      </option>
    ))
  return (
    <>
      {heading && (
        <div className="row justify-between">
          <h2 className="h3">
            <Trans>필터</Trans>
          </h2>
          {filterCount(search) > 0 && (
            <Button kind="quiet" small onClick={() => onChange({})}>
              <Trans>모두 지우기</Trans>
            </Button>
          )}
        </div>
      )}
      <Select label={t`상대의 모국어`} value={search.speaks ?? ''} onChange={(event) => change({ speaks: event.target.value })}>
        <option value="">{t`모두`}</option>
        {languages}
      </Select>
      <Select label={t`상대가 배우는 말`} value={search.learns ?? ''} onChange={(event) => change({ learns: event.target.value })}>
        <option value="">{t`모두`}</option>
        {languages}
      </Select>
      <Choices legend={search.learns === undefined ? t`내 말을 배우는 수준` : t`그 말의 수준`}>
        {CEFR_LEVELS.map((level) => (
          <Chip key={level} checked={search.levels?.includes(level) ?? false} onChange={() => change({ levels: toggle(search.levels, level) })}>
            {level}
          </Chip>
        ))}
      </Choices>
      <Choices legend={t`시간`} stacked>
        <Check checked={search.hours ?? false} onChange={(event) => change({ hours: event.target.checked })}>
          <Trans>내 빈 시간과 겹칠 때만</Trans>
        </Check>
      </Choices>
      <Choices legend={t`겹치는 요일`} help={t`내 시간대의 요일이에요.`}>
        {WEEKDAYS.map((day) => (
          <Chip key={day.code} checked={search.days?.includes(day.code) ?? false} onChange={() => change({ days: toggle(search.days, day.code) })}>
            <span aria-hidden="true">{tongue === 'ko' ? day.ko.slice(0, 1) : day.en.slice(0, 3)}</span>
            <span className="sr">{day[tongue]}</span>
          </Chip>
        ))}
      </Choices>
      <Choices legend={t`방법`} stacked>
        {COMMUNICATION_METHODS.map((way) => (
          <Check key={way.code} checked={search.methods?.includes(way.code) ?? false} onChange={() => change({ methods: toggle(search.methods, way.code) })}>
            {way[tongue]}
          </Check>
        ))}
      </Choices>
      <details open={unfolded}>
        <summary className="label min-h-11 cursor-pointer content-center">
          <Trans>관심사, 나이, 성별, 사는 곳</Trans>
        </summary>
        <div className="stack pt-2">
          <Choices legend={t`관심사`}>
            {TOPICS.map((topic) => (
              <Chip
                key={topic.code}
                checked={search.topics?.includes(topic.code) ?? false}
                onChange={() => change({ topics: toggle(search.topics, topic.code) })}
              >
                {topic[tongue]}
              </Chip>
            ))}
          </Choices>
          <div className="row gap-2">
            <div className="grow">
              <Select label={t`최소 나이`} value={search.ageMin ?? ''} onChange={(event) => change({ ageMin: event.target.value })}>
                <option value="">{t`상관없음`}</option>
                {ages(AGES.min)}
              </Select>
            </div>
            <div className="grow">
              <Select label={t`최대 나이`} value={search.ageMax ?? ''} onChange={(event) => change({ ageMax: event.target.value })}>
                <option value="">{t`상관없음`}</option>
                {ages(search.ageMin ?? AGES.min)}
              </Select>
            </div>
          </div>
          <Select label={t`성별`} value={search.gender ?? ''} onChange={(event) => change({ gender: event.target.value })}>
            <option value="">{t`모두`}</option>
            {GENDERS.map((gender) => (
              <option key={gender.code} value={gender.code}>
                {gender[tongue]}
              </option>
            ))}
          </Select>
          <Select label={t`사는 곳`} value={search.place ?? ''} onChange={(event) => change({ place: event.target.value })}>
            <option value="">{t`모두`}</option>
            {places.data?.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </div>
      </details>
    </>
  )
}
