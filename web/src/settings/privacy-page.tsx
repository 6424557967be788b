import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { savePrivacySettings, type PrivacySettings, type ProfileVisibility } from '@studymate/contract/settings'
import { ageGroup } from '@studymate/domain/people/age'
import { api } from '#app/api'
import { usePreferences } from '#app/preferences'
import { ownProfileQuery } from '#me/queries'
import { BlockSection } from '#settings/block-section.tsx'
import { SettingsPage } from '#settings/frame.tsx'
import { FlagList, type Flag } from '#settings/parts/flag-list.tsx'
import { accountQuery, privacyQuery, useSave } from '#settings/queries'
import { Refused, SavedSection } from '#settings/saved.tsx'
import { RadioRows } from '#ui/choice.tsx'
import { Faces } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'

/** Who sees what of the person, and whom they have blocked. */
export function PrivacyPage() {
  const { t } = useLingui()
  const settings = useQuery(privacyQuery())
  return (
    <SettingsPage title={t`공개 범위와 차단`}>
      <Faces of={settings} loading={<RowSkeleton count={6} />} empty={null} title={t`공개 범위를 불러오지 못했어요`}>
        {(values) => <Choices values={values} />}
      </Faces>
      <BlockSection />
    </SettingsPage>
  )
}

type Shown = Exclude<keyof PrivacySettings, 'profileVisibility' | 'dataSharing' | 'blockList'>

function Choices({ values }: { values: PrivacySettings }) {
  const { t } = useLingui()
  const locale = usePreferences((state) => state.locale)
  const [opened] = useState(() => Date.now())
  const account = useQuery(accountQuery(locale)).data
  const birthYear = useQuery(ownProfileQuery(locale)).data?.birthYear ?? null
  const isMinor = ageGroup(birthYear, opened) === 'minor'
  type Change = Partial<Pick<PrivacySettings, Shown | 'profileVisibility' | 'dataSharing'>>
  const save = useSave(privacyQuery().queryKey, (input: Change) => api.call(savePrivacySettings, input))
  const option = (value: ProfileVisibility, label: string, note: string) => ({
    value,
    label: (
      <>
        {label}
        <span className="meta block">{note}</span>
      </>
    ),
  })
  const partners: readonly Flag<Shown>[] = [
    ...(isMinor
      ? []
      : [
          {
            name: 'showLastSeen' as const,
            label: t`접속한 때`,
            note: t`짝은 내가 지금 있는지, 다른 사람은 내가 마지막으로 온 때를 봐요. 꺼도 남의 것은 그대로 볼 수 있어요.`,
          },
        ]),
    {
      name: 'showEmail',
      label: t`이메일`,
      note: account?.verified === false ? t`짝이 내 프로필에서 봐요. 확인한 이메일만 보여요.` : t`짝이 내 프로필에서 봐요.`,
    },
    {
      name: 'showPhoneNumber',
      label: t`전화번호`,
      note: account?.phoneNumber === null ? t`짝이 내 프로필에서 봐요. 아직 적은 번호가 없어요.` : t`짝이 내 프로필에서 봐요.`,
    },
  ]
  const flags = (list: readonly Flag<Shown>[]) => <FlagList flags={list} values={values} onChange={(name, value) => save.mutate({ [name]: value })} of={save} />
  return (
    <>
      <SavedSection id="who" title={t`내 프로필을 누가 보나요`} of={save} keys={['profileVisibility']}>
        <RadioRows
          legend={<span className="sr">{t`내 프로필을 누가 보나요`}</span>}
          name="profileVisibility"
          value={values.profileVisibility}
          onChange={(profileVisibility) => save.mutate({ profileVisibility })}
          options={[
            ...(isMinor ? [] : [option('public', t`누구나`, t`나와 맞는 사람 모두가 소개와 사는 곳, 배우는 까닭까지 봐요.`)]),
            option('friends', t`짝만`, t`다른 사람에게는 이름, 사진, 언어, 좋아하는 이야기만 보여요. 나머지는 짝이 되면 보여요.`),
            option('private', t`나만`, t`찾기에 나오지 않아요. 짝은 대화방에서 이름, 사진, 언어만 봐요.`),
          ]}
          help={isMinor ? t`만 18세가 되기 전에는 또래만 만나고, 프로필을 모두에게 열 수 없어요. 접속한 때도 보이지 않아요.` : undefined}
        />
        <Refused of={save} by="profileVisibility" />
      </SavedSection>
      <SavedSection id="pause" title={t`쉬어 가기`} of={save} keys={['allowMatching']}>
        {flags([
          {
            name: 'allowMatching',
            label: t`새로운 사람 만나기`,
            note: t`끄면 찾기에 나오지 않고 새 인사도 오지 않아요. 짝과 대화는 그대로 있고, 받은 인사는 다시 켜면 보여요.`,
          },
        ])}
      </SavedSection>
      <SavedSection id="partners" title={t`더 보여 줄 것`} of={save} keys={partners.map(({ name }) => name)}>
        {flags(partners)}
      </SavedSection>
      <SavedSection
        id="later"
        title={t`앞으로 쓰일 것`}
        lead={t`아직 쓰이지 않아요. 생기면 여기서 고른 대로 할게요.`}
        of={save}
        keys={['allowGroupInvites', 'dataSharing']}
      >
        <FlagList
          flags={[
            { name: 'allowGroupInvites', label: t`모임 초대`, note: t`짝이 나를 모임에 초대할 수 있어요.` },
            { name: 'analytics', label: t`사용 기록 보태기`, note: t`어떤 화면을 얼마나 쓰는지를 서비스를 고치는 데 써요.` },
            { name: 'thirdParty', label: t`밖에 나누기`, note: t`그 기록을 다른 곳과 나눠요.` },
          ]}
          values={{ ...values.dataSharing, allowGroupInvites: values.allowGroupInvites }}
          onChange={(name, value) =>
            save.mutate(name === 'allowGroupInvites' ? { allowGroupInvites: value } : { dataSharing: { ...values.dataSharing, [name]: value } })
          }
          of={save}
        />
        <Refused of={save} by="dataSharing" />
      </SavedSection>
    </>
  )
}
