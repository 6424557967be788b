import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouter } from '@tanstack/react-router'
import { Unlink } from 'lucide-react'
import { useState } from 'react'
import type { MatchProfile } from '@studymate/contract/matching'
import { CAN_DO } from '@studymate/contract/reference'
import { UserId } from '@studymate/contract/values'
import { Page } from '#app/page.tsx'
import { EndSheet } from '#find/parts/end-sheet.tsx'
import { RelationCard } from '#find/parts/relation.tsx'
import { languagesOf } from '#find/parts/person-card.tsx'
import { personQuery } from '#find/queries'
import { shortName, useMatchWords } from '#find/words'
import { PersonMenu } from '#safety/person-menu.tsx'
import { Avatar } from '#ui/avatar.tsx'
import { buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { LanguagePair } from '#ui/language.tsx'
import { problemOf } from '#ui/problem'
import { ReasonBar } from '#ui/reason-bar.tsx'
import { Bone, Skeleton } from '#ui/skeleton.tsx'

/** `/find/{userId}`: one person, why they fit, and the hello. */
export function PersonPage() {
  const { t } = useLingui()
  const router = useRouter()
  const { userId } = useParams({ from: '/shell/find/$userId' })
  const id = UserId.safeParse(userId)
  const person = useQuery({ ...personQuery(id.success ? id.data : UserId.parse('user_000000')), enabled: id.success })
  const [ending, setEnding] = useState(false)
  const back = () => (router.history.canGoBack() ? router.history.back() : void router.navigate({ to: '/find' }))
  const gone = !id.success || problemOf(person.error).code === 'USER_001'
  return (
    <Page
      title={person.data && !gone ? person.data.displayName : t`프로필`}
      hideTitle={!gone && (person.data !== undefined || person.error === null)}
      onBack={back}
      actions={
        person.data &&
        !gone && (
          <PersonMenu
            userId={person.data.userId}
            name={person.data.displayName}
            onBlocked={() => void router.navigate({ to: '/find', replace: true })}
            more={person.data.relation.kind === 'partner' ? [{ label: t`연습 그만하기`, icon: <Unlink />, onSelect: () => setEnding(true) }] : []}
          />
        )
      }
    >
      {gone ? (
        <EmptyState
          seed="gone"
          title={t`볼 수 없는 프로필이에요`}
          action={
            <Link className={buttonClass({ kind: 'go' })} to="/find">
              <Trans>다른 사람 찾기</Trans>
            </Link>
          }
        >
          <Trans>숨겼거나 떠난 사람일 수 있어요.</Trans>
        </EmptyState>
      ) : (
        <Faces of={person} loading={<PersonSkeleton />} empty={null} title={t`프로필을 불러오지 못했어요`}>
          {(found) => (
            <>
              <PersonBody person={found} />
              <EndSheet person={found} open={ending} onClose={() => setEnding(false)} />
            </>
          )}
        </Faces>
      )}
    </Page>
  )
}

function PersonBody({ person }: { person: MatchProfile }) {
  const { t, i18n } = useLingui()
  const { sayAbout, sayReason, sayTheirNow, language, tongue } = useMatchWords()
  const pair = languagesOf(person.reasons)
  const name = shortName(person.displayName)
  const now = sayTheirNow(person.minutesAhead)
  const level = pair === null ? undefined : (person.learningLanguages.find(({ code }) => code === pair.give)?.level ?? undefined)
  const given = pair === null ? '' : language(pair.give)
  return (
    <div className="cols person">
      <div className="stack s5">
        <div className="row start gap-4">
          <Avatar seed={person.userId} name={person.displayName} image={person.profileImage} size="l" />
          <div className="grow stack s1">
            <h1 className="h1">{person.displayName}</h1>
            <p className="two">
              {person.minutesAhead !== 0 && (
                <>
                  <Trans>
                    지금 <span className="num">{now}</span>
                  </Trans>
                  {' · '}
                </>
              )}
              {sayAbout(person)}
            </p>
            {pair && <LanguagePair speaks={pair.learn} learns={pair.give} level={pair.level} />}
          </div>
        </div>
        {person.selfBio !== null && (
          <p className="study max-w-[38em] whitespace-pre-line" dir="auto">
            {person.selfBio}
          </p>
        )}
        <Contact person={person} />
      </div>
      <RelationCard person={person} />
      <div className="stack s6">
        {person.reasons.length > 0 && (
          <section className="stack">
            <h2 className="h2">
              <Trans>왜 잘 맞는지</Trans>
            </h2>
            {person.reasons.map((reason) => {
              const { label, note } = sayReason(reason, person)
              // A habit is a word, never a measure of somebody.
              if (reason.kind === 'usually-answers')
                return (
                  <div key={reason.kind}>
                    <p>{label}</p>
                    <p className="meta">{note}</p>
                  </div>
                )
              return <ReasonBar key={reason.kind} label={label} score={Math.round(reason.weight * 100)} note={note} />
            })}
            <div className="hr pt-4">
              <p className="row justify-between">
                <b>
                  <Trans>합쳐서</Trans>
                </b>
                <b className="num">{person.compatibilityScore} / 100</b>
              </p>
              <p className="meta">
                <Trans>덜 얻는 쪽을 더 무겁게 봐요. 두 사람에게 같은 숫자로 보여요.</Trans>
              </p>
            </div>
          </section>
        )}
        {level !== undefined && (
          <section className="stack s2">
            <h2 className="h2">{i18n.locale === 'ko' ? t`${name} 님이 ${given}로 할 수 있는 것` : t`${name}: 할 수 있는 ${given}`}</h2>
            <p className="study">{CAN_DO[level][tongue]}</p>
            <p className="meta">
              {level} · <Trans>본인이 고른 수준</Trans>
            </p>
          </section>
        )}
      </div>
    </div>
  )
}

/** What a partner shows of how to reach them elsewhere; nothing of anybody else. */
function Contact({ person: { email, phoneNumber } }: { person: MatchProfile }) {
  const { t } = useLingui()
  if (email === null && phoneNumber === null) return null
  return (
    <section className="stack s1" aria-label={t`연락처`}>
      {email !== null && (
        <a className="link [overflow-wrap:anywhere]" href={`mailto:${email}`}>
          {email}
        </a>
      )}
      {phoneNumber !== null && (
        <a className="link num" href={`tel:${phoneNumber}`}>
          {phoneNumber}
        </a>
      )}
      <p className="meta">
        <Trans>짝인 나에게만 보여 줘요.</Trans>
      </p>
    </section>
  )
}

function PersonSkeleton() {
  return (
    <Skeleton>
      <div className="cols person">
        <div className="row start gap-4">
          <div className="sk av l" />
          <div className="grow stack s2">
            <Bone width={60} height={34} />
            <Bone width={40} />
          </div>
        </div>
        <div className="card stack">
          <Bone width={70} height={26} />
          <Bone height={10} />
          <Bone height={44} />
          <Bone height={44} />
          <Bone height={96} />
          <Bone height={44} />
        </div>
        <div className="stack">
          <Bone width={30} height={26} />
          {[92, 84, 70].map((width) => (
            <Bone key={width} width={width} height={40} />
          ))}
        </div>
      </div>
    </Skeleton>
  )
}
