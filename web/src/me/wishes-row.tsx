import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { usePreferences } from '#app/preferences'
import { Row } from '#me/parts/row.tsx'
import { StepLink } from '#me/parts/step-link.tsx'
import { groupSizeQuery, personalitiesQuery, wishedGenderQuery } from '#welcome/queries'

/** What the person wishes of partners, to be changed in its step of the welcome. */
export function WishesRow() {
  const { t } = useLingui()
  const locale = usePreferences((state) => state.locale)
  const personalities = useQuery(personalitiesQuery(locale)).data
  const gender = useQuery(wishedGenderQuery(locale)).data
  const size = useQuery(groupSizeQuery(locale)).data
  const isLoaded = personalities !== undefined && gender !== undefined && size !== undefined
  const nameOf = (from: { options: readonly { code: string; name: string }[] } | undefined, code: string | null | undefined) =>
    code === null || code === 'ANY' ? [] : (from?.options.find((option) => option.code === code)?.name ?? [])
  const names = [
    ...(personalities?.personalities ?? []).map((code) => nameOf(personalities, code)),
    nameOf(gender, gender?.gender),
    nameOf(size, size?.groupSize),
  ]
  return (
    <Row label={t`바라는 짝`} action={<StepLink step="partner" label={t`바라는 짝 고치기`} />}>
      {!isLoaded ? '—' : names.flat().length === 0 ? <Trans>따로 바라는 것이 없어요.</Trans> : names.flat().join(', ')}
    </Row>
  )
}
