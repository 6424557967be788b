import { Trans, useLingui } from '@lingui/react/macro'
import { Laptop, MonitorSmartphone, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Device, SignInRecord } from '@studymate/contract/security'

const UNKNOWN = 'Unknown'

/** `Chrome 120.0.0` as people say it: the version helps nobody to know their own device. */
function plainBrowser(browser: string): string {
  return browser.replace(/ [\d.]+$/, '')
}

function Icon({ device }: { device: string }) {
  if (device.startsWith('Mobile') || device.startsWith('Tablet')) return <Smartphone />
  return device === UNKNOWN ? <MonitorSmartphone /> : <Laptop />
}

/** The name of a device in words: its browser and its system, or that neither is known. */
function Name({ of: { device, browser } }: { of: Pick<Device, 'device' | 'browser'> }) {
  const system = device.split(' - ').at(-1) ?? UNKNOWN
  const program = plainBrowser(browser)
  if (system === UNKNOWN && program === UNKNOWN) return <Trans>알 수 없는 기기</Trans>
  if (system === UNKNOWN) return program
  if (program === UNKNOWN) return system
  return (
    <Trans>
      {system}의 {program}
    </Trans>
  )
}

/** A moment of the last weeks: day, weekday and time in the reader's zone. */
export function momentOf(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(iso),
  )
}

/** The reader's zone in words: whose clock the moments are of. */
export function zoneName(locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZoneName: 'longGeneric' }).formatToParts(new Date())
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

/** By which way somebody came in. */
export function useMethodName(): (method: SignInRecord['method']) => string {
  const { t } = useLingui()
  return (method) => {
    if (method === 'oauth_google') return 'Google'
    if (method === 'oauth_naver') return t`네이버`
    if (method === 'oauth_kakao') return t`카카오`
    if (method === 'oauth_oidc') return t`학교 계정`
    return t`비밀번호`
  }
}

/** A line about a device: what it is, where (honestly unknown where it is), what else is known, and what one can do. */
export function DeviceLine({
  of,
  isCurrent,
  method,
  facts,
  trouble,
  end,
}: {
  of: Pick<Device, 'device' | 'browser' | 'location'>
  isCurrent: boolean
  /** The way in, in words. */
  method: string
  /** When, and what else is known, in one line. */
  facts: string
  trouble?: string | undefined
  end?: ReactNode
}) {
  const { t } = useLingui()
  const place = of.location === UNKNOWN ? t`위치 알 수 없음` : of.location
  return (
    <li className="li items-start!">
      <span className="pt-0.5 text-ink-2">
        <Icon device={of.device} />
      </span>
      <div className="grow">
        <p>
          <Name of={of} />
          {isCurrent && (
            <span className="meta">
              {' · '}
              <Trans>지금 이 기기</Trans>
            </span>
          )}
        </p>
        {trouble !== undefined && <p className="meta text-bad">{trouble}</p>}
        <p className="meta">{[place, method].join(' · ')}</p>
        <p className="meta facts">{facts}</p>
      </div>
      {end}
    </li>
  )
}
