import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { usePreferences } from '#app/preferences'
import { buttonClass } from '#ui/button.tsx'
import { ProviderMark } from '#ways-in/parts/provider-mark.tsx'
import { providersQuery, signInAddress } from '#ways-in/queries'

/** Buttons of the providers that are switched on, and what divides them from the form below; nothing where there are none. */
export function ProviderButtons({ returnTo, birthYear }: { returnTo?: string | undefined; birthYear?: number | undefined }) {
  const locale = usePreferences((state) => state.locale)
  const { data = [] } = useQuery(providersQuery(locale))
  if (data.length === 0) return null
  return (
    <>
      <div className="idp">
        {data.map(({ provider, name }) => (
          <a key={provider} className={buttonClass({ wide: true })} href={signInAddress(provider, { returnTo, birthYear })}>
            <ProviderMark provider={provider} name={name} />
            <span>
              <Trans>{name} 계정으로 계속하기</Trans>
            </span>
          </a>
        ))}
      </div>
      <p className="or">
        <Trans>또는 이메일로</Trans>
      </p>
    </>
  )
}
