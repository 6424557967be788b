import { useLingui } from '@lingui/react/macro'
import { useQuery, type UseQueryOptions } from '@tanstack/react-query'
import { Navigate, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PlainPage } from '#app/page.tsx'
import { usePreferences, type Locale } from '#app/preferences'
import { Faces, type Faced } from '#ui/faces.tsx'
import { TextSkeleton } from '#ui/skeleton.tsx'
import { AboutStep } from '#welcome/about-step.tsx'
import { HowStep } from '#welcome/how-step.tsx'
import { LanguagesStep } from '#welcome/languages-step.tsx'
import { MeStep } from '#welcome/me-step.tsx'
import { PartnerStep } from '#welcome/partner-step.tsx'
import {
  gendersQuery,
  groupSizeQuery,
  levelsQuery,
  locationsQuery,
  methodsQuery,
  motivationsQuery,
  personalitiesQuery,
  profileQuery,
  scheduleQuery,
  statusQuery,
  stylesQuery,
  topicsQuery,
  wishedGenderQuery,
  zonesQuery,
} from '#welcome/queries'
import { firstGap, isStep, type Step } from '#welcome/steps'
import { TimesStep } from '#welcome/times-step.tsx'
import { TopicsStep } from '#welcome/topics-step.tsx'
import { WhyStep } from '#welcome/why-step.tsx'

/** The faces of what a step needs before it can be drawn. */
function Wait<T>({ of, children }: { of: Faced<T>; children: (data: T) => ReactNode }) {
  const { t } = useLingui()
  if (of.data !== undefined) return <>{children(of.data)}</>
  return (
    <PlainPage title={t`환영해요`}>
      <Faces of={of} loading={<TextSkeleton lines={6} />} empty={null}>
        {() => null}
      </Faces>
    </PlainPage>
  )
}

/** `/welcome`: goes on at the first step that lacks something, on any device. */
export function WelcomeStart() {
  const status = useQuery(statusQuery())
  return (
    <Wait of={status}>
      {(now) => {
        const step = firstGap(now)
        return step === null ? <Navigate to="/welcome/$step" params={{ step: 'about' }} replace /> : <Navigate to="/welcome/$step" params={{ step }} replace />
      }}
    </Wait>
  )
}

/** Several queries as one: their data together, in the same order. */
function together<A, B, C>(a: Faced<A>, b: Faced<B>, c: Faced<C>): Faced<readonly [A, B, C]> {
  const all = [a, b, c]
  const late = all.filter(({ data }) => data === undefined)
  return {
    data: a.data === undefined || b.data === undefined || c.data === undefined ? undefined : [a.data, b.data, c.data],
    error: late.find(({ error }) => error !== null)?.error ?? null,
    fetchStatus: late.some(({ fetchStatus }) => fetchStatus === 'paused')
      ? 'paused'
      : late.some(({ fetchStatus }) => fetchStatus === 'fetching')
        ? 'fetching'
        : 'idle',
    refetch: () => late.map(({ refetch }) => refetch()),
  }
}

function useProfile() {
  return useQuery(profileQuery(usePreferences((state) => state.locale)))
}

function useList<T>(query: (locale: Locale) => UseQueryOptions<T, Error, T, string[]>) {
  return useQuery(query(usePreferences((state) => state.locale)))
}

function About() {
  return <Wait of={useProfile()}>{(me) => <AboutStep profile={me} />}</Wait>
}

function Languages() {
  const [profile, levels] = [useProfile(), useList(levelsQuery)]
  return <Wait of={profile}>{(me) => <Wait of={levels}>{(list) => <LanguagesStep profile={me} levels={list} />}</Wait>}</Wait>
}

function Why() {
  const [profile, motivations] = [useProfile(), useList(motivationsQuery)]
  return <Wait of={profile}>{(me) => <Wait of={motivations}>{(list) => <WhyStep profile={me} motivations={list} />}</Wait>}</Wait>
}

function Topics() {
  const [profile, topics] = [useProfile(), useList(topicsQuery)]
  return <Wait of={profile}>{(me) => <Wait of={topics}>{(list) => <TopicsStep profile={me} topics={list} />}</Wait>}</Wait>
}

function How() {
  const all = together(useProfile(), useList(stylesQuery), useList(methodsQuery))
  return <Wait of={all}>{([me, styles, methods]) => <HowStep profile={me} styles={styles} methods={methods} />}</Wait>
}

function PartnerWishes() {
  const all = together(useList(personalitiesQuery), useList(wishedGenderQuery), useList(groupSizeQuery))
  return <Wait of={all}>{([personalities, gender, groupSize]) => <PartnerStep personalities={personalities} gender={gender} groupSize={groupSize} />}</Wait>
}

function Times() {
  const all = together(useProfile(), useQuery(scheduleQuery()), useList(zonesQuery))
  return <Wait of={all}>{([me, schedule, zones]) => <TimesStep profile={me} schedule={schedule} zones={zones} />}</Wait>
}

function Me() {
  const all = together(useProfile(), useList(gendersQuery), useList(locationsQuery))
  return <Wait of={all}>{([me, genders, locations]) => <MeStep profile={me} genders={genders} locations={locations} />}</Wait>
}

// A step of its own for each address: nothing of one is left in the next.
const PAGES: Readonly<Record<Step, () => ReactNode>> = {
  about: About,
  languages: Languages,
  why: Why,
  topics: Topics,
  how: How,
  partner: PartnerWishes,
  times: Times,
  me: Me,
}

/** `/welcome/{step}`: one question a page. */
export function WelcomePage() {
  const { step } = useParams({ from: '/welcome/$step' })
  if (!isStep(step)) return <Navigate to="/welcome" replace />
  const StepOf = PAGES[step]
  return <StepOf key={step} />
}
