import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { Settings } from '#admin/parts/settings.tsx'
import { SetUp } from '#admin/parts/set-up.tsx'
import { Sizes } from '#admin/parts/sizes.tsx'
import { Waiting } from '#admin/parts/waiting.tsx'
import { installationQuery } from '#admin/queries'
import { ApiError } from '#app/api'
import { NotFound } from '#app/not-found.tsx'
import { Page } from '#app/page.tsx'
import { usePreferences } from '#app/preferences'
import { Button } from '#ui/button.tsx'
import { Faces } from '#ui/faces.tsx'
import { CardSkeleton } from '#ui/skeleton.tsx'

/** How this installation is set up and what waits for its operator. To everybody else the address leads nowhere. */
export function AdminPage() {
  const { t } = useLingui()
  const locale = usePreferences((state) => state.locale)
  const installation = useQuery(installationQuery(locale))
  if (installation.error instanceof ApiError && installation.error.code === 'USER_002') return <NotFound />
  return (
    <Page
      title={t`이 설치는 이렇게 돌아가고 있어요.`}
      actions={
        <Button kind="quiet" small busy={installation.isFetching} onClick={() => void installation.refetch()} icon={<RefreshCw />}>
          <Trans>다시 보기</Trans>
        </Button>
      }
    >
      <Faces of={installation} loading={<CardSkeleton count={3} />} empty={null}>
        {(told) => (
          <div className="stack s5 max-w-200">
            <Waiting of={told} />
            <SetUp of={told} />
            <Sizes of={told} />
            <Settings of={told.settings} />
          </div>
        )}
      </Faces>
    </Page>
  )
}
