import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { endDevice, endOtherDevices, type Device } from '@studymate/contract/security'
import { api } from '#app/api'
import { FormError } from '#app/form-error.tsx'
import { usePreferences } from '#app/preferences'
import { useSentence } from '#app/sentence'
import { DeviceLine, momentOf, useMethodName } from '#security/parts/device-line.tsx'
import { devicesQuery } from '#security/queries'
import { Button } from '#ui/button.tsx'
import { Faces } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'
import { toast } from '#ui/toast.tsx'

/** Where the person is signed in, each with its way out. */
export function DevicesSection() {
  const { t } = useLingui()
  const sentence = useSentence()
  const client = useQueryClient()
  const devices = useQuery(devicesQuery())
  const others = useMutation({
    mutationFn: () => api.call(endOtherDevices, {}),
    onSuccess: async () => {
      toast(t`다른 기기에서 모두 로그아웃했어요.`)
      await client.invalidateQueries({ queryKey: devicesQuery().queryKey })
    },
  })
  return (
    <section className="stack s2" aria-labelledby="devices">
      <div className="sect">
        <h2 className="h2" id="devices">
          <Trans>로그인된 기기</Trans>
        </h2>
      </div>
      <Faces of={devices} loading={<RowSkeleton />} empty={null}>
        {(list) => (
          <>
            <ul className="list">
              {list
                .toSorted((a, b) => Number(b.current) - Number(a.current))
                .map((one) => (
                  <DeviceRow key={one.loginId} of={one} />
                ))}
            </ul>
            {list.length > 1 && (
              <div>
                <Button small busy={others.isPending} onClick={() => others.mutate()}>
                  <Trans>다른 기기 모두 로그아웃하기</Trans>
                </Button>
              </div>
            )}
            {others.isError && <FormError>{sentence(others.error)}</FormError>}
          </>
        )}
      </Faces>
    </section>
  )
}

function DeviceRow({ of }: { of: Device }) {
  const { t } = useLingui()
  const locale = usePreferences((state) => state.locale)
  const methodName = useMethodName()
  const client = useQueryClient()
  const sentence = useSentence()
  const end = useMutation({
    mutationFn: () => api.call(endDevice, { loginId: of.loginId }),
    onSuccess: () => client.invalidateQueries({ queryKey: devicesQuery().queryKey }),
  })
  const used = momentOf(of.lastUsedAt, locale)
  return (
    <DeviceLine
      of={of}
      isCurrent={of.current}
      method={methodName(of.method)}
      facts={t`마지막 사용 ${used}`}
      trouble={end.isError ? sentence(end.error) : undefined}
      end={
        of.current ? undefined : (
          <Button small busy={end.isPending} onClick={() => end.mutate()}>
            <Trans>로그아웃하기</Trans>
          </Button>
        )
      }
    />
  )
}
