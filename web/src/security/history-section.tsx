import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SignInRecord } from '@studymate/contract/security'
import { usePreferences } from '#app/preferences'
import { DeviceLine, momentOf, useMethodName, zoneName } from '#security/parts/device-line.tsx'
import { devicesQuery, historyQuery } from '#security/queries'
import { Button } from '#ui/button.tsx'
import { Faces } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'

/** Sign-ins of the last 30 days. `onNotMe` is what a person does who does not know one of them. */
export function HistorySection({ onNotMe, busy }: { onNotMe: () => void; busy: boolean }) {
  const { t } = useLingui()
  const locale = usePreferences((state) => state.locale)
  const [page, setPage] = useState(1)
  const history = useQuery(historyQuery(page))
  const devices = useQuery(devicesQuery())
  const methodName = useMethodName()
  const current = devices.data?.find((one) => one.current)?.loginId
  const isCurrent = ({ id }: SignInRecord) => current !== undefined && id === `hist_${current}`
  const zone = zoneName(locale)
  const reasons: Record<NonNullable<SignInRecord['failureReason']>, string> = {
    'Invalid password': t`비밀번호가 틀려서 들어오지 못했어요.`,
    'Invalid code': t`인증 코드가 틀려서 들어오지 못했어요.`,
    'Account not linked': t`연결하지 않은 계정으로 들어오려 했어요.`,
    'Too many attempts': t`너무 여러 번 틀려서 막았어요.`,
  }
  return (
    <section className="stack s2" aria-labelledby="history">
      <div className="sect">
        <h2 className="h2" id="history">
          <Trans>로그인 기록</Trans>
        </h2>
        <span className="meta">
          <Trans>최근 30일</Trans> · {zone}
        </span>
      </div>
      <Faces of={history} loading={<RowSkeleton />} empty={null}>
        {({ data, pagination }) => (
          <>
            <ul className="list">
              {data.map((one) => (
                <DeviceLine
                  key={one.id}
                  of={one}
                  isCurrent={isCurrent(one)}
                  method={methodName(one.method)}
                  facts={`${momentOf(one.timestamp, locale)} · ${one.ipAddress}`}
                  trouble={one.failureReason && reasons[one.failureReason]}
                  end={
                    isCurrent(one) ? undefined : (
                      <Button small kind="quiet" busy={busy} onClick={onNotMe}>
                        <Trans>제가 아니에요</Trans>
                      </Button>
                    )
                  }
                />
              ))}
            </ul>
            {pagination.totalPages > 1 && (
              <div className="row">
                <Button small blocked={page === 1 ? t`처음이에요` : null} onClick={() => setPage(page - 1)}>
                  <Trans>더 새로운 기록</Trans>
                </Button>
                <Button small blocked={page >= pagination.totalPages ? t`마지막이에요` : null} onClick={() => setPage(page + 1)}>
                  <Trans>더 오래된 기록</Trans>
                </Button>
                <span className="meta num">
                  {page}/{pagination.totalPages}
                </span>
              </div>
            )}
          </>
        )}
      </Faces>
      <p className="meta">
        <Trans>‘제가 아니에요’를 누르면 다른 기기를 모두 내보내고 새 비밀번호를 만들어요.</Trans>
      </p>
    </section>
  )
}
