import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { exchangeCode } from '@studymate/contract/ways-in'
import { safeReturn } from '@studymate/domain/auth/return-to'
import { api, ApiError } from '#app/api'
import { arrive } from '#app/arrive'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { usePreferences } from '#app/preferences'
import { queryClient } from '#app/providers.tsx'
import { router } from '#app/router'
import { useSentence } from '#app/sentence'
import { Door } from '#auth/parts/door.tsx'
import { askSecondFactor } from '#two-factor/challenge'
import { Button } from '#ui/button.tsx'
import { TextSkeleton } from '#ui/skeleton.tsx'
import { toast } from '#ui/toast.tsx'
import { errorOf, providerOf } from '#ways-in/outcome'
import { WayFailed } from '#ways-in/parts/way-failed.tsx'
import { providersQuery, waysInQuery } from '#ways-in/queries'

/** Takes over from a provider: signs in, or says that it is linked, or why neither. */
export function CallbackPage() {
  const { t } = useLingui()
  const sentence = useSentence()
  const locale = usePreferences((state) => state.locale)
  const provider = providerOf(useParams({ from: '/auth/callback/$provider' }).provider)
  const { code, error, linked, returnTo } = useSearch({ from: '/auth/callback/$provider' })
  const { data: providers = [] } = useQuery(providersQuery(locale))
  const name = providers.find((one) => one.provider === provider)?.name ?? t`그 서비스`
  const take = useMutation({
    mutationFn: (text: string) => api.call(exchangeCode, { code: text }),
    onSuccess: (admission) => ('twoFactorRequired' in admission ? askSecondFactor(admission.challengeToken, returnTo) : arrive(admission, returnTo)),
  })

  // The code works once: a second drawing of the page must not spend it again.
  const begun = useRef(false)
  const { mutate } = take
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    if (linked) {
      void queryClient.invalidateQueries({ queryKey: waysInQuery().queryKey })
      toast(t`로그인 방법을 더했어요.`)
      void router.navigate({ href: safeReturn(returnTo, window.location.origin), replace: true })
    } else if (code !== undefined && error === undefined) mutate(code)
  }, [code, error, linked, mutate, returnTo, t])

  const isSpent = take.error instanceof ApiError && take.error.code === 'INVALID_CODE'
  if (error !== undefined || isSpent || (code === undefined && !linked))
    return <WayFailed error={isSpent || error === undefined ? 'STATE_EXPIRED' : errorOf(error)} provider={provider} name={name} returnTo={returnTo} />
  if (take.isError)
    return (
      <Door title={t`로그인을 마치지 못했어요.`}>
        <FormError>{sentence(take.error)}</FormError>
        <div>
          <Button kind="go" busy={take.isPending} onClick={() => code !== undefined && mutate(code)}>
            <Trans>다시</Trans>
          </Button>
        </div>
      </Door>
    )
  return (
    <Door title={t`로그인하고 있어요.`}>
      <PausedNote of={take} />
      <TextSkeleton />
    </Door>
  )
}
