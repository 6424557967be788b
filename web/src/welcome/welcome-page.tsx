import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams } from '@tanstack/react-router'
import { PlainPage } from '#app/page.tsx'
import { usePreferences } from '#app/preferences'
import { Faces, type Faced } from '#ui/faces.tsx'
import { TextSkeleton } from '#ui/skeleton.tsx'
import { AboutStep } from '#welcome/about-step.tsx'
import { LanguagesStep } from '#welcome/languages-step.tsx'
import { TimesStep } from '#welcome/times-step.tsx'
import { TopicsStep } from '#welcome/topics-step.tsx'
import { levelsQuery, methodsQuery, profileQuery, scheduleQuery, statusQuery, topicsQuery, zonesQuery } from '#welcome/queries'
import { firstGap, isStep } from '#welcome/steps'
import type { ReactNode } from 'react'

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

function Languages() {
  const locale = usePreferences((state) => state.locale)
  const profile = useQuery(profileQuery(locale))
  const levels = useQuery(levelsQuery(locale))
  return <Wait of={profile}>{(me) => <Wait of={levels}>{(list) => <LanguagesStep profile={me} levels={list} />}</Wait>}</Wait>
}

function Topics() {
  const locale = usePreferences((state) => state.locale)
  const profile = useQuery(profileQuery(locale))
  const topics = useQuery(topicsQuery(locale))
  return <Wait of={profile}>{(me) => <Wait of={topics}>{(list) => <TopicsStep profile={me} topics={list} />}</Wait>}</Wait>
}

function Times() {
  const locale = usePreferences((state) => state.locale)
  const profile = useQuery(profileQuery(locale))
  const schedule = useQuery(scheduleQuery())
  const zones = useQuery(zonesQuery(locale))
  const methods = useQuery(methodsQuery(locale))
  return (
    <Wait of={profile}>
      {(me) => (
        <Wait of={schedule}>
          {(hours) => (
            <Wait of={zones}>{(list) => <Wait of={methods}>{(ways) => <TimesStep profile={me} schedule={hours} zones={list} methods={ways} />}</Wait>}</Wait>
          )}
        </Wait>
      )}
    </Wait>
  )
}

function About() {
  const locale = usePreferences((state) => state.locale)
  const profile = useQuery(profileQuery(locale))
  return <Wait of={profile}>{(me) => <AboutStep profile={me} />}</Wait>
}

/** `/welcome/{step}`: one question a page. */
export function WelcomePage() {
  const { step } = useParams({ from: '/welcome/$step' })
  if (!isStep(step)) return <Navigate to="/welcome" replace />
  // A step of its own for each address: nothing of one is left in the next.
  return { about: <About key="about" />, languages: <Languages key="languages" />, topics: <Topics key="topics" />, times: <Times key="times" /> }[step]
}
