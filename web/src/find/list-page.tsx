import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { SlidersHorizontal, X } from 'lucide-react'
import { useState } from 'react'
import { Page } from '#app/page.tsx'
import { Filters, useFilterNames, without } from '#find/parts/filters.tsx'
import { PersonCard, languagesOf } from '#find/parts/person-card.tsx'
import type { Between } from '#find/parts/person-card.tsx'
import { Waiting } from '#find/parts/waiting.tsx'
import { matchesQuery } from '#find/queries'
import { filterCount, findSearch } from '#find/search'
import type { FindSearch } from '#find/search'
import { useMatchWords } from '#find/words'
import { requestsQuery } from '#requests/queries'
import { Button, buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { problemOf } from '#ui/problem'
import { Sheet } from '#ui/sheet.tsx'
import { CardSkeleton } from '#ui/skeleton.tsx'

/** What is between me and the people of the list; null while that is not known. */
function useBetween(): ((userId: string) => Between) | null {
  const sent = useInfiniteQuery(requestsQuery('sent'))
  const received = useInfiniteQuery(requestsQuery('received'))
  if (!sent.data || !received.data) return null
  const known = new Map<string, Between>()
  for (const [kind, { pages }] of [
    ['sent', sent.data],
    ['received', received.data],
  ] as const)
    for (const { person } of pages.flatMap(({ data }) => data)) known.set(person.userId, kind)
  return (userId) => known.get(userId) ?? null
}

/** `/find`: people who fit, best first, and what narrows them. */
export function ListPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const search = findSearch(useSearch({ strict: false }))
  const { language } = useMatchWords()
  const matches = useInfiniteQuery({ ...matchesQuery(search), placeholderData: keepPreviousData })
  const [choosing, setChoosing] = useState(false)
  const change = (next: FindSearch) => void navigate({ to: '/find', search: next, replace: true, resetScroll: false })

  const first = matches.data?.pages[0]
  const cards = matches.data?.pages.flatMap(({ data }) => data) ?? []
  const count = first?.pagination.totalItems ?? 0
  const learn = cards[0] && languagesOf(cards[0].reasons)?.learn
  const name = learn === undefined ? '' : language(learn)
  const title = count > 0 && name !== '' ? t`${name}를 나눌 사람 ${count}명` : t`함께 이야기할 사람 찾기`
  const on = useFilterNames(search)
  const hasToTell = problemOf(matches.error).code === 'ONBOARD_001'
  const paused = first?.paused ?? false
  const between = useBetween()
  // The one next thing is somebody new; until that is known, nobody is marked.
  const nextId = between && cards.find(({ userId }) => between(userId) === null)?.userId
  return (
    <Page title={title}>
      <div className="find">
        <aside className="filters" aria-label={t`필터`}>
          <Filters search={search} onChange={change} />
        </aside>
        <div className="stack">
          {!hasToTell && !paused && (
            <div className={on.length > 0 ? 'applied' : 'applied list:hidden'}>
              <button type="button" className="chip only-phone" onClick={() => setChoosing(true)}>
                <SlidersHorizontal className="s" />
                {on.length > 0 ? <Trans>필터 {on.length}</Trans> : <Trans>필터</Trans>}
              </button>
              {on.map(({ name: filter, label }) => (
                <button key={filter} type="button" className="chip" aria-label={t`${label} 빼기`} onClick={() => change(without(search, filter))}>
                  {label}
                  <X className="s" />
                </button>
              ))}
            </div>
          )}
          {hasToTell ? (
            <EmptyState
              seed="tell first"
              title={t`먼저 나를 조금만 알려 주세요`}
              action={
                <Link className={buttonClass({ kind: 'go' })} to="/welcome">
                  <Trans>소개 마저 채우기</Trans>
                </Link>
              }
            >
              <Trans>쓰는 말과 배우는 말, 태어난 해가 있어야 맞는 사람을 찾을 수 있어요.</Trans>
            </EmptyState>
          ) : (
            <Faces
              of={matches}
              isEmpty={() => cards.length === 0}
              title={t`사람들을 불러오지 못했어요`}
              loading={<CardSkeleton />}
              empty={<Nobody search={search} paused={paused} onChange={change} />}
            >
              {() => (
                <>
                  <div className="stack s1">
                    <p className="meta" role="status">
                      <span className="sr">
                        <Plural value={count} other="#명." />{' '}
                      </span>
                      <Trans>잘 맞는 순서예요. 시간은 모두 내 시간대 기준이에요.</Trans>
                    </p>
                    <Waiting />
                  </div>
                  <div className="matches">
                    {cards.map((card) => (
                      <PersonCard key={card.userId} card={card} next={card.userId === nextId} between={between?.(card.userId) ?? null} />
                    ))}
                  </div>
                  {matches.hasNextPage && (
                    <Button busy={matches.isFetchingNextPage} onClick={() => void matches.fetchNextPage()}>
                      <Trans>더 보기</Trans>
                    </Button>
                  )}
                </>
              )}
            </Faces>
          )}
        </div>
      </div>
      <Sheet open={choosing} onClose={() => setChoosing(false)} title={<Trans>필터</Trans>}>
        <Filters search={search} onChange={change} heading={false} />
        <div className="row">
          {filterCount(search) > 0 && (
            <Button kind="quiet" onClick={() => change({})}>
              <Trans>모두 지우기</Trans>
            </Button>
          )}
          <div className="ml-auto">
            <Button kind="go" onClick={() => setChoosing(false)}>
              <Trans>{count}명 보기</Trans>
            </Button>
          </div>
        </div>
      </Sheet>
    </Page>
  )
}

/** Says honestly that there is nobody, and offers the one thing that helps. */
function Nobody({ search, paused, onChange }: { search: FindSearch; paused: boolean; onChange: (search: FindSearch) => void }) {
  const { t } = useLingui()
  const last = useFilterNames(search).at(-1)
  if (paused)
    return (
      <EmptyState
        seed="resting"
        title={t`지금은 쉬고 있어요`}
        action={
          <Link className={buttonClass({ kind: 'go' })} to="/settings/privacy">
            <Trans>공개 설정 열기</Trans>
          </Link>
        }
      >
        <Trans>프로필을 숨겼거나 새로운 사람 만나기를 꺼 두었어요. 그동안 서로 보이지 않고 새 인사도 오지 않아요. 짝과 나누는 대화는 그대로예요.</Trans>
      </EmptyState>
    )
  if (last) {
    const { label } = last
    return (
      <EmptyState
        seed="too narrow"
        title={t`이 조건에 맞는 사람이 없어요`}
        action={
          <Button kind="go" onClick={() => onChange(without(search, last.name))}>
            {t`‘${label}’ 빼고 보기`}
          </Button>
        }
      >
        <Trans>하나만 풀어도 만날 수 있는 사람이 늘어요.</Trans>
      </EmptyState>
    )
  }
  return (
    <>
      <EmptyState
        seed="nobody yet"
        hot="both"
        title={t`아직 서로의 말을 나눌 사람이 없어요`}
        action={
          <Link className={buttonClass()} to="/welcome/$step" params={{ step: 'languages' }}>
            <Trans>배우는 말 더하기</Trans>
          </Link>
        }
      >
        <Trans>내 말을 배우고 내가 배우는 말을 쓰는 사람이 오면 여기에 보여요.</Trans>
      </EmptyState>
      <Waiting />
    </>
  )
}
