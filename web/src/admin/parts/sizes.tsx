import { Trans, useLingui } from '@lingui/react/macro'
import type { Installation } from '@studymate/contract/installation'

/** How large the installation is; what the platform does not tell is "—". */
export function Sizes({ of }: { of: Installation }) {
  const { i18n } = useLingui()
  const count = new Intl.NumberFormat(i18n.locale).format(of.people)
  const megabytes =
    of.databaseBytes === null
      ? '—'
      : new Intl.NumberFormat(i18n.locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(of.databaseBytes / 1_000_000)
  return (
    <section className="card stack s2" aria-labelledby="sizes">
      <h2 className="h3" id="sizes">
        <Trans>얼마나 큰가요</Trans>
      </h2>
      <dl className="list">
        <div className="li">
          <dt className="grow">
            <Trans>가입한 사람</Trans>
          </dt>
          <dd className="num">{count}</dd>
        </div>
        <div className="li">
          <dt className="grow">
            <Trans>데이터베이스 (대화방과 파일은 빼고)</Trans>
          </dt>
          <dd className="num">{megabytes}</dd>
        </div>
        <div className="li">
          <dt className="grow">
            <Trans>버전</Trans>
          </dt>
          <dd className="num">{of.health.version}</dd>
        </div>
      </dl>
    </section>
  )
}
