import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { saveEnglishName, saveLocation, saveSelfBio, type Profile } from '@studymate/contract/user'
import { codePoints } from '@studymate/contract/values'
import { looksLikeLink } from '@studymate/domain/people/link'
import { api } from '#app/api'
import { useDraft } from '#app/draft'
import { usePreferences } from '#app/preferences'
import { BioDraft } from '#me/drafts.schema'
import { EditRow } from '#me/edit-row.tsx'
import { locationsQuery } from '#me/queries'
import { Select, TextArea, TextField } from '#ui/field.tsx'

/** Most characters of a name and of the words about oneself, in code points (decisions §3): a family of four in one emoji counts seven. */
const NAME_LENGTH = 40
const BIO_LENGTH = 500

/** The name that partners abroad can read. */
export function EnglishNameRow({ profile }: { profile: Profile }) {
  const { t } = useLingui()
  const [name, setName] = useState('')
  const length = codePoints(name.trim())
  return (
    <EditRow
      label={t`영어 이름`}
      action={t`영어 이름 고치기`}
      value={profile.englishName === null ? <Trans>아직 적지 않았어요.</Trans> : <span lang="en">{profile.englishName}</span>}
      blocked={length > NAME_LENGTH ? t`이름은 ${NAME_LENGTH}자까지예요` : looksLikeLink(name) ? t`이름에는 주소를 넣을 수 없어요` : null}
      onOpen={() => setName(profile.englishName ?? '')}
      save={() => api.call(saveEnglishName, { englishName: name.trim() || null })}
    >
      <TextField
        label={t`영어 이름`}
        help={t`${length}/${NAME_LENGTH}자. 없으면 비워 두세요.`}
        autoComplete="off"
        lang="en"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
    </EditRow>
  )
}

/** The words about oneself. */
export function BioRow({ profile }: { profile: Profile }) {
  const { t } = useLingui()
  const [draft, setDraft, forget] = useDraft<string | null>('me.self-bio', BioDraft, null)
  const bio = draft ?? ''
  const length = codePoints(bio.trim())
  return (
    <EditRow
      label={t`소개`}
      action={t`소개 고치기`}
      value={profile.selfBio === null ? <Trans>아직 적지 않았어요.</Trans> : <p className="study whitespace-pre-line">{profile.selfBio}</p>}
      blocked={length > BIO_LENGTH ? t`소개는 ${BIO_LENGTH}자까지예요` : null}
      // What was written and not saved is still there after a reload.
      onOpen={() => draft === null && setDraft(profile.selfBio ?? '')}
      save={async () => {
        await api.call(saveSelfBio, { selfBio: bio.trim() || null })
        setDraft(null)
        forget()
      }}
    >
      <TextArea label={t`소개`} help={t`${length}/${BIO_LENGTH}자`} rows={5} value={bio} onChange={(event) => setDraft(event.target.value)} />
    </EditRow>
  )
}

/** Where the person lives: a city or a country, nothing finer. */
export function PlaceRow({ profile }: { profile: Profile }) {
  const { t } = useLingui()
  const locations = useQuery(locationsQuery(usePreferences((state) => state.locale)))
  const [place, setPlace] = useState('')
  return (
    <EditRow
      label={t`사는 곳`}
      action={t`사는 곳 고치기`}
      value={profile.location === null ? <Trans>말하지 않았어요.</Trans> : profile.location.name}
      blocked={locations.data === undefined ? t`목록을 불러오는 중이에요` : null}
      onOpen={() => setPlace(profile.location?.code ?? '')}
      save={() => api.call(saveLocation, { locationId: place || null })}
    >
      <Select label={t`사는 곳`} help={t`도시나 나라까지만 보여요.`} value={place} onChange={(event) => setPlace(event.target.value)}>
        <option value="">{t`말하지 않을래요`}</option>
        {(locations.data ?? []).map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
    </EditRow>
  )
}
