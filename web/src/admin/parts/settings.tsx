import { Trans } from '@lingui/react/macro'
import type { Installation } from '@studymate/contract/installation'

/** Every setting that there is, set or not. Secrets are only said to be set. */
export function Settings({ of }: { of: Installation['settings'] }) {
  const set = of.filter(({ isSet }) => isSet).length
  const all = of.length
  return (
    <details className="card">
      <summary className="h3">
        <Trans>
          모든 설정: {all}개 가운데 {set}개를 정했어요
        </Trans>
      </summary>
      <dl className="list mt-3">
        {of.map(({ name, isSet, isSecret, value, description }) => (
          <div className="li items-start" key={name}>
            <dt className="grow grid min-w-0 gap-1">
              <code lang="en">{name}</code>
              <span className="meta">{description}</span>
            </dt>
            <dd className="grid max-w-1/2 justify-items-end gap-1 text-right">
              <span className={isSet ? 'font-semibold' : 'two'}>{isSet ? <Trans>정했어요</Trans> : <Trans>정하지 않았어요</Trans>}</span>
              {value !== null && (
                <span className="meta" lang="en">
                  {value}
                </span>
              )}
              {isSecret && isSet && (
                <span className="meta">
                  <Trans>비밀이라 보여 주지 않아요</Trans>
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
