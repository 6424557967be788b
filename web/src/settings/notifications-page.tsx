import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { saveNotificationSettings, type NotificationFlag, type NotificationSettings } from '@studymate/contract/settings'
import { ageGroup } from '@studymate/domain/people/age'
import { useState } from 'react'
import { api } from '#app/api'
import { usePreferences } from '#app/preferences'
import { ownProfileQuery } from '#me/queries'
import { SettingsPage } from '#settings/frame.tsx'
import { FlagList, type Flag } from '#settings/parts/flag-list.tsx'
import { accountQuery, notificationsQuery, useSave } from '#settings/queries'
import { SavedSection } from '#settings/saved.tsx'
import { Faces } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'

/** What the person is told, and how. What is not sent yet can be chosen ahead, and says so. */
export function NotificationsPage() {
  const { t } = useLingui()
  const settings = useQuery(notificationsQuery())
  return (
    <SettingsPage title={t`알림`}>
      <Faces of={settings} loading={<RowSkeleton count={5} />} empty={null} title={t`알림 설정을 불러오지 못했어요`}>
        {(values) => <Choices values={values} />}
      </Faces>
    </SettingsPage>
  )
}

function Choices({ values }: { values: NotificationSettings }) {
  const { t } = useLingui()
  const save = useSave(notificationsQuery().queryKey, (input: Partial<NotificationSettings>) => api.call(saveNotificationSettings, input))
  const parts: readonly { id: string; title: string; lead?: string; flags: readonly Flag<NotificationFlag>[] }[] = [
    {
      id: 'what',
      title: t`무엇을 알려 드릴까요`,
      flags: [
        { name: 'matchingNotifications', label: t`인사와 짝`, note: t`인사를 받았을 때, 내 인사를 상대가 받아 줬을 때` },
        { name: 'chatMessages', label: t`메시지와 놓친 전화`, note: t`읽지 않은 메시지가 있을 때, 여럿이 쓰는 방에 초대받았을 때, 전화를 못 받았을 때` },
      ],
    },
    {
      id: 'how',
      title: t`메일로도 받을까요`,
      flags: [{ name: 'emailEnabled', label: t`메일`, note: <MailNote /> }],
    },
    {
      id: 'later',
      title: t`앞으로 생길 알림`,
      lead: t`아직 보내지 않아요. 생기면 여기서 고른 대로 할게요.`,
      flags: [
        { name: 'sessionReminders', label: t`약속 알림` },
        { name: 'achievementUpdates', label: t`업적` },
        { name: 'weeklyReport', label: t`한 주 돌아보기` },
        { name: 'systemAnnouncements', label: t`공지` },
        { name: 'pushEnabled', label: t`이 창을 닫았을 때의 알림` },
        { name: 'soundEnabled', label: t`소리` },
        { name: 'vibrationEnabled', label: t`진동` },
      ],
    },
  ]
  return (
    <>
      {parts.map(({ id, title, lead, flags }) => (
        <SavedSection key={id} id={id} title={title} lead={lead} of={save} keys={flags.map(({ name }) => name)}>
          <FlagList flags={flags} values={values} onChange={(name, value) => save.mutate({ [name]: value })} of={save} />
        </SavedSection>
      ))}
      <section className="stack s2">
        <p className="note">
          <Trans>안전과 보안에 관한 소식은 언제나 보내요.</Trans>
        </p>
        <NightNote />
      </section>
    </>
  )
}

function MailNote() {
  const locale = usePreferences((state) => state.locale)
  const account = useQuery(accountQuery(locale)).data
  if (account && !account.verified)
    return (
      <>
        <Trans>확인한 이메일로만 보내요.</Trans>{' '}
        <Link className="link tap" to="/settings/security">
          <Trans>이메일 확인하기</Trans>
        </Link>
      </>
    )
  return <Trans>인사와 짝 소식만 보내요. 메시지는 메일로 보내지 않아요.</Trans>
}

/** The quiet hours, for whom they are. */
function NightNote() {
  const locale = usePreferences((state) => state.locale)
  const [opened] = useState(() => Date.now())
  const birthYear = useQuery(ownProfileQuery(locale)).data?.birthYear ?? null
  if (birthYear === null || ageGroup(birthYear, opened) !== 'minor') return null
  return (
    <p className="note">
      <Trans>만 18세가 되기 전에는 밤 10시부터 아침 7시까지 알림이 울리지 않아요. 메일은 아침에 보내요.</Trans>
    </p>
  )
}
