import { Trans, useLingui } from '@lingui/react/macro'
import { Section } from '#kit/parts/section.tsx'

const COLOURS = [
  'page',
  'surface',
  'sunken',
  'raised',
  'line',
  'edge',
  'ink',
  'ink-2',
  'ink-3',
  'learn',
  'learn-soft',
  'learn-ink',
  'give',
  'give-soft',
  'give-ink',
  'ok',
  'warn',
  'bad',
] as const
const CLOTH = ['ramie', 'linen', 'celadon', 'mugwort', 'gardenia', 'plum'] as const

/** Colours and type. */
export function TokensKit() {
  const { t } = useLingui()
  return (
    <>
      <Section title={t`색`} columns={4}>
        {[...COLOURS, ...CLOTH.map((tone) => `cloth-${tone}`)].map((name) => (
          <div key={name} className="row" lang="en">
            <span className="size-10 flex-none rounded-control border border-line" style={{ background: `var(--${name})` }} />
            {name}
          </div>
        ))}
      </Section>
      <Section title={t`글`} columns={1}>
        <div className="stack s2">
          <p className="text-h1 font-semibold">
            <Trans>32/42 오늘 저녁 9시에 만나요</Trans>
          </p>
          <p className="text-h2 font-semibold">
            <Trans>24/34 한 화면의 제목</Trans>
          </p>
          <p className="text-h3 font-semibold">
            <Trans>20/30 묶음 제목</Trans>
          </p>
          <p className="study">
            <Trans>17/28 배우는 글은 한 단계 커요.</Trans>
          </p>
          <p className="text-body">
            <Trans>16/26 말풍선과 카드 제목</Trans>
          </p>
          <p>
            <Trans>15/24 화면의 기본 글</Trans>
          </p>
          <p className="meta">
            <Trans>13/20 시각, 출처, 기간 21:00–22:00</Trans>
          </p>
        </div>
      </Section>
    </>
  )
}
