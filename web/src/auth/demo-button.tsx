import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { login } from '@studymate/contract/auth'
import { api } from '#app/api'
import { arrive } from '#app/arrive'
import { FormError } from '#app/form-error.tsx'
import { usePreferences } from '#app/preferences'
import { useSentence } from '#app/sentence'
import { siteQuery } from '#app/site'
import { Button } from '#ui/button.tsx'

// Only a page that says so itself has anybody to look around as: others do not ask.
const isDemo = document.querySelector('.demo-strip') !== null

/** Signs in as somebody made up, in an installation that has only such people; nothing elsewhere. */
export function DemoButton({ returnTo }: { returnTo?: string | undefined }) {
  const sentence = useSentence()
  const locale = usePreferences((state) => state.locale)
  const demo = useQuery({ ...siteQuery(), enabled: isDemo }).data?.demo
  const enter = useMutation({
    mutationFn: (of: { email: string; password: string }) => api.call(login, of),
    onSuccess: (admission) => ('accessToken' in admission ? arrive(admission, returnTo) : undefined),
  })
  if (!demo) return null
  return (
    <div className="card stack s3">
      <p>
        <Trans>여기 사람들은 모두 지어냈어요. 그 가운데 한 사람이 되어 둘러볼 수 있어요.</Trans>
      </p>
      {enter.isError && <FormError>{sentence(enter.error)}</FormError>}
      <Button wide busy={enter.isPending} onClick={() => enter.mutate({ email: demo.emails[locale], password: demo.password })}>
        <Trans>둘러보기</Trans>
      </Button>
    </div>
  )
}
