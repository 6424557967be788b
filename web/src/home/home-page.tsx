import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Page } from '#app/page.tsx'
import { roomsQuery } from '#chat/queries'
import { NextCard } from '#home/parts/next-card.tsx'
import { RoomRows } from '#home/parts/room-rows.tsx'
import { nextThing, type NextThing } from '#home/next-thing'
import { greetingsQuery, introductionQuery, lastTestQuery } from '#home/queries'
import { buttonClass } from '#ui/button.tsx'
import { Faces } from '#ui/faces.tsx'
import { languageName } from '#ui/language.tsx'
import { RowSkeleton, TextSkeleton } from '#ui/skeleton.tsx'

/** Conversations below the one next thing. */
const ROOMS = 3

function useSentenceOf(): (thing: NextThing) => string {
  const { t } = useLingui()
  return (thing) => {
    if (thing.kind === 'introduce') return t`소개를 마저 채워 볼까요?`
    if (thing.kind === 'find') return t`첫 짝을 찾아볼까요?`
    if (thing.kind === 'looking') return t`오늘도 반가워요.`
    const { displayName } = thing.kind === 'greeting' ? thing.request.person : thing.room.partner
    if (thing.kind === 'greeting') return t`${displayName} 님이 인사를 보냈어요.`
    return thing.kind === 'unread' ? t`${displayName} 님의 새 메시지가 있어요.` : t`${displayName} 님과 이어서 이야기해요.`
  }
}

/** Home: the one next real thing, then what was last. Each card loads, fails and retries by itself. */
export function HomePage() {
  const { t, i18n } = useLingui()
  const sentenceOf = useSentenceOf()
  const introduction = useQuery(introductionQuery())
  const greetings = useQuery(greetingsQuery())
  const rooms = useQuery(roomsQuery())
  const test = useQuery(lastTestQuery())
  const thing = nextThing({ introduction: introduction.data ?? null, greetings: greetings.data?.list ?? null, rooms: rooms.data ?? null })
  const hasHours = introduction.data?.steps.some(({ missing }) => missing.includes('schedule')) === false
  const waiting = greetings.data?.total ?? 0
  // The one that stands above is not said twice.
  const below = (rooms.data ?? []).filter((room) => !('room' in thing) || room.roomId !== thing.room.roomId).slice(0, ROOMS)

  return (
    <Page
      title={sentenceOf(thing)}
      aside={
        <>
          <section className="card stack">
            <Faces of={test} loading={<TextSkeleton lines={2} />} empty={null} title={t`수준 시험을 불러오지 못했어요`}>
              {({ last, running }) => {
                const tested = running ?? last
                const language = tested ? languageName(tested.languageCode, i18n.locale) : ''
                const level = last?.cefrLevel ?? ''
                return (
                  <>
                    <div>
                      <h2 className="h3">
                        {running
                          ? t`하던 ${language} 시험이 남아 있어요`
                          : last?.cefrLevel
                            ? t`${language}는 지금 ${level}쯤이에요`
                            : t`지금 수준을 재 볼까요?`}
                      </h2>
                      <p className="two mt-1">
                        {running ? (
                          <Trans>답한 것은 그대로 있어요. 이어서 하면 돼요.</Trans>
                        ) : (
                          <Trans>내가 한 말을 근거로 보여 드려요. 10분쯤 걸리고, 결과는 나만 봐요.</Trans>
                        )}
                      </p>
                    </div>
                    <div>
                      {running ? (
                        <Link className={buttonClass({ small: true })} to="/level-test/$testId" params={{ testId: running.testId }}>
                          <Trans>이어서 하기</Trans>
                        </Link>
                      ) : last ? (
                        <Link className={buttonClass({ small: true })} to="/level-test/$testId/result" params={{ testId: last.testId }}>
                          <Trans>결과 보기</Trans>
                        </Link>
                      ) : (
                        <Link className={buttonClass({ small: true })} to="/level-test">
                          <Trans>시험 알아보기</Trans>
                        </Link>
                      )}
                    </div>
                  </>
                )
              }}
            </Faces>
          </section>
          {introduction.data && !hasHours && thing.kind !== 'introduce' && (
            <section className="card stack">
              <div>
                <h2 className="h3">
                  <Trans>언제 이야기할 수 있어요?</Trans>
                </h2>
                <p className="two mt-1">
                  <Trans>빈 시간을 적어 두면 시간이 겹치는 사람을 먼저 보여 드려요.</Trans>
                </p>
              </div>
              <div>
                <Link className={buttonClass({ small: true })} to="/welcome/$step" params={{ step: 'times' }} search={{ edit: true }}>
                  <Trans>빈 시간 적기</Trans>
                </Link>
              </div>
            </section>
          )}
        </>
      }
    >
      {thing.kind === 'looking' ? (
        <Faces of={greetings} loading={<NextCard thing={thing} />} empty={<NextCard thing={thing} />} isEmpty={() => true}>
          {() => null}
        </Faces>
      ) : (
        <NextCard thing={thing} />
      )}
      {waiting > 1 && (
        <p>
          <Link className="link tap" to="/requests">
            <Trans>기다리는 인사 {waiting}개 모두 보기</Trans>
          </Link>
        </p>
      )}
      <Faces of={rooms} loading={<RowSkeleton count={2} />} empty={null} isEmpty={() => below.length === 0} title={t`대화를 불러오지 못했어요`}>
        {() => (
          <section className="stack s3">
            <div className="sect">
              <h2 className="h2">
                <Trans>최근 대화</Trans>
              </h2>
              <Link className="link tap" to="/chat">
                <Trans>모두 보기</Trans>
              </Link>
            </div>
            <RoomRows rooms={below} />
          </section>
        )}
      </Faces>
    </Page>
  )
}
