import { Trans, useLingui } from '@lingui/react/macro'
import { saveMotivations } from '@studymate/contract/onboarding'
import { MotivationCode } from '@studymate/contract/reference'
import type { Profile } from '@studymate/contract/user'
import { api } from '#app/api'
import { useDraft } from '#app/draft'
import { WhyDraft } from '#welcome/drafts.schema'
import { Frame } from '#welcome/frame.tsx'
import { CodeChips } from '#welcome/parts/code-chips.tsx'

/** Step 3: why one learns. */
export function WhyStep({ profile, motivations }: { profile: Profile; motivations: readonly { code: string; name: string }[] }) {
  const { t } = useLingui()
  const [chosen, setChosen, forget] = useDraft<WhyDraft>('welcome.why', WhyDraft, [...profile.motivations])
  const count = chosen.length
  return (
    <Frame
      step="why"
      title={t`왜 배우고 싶어요?`}
      lead={<Trans>까닭이 같은 사람끼리는 이야기가 쉽게 풀려요. 고르지 않아도 괜찮아요.</Trans>}
      blocked={null}
      leaves
      save={async () => {
        await api.call(saveMotivations, { motivations: chosen })
        forget()
      }}
    >
      <CodeChips
        legend={t`배우는 까닭`}
        hideLegend
        help={count === 0 ? undefined : t`${count}개 골랐어요`}
        name="motivation"
        of={MotivationCode}
        options={motivations}
        chosen={chosen}
        onChange={setChosen}
      />
    </Frame>
  )
}
