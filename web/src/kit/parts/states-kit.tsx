import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '#ui/button.tsx'
import { Chip, Choices } from '#ui/choice.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Faces, type Faced } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'
import { Section } from '#kit/parts/section.tsx'

const FAILED = { failed: true, code: 'INTERNAL', requestId: 'req_01KB3W8ZQ4T2' } as const
const FACES = {
  loading: { data: undefined, error: null, fetchStatus: 'fetching' },
  empty: { data: [], error: null, fetchStatus: 'idle' },
  error: { data: undefined, error: FAILED, fetchStatus: 'idle' },
  offline: { data: undefined, error: null, fetchStatus: 'paused' },
  content: { data: ['Emma', '하늘'], error: null, fetchStatus: 'idle' },
  stale: { data: ['Emma', '하늘'], error: FAILED, fetchStatus: 'idle' },
} as const satisfies Record<string, Omit<Faced<readonly string[]>, 'refetch'>>
type Face = keyof typeof FACES

/** The four faces of a query, one at a time, and what a refresh that failed looks like. */
export function StatesKit() {
  const { t } = useLingui()
  const [face, setFace] = useState<Face>('error')
  const names: readonly (readonly [Face, string])[] = [
    ['loading', t`불러올 때`],
    ['empty', t`비었을 때`],
    ['error', t`오류`],
    ['offline', t`오프라인`],
    ['content', t`내용`],
    ['stale', t`내용, 새로 못 받음`],
  ]
  const query: Faced<readonly string[]> = { ...FACES[face], refetch: () => setFace('content') }
  return (
    <Section title={t`네 얼굴`} columns={1}>
      <Choices legend={t`얼굴`}>
        {names.map(([value, label]) => (
          <Chip key={value} kind="one" name="kit-face" checked={face === value} onChange={() => setFace(value)}>
            {label}
          </Chip>
        ))}
      </Choices>
      <div className="min-h-72 max-w-140">
        <Faces
          of={query}
          loading={<RowSkeleton count={3} />}
          empty={
            <EmptyState
              seed="first hello"
              hot="both"
              title={t`인사 한마디면 충분해요.`}
              action={
                <Button kind="go">
                  <Trans>짝 찾기</Trans>
                </Button>
              }
            />
          }
        >
          {(people) => (
            <ul className="list">
              {people.map((name) => (
                <li key={name} className="li">
                  {name}
                </li>
              ))}
            </ul>
          )}
        </Faces>
      </div>
    </Section>
  )
}
