import { Trans, useLingui } from '@lingui/react/macro'
import type { Installation } from '@studymate/contract/installation'
import { StateRow } from '#admin/parts/state-row.tsx'

/** What waits for the operator, and whether the database answers. */
export function Waiting({ of }: { of: Installation }) {
  const { t, i18n } = useLingui()
  const { deadLetters, unsent, openReports, health } = of
  const since = (at: string | null) =>
    at === null ? '' : new Intl.DateTimeFormat(i18n.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))
  const database = health.checks['database']?.state === 'ok'
  const lost = deadLetters.count
  const moving = unsent.count
  const reports = openReports.count
  const lostSince = since(deadLetters.oldestAt)
  const movingSince = since(unsent.oldestAt)
  const reportsSince = since(openReports.oldestAt)
  return (
    <section className="card stack s2" aria-labelledby="waiting">
      <h2 className="h3" id="waiting">
        {lost + reports === 0 && database ? <Trans>지금 손댈 것은 없어요</Trans> : <Trans>봐 주어야 할 것이 있어요</Trans>}
      </h2>
      <ul className="list">
        <StateRow state={database ? 'good' : 'act'} label={t`데이터베이스`} word={database ? t`답해요` : t`답하지 않아요`}>
          {!database && <Trans>서버의 기록과 디스크의 빈 자리를 봐 주세요.</Trans>}
        </StateRow>
        <StateRow state={lost === 0 ? 'good' : 'act'} label={t`전하지 못한 소식`} word={lost === 0 ? t`없어요` : t`${lost}건`}>
          {lost > 0 && (
            <Trans>{lostSince}부터 있어요. 알림이나 메일 몇 개가 가지 못했다는 뜻이에요. 서버의 기록에서 이유를 찾아보세요. 30일 뒤 지워져요.</Trans>
          )}
        </StateRow>
        <StateRow state="good" label={t`전하는 중인 소식`} word={moving === 0 ? t`없어요` : t`${moving}건`}>
          {moving > 0 && <Trans>가장 오래된 것은 {movingSince}에 생겼어요. 1분마다 다시 보내요.</Trans>}
        </StateRow>
        <StateRow state={reports === 0 ? 'good' : 'act'} label={t`열린 신고`} word={reports === 0 ? t`없어요` : t`${reports}건`}>
          {reports > 0 && (
            <Trans>
              가장 오래된 것은 {reportsSince}에 왔어요. 처리하는 화면은 아직 없어요. 내용은 데이터베이스의 <code lang="en">reports</code>에 있어요.
            </Trans>
          )}
        </StateRow>
      </ul>
    </section>
  )
}
