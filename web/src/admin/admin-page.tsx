import { useLingui } from '@lingui/react/macro'
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
import { IconButton } from '#ui/button.tsx'
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
        <IconButton label={t`다시 보기`} onClick={() => void installation.refetch()}>
          <RefreshCw />
        </IconButton>
      }
      aside={installation.data ? <Sizes of={installation.data} /> : null}
    >
      <Faces of={installation} loading={<CardSkeleton count={3} />} empty={null}>
        {(told) => (
          <div className="stack s5">
            <Waiting of={told} />
            <SetUp of={told} />
            <Settings of={told.settings} />
          </div>
        )}
      </Faces>
    </Page>
  )
}
