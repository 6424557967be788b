import { Trans, useLingui } from '@lingui/react/macro'
import {
  saveGroupSize,
  savePersonalities,
  saveWishedGender,
  type getGroupSize,
  type getPersonalities,
  type getWishedGender,
} from '@studymate/contract/onboarding'
import type { DataOf } from '@studymate/contract/endpoint'
import { GroupSizeCode, PersonalityCode, WishedGenderCode } from '@studymate/contract/reference'
import { api } from '#app/api'
import { useDraft } from '#app/draft'
import { PartnerDraft } from '#welcome/drafts.schema'
import { Frame } from '#welcome/frame.tsx'
import { CodeChips } from '#welcome/parts/code-chips.tsx'

interface PartnerStepProps {
  personalities: DataOf<typeof getPersonalities>
  gender: DataOf<typeof getWishedGender>
  groupSize: DataOf<typeof getGroupSize>
}

/** Step 6: what a partner should be like. */
export function PartnerStep({ personalities, gender, groupSize }: PartnerStepProps) {
  const { t } = useLingui()
  const [draft, setDraft, forget] = useDraft<PartnerDraft>('welcome.partner', PartnerDraft, {
    personalities: [...personalities.personalities],
    gender: gender.gender,
    groupSize: groupSize.groupSize,
  })
  return (
    <Frame
      step="partner"
      title={t`어떤 사람과 이야기하고 싶어요?`}
      lead={<Trans>바라는 점은 상대에게 보이지 않아요. 고르지 않아도 괜찮아요.</Trans>}
      blocked={null}
      leaves
      save={async () => {
        await api.call(savePersonalities, { personalities: draft.personalities })
        if (draft.gender !== null) await api.call(saveWishedGender, { gender: draft.gender })
        if (draft.groupSize !== null) await api.call(saveGroupSize, { groupSize: draft.groupSize })
        forget()
      }}
    >
      <CodeChips
        legend={t`이런 사람이면 좋겠어요`}
        name="personality"
        of={PersonalityCode}
        options={personalities.options}
        chosen={draft.personalities}
        onChange={(next) => setDraft({ ...draft, personalities: next })}
      />
      <CodeChips
        legend={t`짝의 성별`}
        help={t`성별을 고르면 서로에게만 보여요. 그 성별이라고 밝힌 사람만 만나고, 다른 사람에게는 나도 보이지 않아요.`}
        name="wished-gender"
        kind="one"
        of={WishedGenderCode}
        options={gender.options}
        chosen={draft.gender === null ? [] : [draft.gender]}
        onChange={([next = null]) => setDraft({ ...draft, gender: next })}
      />
      <CodeChips
        legend={t`몇 명이서 이야기할까요?`}
        name="group-size"
        kind="one"
        of={GroupSizeCode}
        options={groupSize.options}
        chosen={draft.groupSize === null ? [] : [draft.groupSize]}
        onChange={([next = null]) => setDraft({ ...draft, groupSize: next })}
      />
    </Frame>
  )
}
