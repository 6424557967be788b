import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { StepPage } from '#app/page.tsx'
import { PersonCard } from '#find/parts/person-card.tsx'
import { buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { CardSkeleton } from '#ui/skeleton.tsx'
import { firstPeopleQuery } from '#welcome/queries'

/** `/welcome/people`: the end of the welcome, with the three who fit best. */
export function PeoplePage() {
  const { t } = useLingui()
  const people = useQuery(firstPeopleQuery())
  const count = people.data?.data.length ?? 0
  return (
    <StepPage
      title={count > 0 ? t`잘 맞는 사람부터 만나 보세요.` : t`준비가 끝났어요.`}
      lead={count > 0 ? <Trans>서로의 말을 배우는 사람들이에요. 인사 한마디면 충분해요.</Trans> : undefined}
      at={null}
      of={0}
      next={
        <Link className={buttonClass()} to="/find">
          <Trans>모두 보기</Trans>
        </Link>
      }
    >
      <Faces
        of={people}
        isEmpty={({ data }) => data.length === 0}
        title={t`사람들을 불러오지 못했어요`}
        loading={<CardSkeleton />}
        empty={
          <EmptyState seed="nobody yet" hot="both" title={t`아직 서로의 말을 나눌 사람이 없어요`}>
            <Trans>내 말을 배우고 내가 배우는 말을 쓰는 사람이 오면 찾기에 보여요.</Trans>
          </EmptyState>
        }
      >
        {({ data }) => (
          <div className="stack">
            {data.map((card, at) => (
              <PersonCard key={card.userId} card={card} next={at === 0} />
            ))}
          </div>
        )}
      </Faces>
    </StepPage>
  )
}
