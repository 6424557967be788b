import { useLingui } from '@lingui/react/macro'

/** What the button says that opens what can be done about a person; here, because it stands before that menu's own words are fetched. */
export function usePersonMenuLabel(name: string, hasMore: boolean): string {
  const { t } = useLingui()
  return hasMore ? t`${name}: 더 보기` : t`${name}: 차단과 신고`
}
