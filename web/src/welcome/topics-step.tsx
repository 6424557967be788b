import { Trans, useLingui } from '@lingui/react/macro'
import { saveTopics } from '@studymate/contract/onboarding'
import { TopicCode } from '@studymate/contract/reference'
import type { Profile } from '@studymate/contract/user'
import { api } from '#app/api'
import { useDraft } from '#app/draft'
import { TopicsDraft } from '#welcome/drafts.schema'
import { Frame } from '#welcome/frame.tsx'
import { CodeChips } from '#welcome/parts/code-chips.tsx'

/** Step 4: what one likes to talk about. */
export function TopicsStep({ profile, topics }: { profile: Profile; topics: readonly { code: string; name: string }[] }) {
  const { t } = useLingui()
  const [chosen, setChosen, forget] = useDraft<TopicsDraft>('welcome.topics', TopicsDraft, [...profile.interests])
  const count = chosen.length
  return (
    <Frame
      step="topics"
      title={t`무슨 이야기를 좋아해요?`}
      lead={<Trans>같은 이야기를 좋아하는 사람을 먼저 보여 드려요. 고르지 않아도 괜찮아요.</Trans>}
      blocked={null}
      leaves
      save={async () => {
        await api.call(saveTopics, { topics: chosen })
        forget()
      }}
    >
      <CodeChips
        legend={t`좋아하는 이야기`}
        hideLegend
        help={count === 0 ? undefined : t`${count}개 골랐어요`}
        name="topic"
        of={TopicCode}
        options={topics}
        chosen={chosen}
        onChange={setChosen}
      />
    </Frame>
  )
}
