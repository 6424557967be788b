import { Trans, useLingui } from '@lingui/react/macro'
import type { TestLanguage } from '@studymate/contract/level-test-parts'
import { CRITERIA, REASONS } from '#level-test/words'

/** Who an engine is, for people: what is built in, or the configured name. */
export function EngineName({ engine, model }: { engine: string; model: string }) {
  const { t } = useLingui()
  return (
    <span>
      {engine
        .split('+')
        .map((name) => (name === 'embedded' ? t`내장` : name))
        .join(' + ')}{' '}
      <span lang="en">{model.split('+').join(' + ')}</span>
    </span>
  )
}

/** What will be scored here and by which engine, before the test; what cannot be known says why. */
export function Scored({ language }: { language: TestLanguage }) {
  const { i18n } = useLingui()
  return (
    <details>
      <summary>
        <Trans>무엇을 재고 무엇을 못 재나요</Trans>
      </summary>
      <dl className="mt-3 grid gap-2">
        {CRITERIA.map(({ criterion, name }) => {
          const by = language.scoring.find((one) => one.criterion === criterion)
          return (
            <div key={criterion} className="row start">
              <dt className="w-28 shrink-0 font-semibold">{i18n._(name)}</dt>
              <dd className="meta grow">
                {by?.engine && by.model ? <EngineName engine={by.engine} model={by.model} /> : <>— {by?.reason && i18n._(REASONS[by.reason])}</>}
              </dd>
            </div>
          )
        })}
      </dl>
      {language.missing.length > 0 && (
        <p className="meta mt-3">
          <Trans>관리자가 {language.missing.join(', ')} 설정을 넣으면 더 잴 수 있어요.</Trans>
        </p>
      )}
    </details>
  )
}
