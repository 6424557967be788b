import type { ProviderId } from '@studymate/contract/ways-in'

const LETTERS: Readonly<Partial<Record<ProviderId, string>>> = { google: 'G', naver: 'N', kakao: 'K' }

/** The first letter of a provider in a patch, in our own ink. */
export function ProviderMark({ provider, name }: { provider: ProviderId; name: string }) {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" style={{ stroke: 'none', flex: 'none' }}>
      <rect x="1" y="1" width="18" height="18" rx="4" fill="none" stroke="var(--edge)" strokeWidth="1.25" />
      <text x="10" y="10.5" textAnchor="middle" dominantBaseline="central" fontSize="11" fontWeight="700" fill="currentColor" letterSpacing="0">
        {LETTERS[provider] ?? [...name][0]}
      </text>
    </svg>
  )
}
