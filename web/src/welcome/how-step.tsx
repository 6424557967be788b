import { Trans, useLingui } from '@lingui/react/macro'
import { saveCommunicationMethods, saveLearningStyles } from '@studymate/contract/onboarding'
import { CommunicationMethodCode, LearningStyleCode } from '@studymate/contract/reference'
import type { Profile } from '@studymate/contract/user'
import { api } from '#app/api'
import { useDraft } from '#app/draft'
import { HowDraft } from '#welcome/drafts.schema'
import { Frame } from '#welcome/frame.tsx'
import { CodeChips } from '#welcome/parts/code-chips.tsx'

interface HowStepProps {
  profile: Profile
  styles: readonly { code: string; name: string }[]
  methods: readonly { code: string; name: string }[]
}

/** Step 5: how one likes to learn, and to meet. */
export function HowStep({ profile, styles, methods }: HowStepProps) {
  const { t } = useLingui()
  const [draft, setDraft, forget] = useDraft<HowDraft>('welcome.how', HowDraft, {
    styles: [...profile.learningStyles],
    methods: [...profile.communicationMethods],
  })
  return (
    <Frame
      step="how"
      title={t`어떻게 연습하면 좋겠어요?`}
      lead={<Trans>글로만 해도, 목소리로 해도 좋아요. 고르지 않아도 괜찮아요.</Trans>}
      blocked={null}
      leaves
      save={async () => {
        await api.call(saveLearningStyles, { learningStyles: draft.styles })
        await api.call(saveCommunicationMethods, { communicationMethods: draft.methods })
        forget()
      }}
    >
      <CodeChips
        legend={t`어떻게 배우고 싶어요?`}
        name="style"
        of={LearningStyleCode}
        options={styles}
        chosen={draft.styles}
        onChange={(next) => setDraft({ ...draft, styles: next })}
      />
      <CodeChips
        legend={t`어떻게 이야기하고 싶어요?`}
        name="method"
        of={CommunicationMethodCode}
        options={methods}
        chosen={draft.methods}
        onChange={(next) => setDraft({ ...draft, methods: next })}
      />
    </Frame>
  )
}
