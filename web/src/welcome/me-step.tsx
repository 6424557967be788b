import { Trans, useLingui } from '@lingui/react/macro'
import { GenderCode } from '@studymate/contract/reference'
import { saveGender, saveLocation, saveSelfBio, type Profile } from '@studymate/contract/user'
import { codePoints } from '@studymate/contract/values'
import { api } from '#app/api'
import { useDraft } from '#app/draft'
import { ProfileImagePicker } from '#profile-image/picker.tsx'
import { Select, TextArea } from '#ui/field.tsx'
import { MeDraft } from '#welcome/drafts.schema'
import { Frame } from '#welcome/frame.tsx'
import { CodeChips } from '#welcome/parts/code-chips.tsx'

/** Most characters of the words about oneself (decisions §3). */
const BIO_LENGTH = 500

interface MeStepProps {
  profile: Profile
  genders: readonly { code: string; name: string }[]
  locations: readonly { code: string; name: string }[]
}

/** Step 8: who one is, as far as one likes to tell. */
export function MeStep({ profile, genders, locations }: MeStepProps) {
  const { t } = useLingui()
  const [draft, setDraft, forget] = useDraft<MeDraft>('welcome.me', MeDraft, {
    selfBio: profile.selfBio ?? '',
    gender: profile.gender,
    locationId: profile.location?.code ?? '',
  })
  const length = codePoints(draft.selfBio.trim())
  return (
    <Frame
      step="me"
      title={t`나를 조금만 더 보여 주세요.`}
      lead={<Trans>처음 보는 사람도 말을 걸기 쉬워져요. 모두 비워 두어도 괜찮아요.</Trans>}
      blocked={length > BIO_LENGTH ? t`소개는 ${BIO_LENGTH}자까지예요` : null}
      above={<ProfileImagePicker person={profile} />}
      save={async () => {
        const selfBio = draft.selfBio.trim() || null
        const locationId = draft.locationId || null
        if (selfBio !== profile.selfBio) await api.call(saveSelfBio, { selfBio })
        if (draft.gender !== profile.gender) await api.call(saveGender, { gender: draft.gender })
        if (locationId !== (profile.location?.code ?? null)) await api.call(saveLocation, { locationId })
        forget()
      }}
    >
      <TextArea
        label={t`소개`}
        help={t`${length}/${BIO_LENGTH}자`}
        rows={4}
        value={draft.selfBio}
        placeholder={t`요즘 즐겨 하는 것, 배우는 말로 하고 싶은 것`}
        onChange={(event) => setDraft({ ...draft, selfBio: event.target.value })}
      />
      <CodeChips
        legend={t`성별`}
        help={t`이 성별의 짝을 바라는 사람에게만 보여요.`}
        name="gender"
        kind="one"
        of={GenderCode}
        options={genders}
        chosen={draft.gender === null ? [] : [draft.gender]}
        onChange={([next = null]) => setDraft({ ...draft, gender: next })}
      />
      <div className="max-w-75">
        <Select
          label={t`사는 곳`}
          help={t`도시나 나라까지만 보여요.`}
          value={draft.locationId}
          onChange={(event) => setDraft({ ...draft, locationId: event.target.value })}
        >
          <option value="">{t`말하지 않을래요`}</option>
          {locations.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </div>
    </Frame>
  )
}
