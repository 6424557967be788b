import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { PlainPage } from '#app/page.tsx'
import { buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useLingui()
  return (
    <PlainPage title={t`없는 주소예요`}>
      <EmptyState
        seed="no such page"
        level="h1"
        title={t`없는 주소예요`}
        action={
          <Link className={buttonClass()} to="/">
            <Trans>처음으로</Trans>
          </Link>
        }
      >
        <Trans>주소가 바뀌었거나 잘못 적혔을 수 있어요.</Trans>
      </EmptyState>
    </PlainPage>
  )
}
