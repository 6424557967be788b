import { Trans, useLingui } from '@lingui/react/macro'
import { COMMUNICATION_METHODS } from '@studymate/contract/reference'
import { CEFR_LEVELS, LANGUAGES } from '@studymate/contract/values'
import type { FindSearch } from '#find/search'
import { FILTERS, filterCount, findSearch } from '#find/search'
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
export function useFilterNames() {
  const { t } = useLingui()
  const { language, tongue } = useMatchWords()
  return (search: FindSearch): { name: (typeof FILTERS)[number]; label: string }[] =>
    FILTERS.flatMap((name) => {
      if (search[name] === undefined) return []
      if (name === 'speaks') {
        const spoken = language(search.speaks ?? '')
        return { name, label: t`모국어 ${spoken}` }
      }
      if (name === 'levels') {
        const chosen = search.levels?.join(', ') ?? ''
        return { name, label: t`수준 ${chosen}` }
      }
      if (name === 'hours') return { name, label: t`내 빈 시간과 겹침` }
      const ways = COMMUNICATION_METHODS.filter(({ code }) => search.methods?.includes(code)).map((way) => way[tongue])
      return { name, label: ways.join(', ') }
    })
}

/** The search without one filter. */
export function without(search: FindSearch, name: (typeof FILTERS)[number]): FindSearch {
  const { [name]: _gone, ...rest } = search
  return rest
}

/** All filters; each change is at once in the address. */
export function Filters({ search, onChange, heading = true }: FiltersProps) {
  const { t } = useLingui()
  const { language, tongue } = useMatchWords()
  const toggle = <T extends string>(list: readonly T[] | undefined, one: T): T[] =>
    list?.includes(one) ? list.filter((other) => other !== one) : [...(list ?? []), one]
  const change = (part: Record<string, unknown>) => onChange(findSearch({ ...search, ...part }))
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
        {LANGUAGES.map((code) => ({ code, name: language(code) }))
          .toSorted((a, b) => a.name.localeCompare(b.name))
          .map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
      </Select>
      <Choices legend={t`내 말을 배우는 수준`}>
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
      <Choices legend={t`방법`} stacked>
        {COMMUNICATION_METHODS.map((way) => (
          <Check key={way.code} checked={search.methods?.includes(way.code) ?? false} onChange={() => change({ methods: toggle(search.methods, way.code) })}>
            {way[tongue]}
          </Check>
        ))}
      </Choices>
    </>
  )
}
