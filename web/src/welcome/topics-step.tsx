import { Trans, useLingui } from '@lingui/react/macro'
import * as z from 'zod'
import { saveTopics } from '@studymate/contract/onboarding'
import { TopicCode } from '@studymate/contract/reference'
import type { Profile } from '@studymate/contract/user'
import { api } from '#app/api'
import { useDraft } from '#app/draft'
import { Chip, Choices } from '#ui/choice.tsx'
import { Frame } from '#welcome/frame.tsx'

const Draft = z.array(TopicCode)

/** Step 3: what one likes to talk about. */
export function TopicsStep({ profile, topics }: { profile: Profile; topics: readonly { code: string; name: string }[] }) {
  const { t } = useLingui()
  const [chosen, setChosen, forget] = useDraft<TopicCode[]>('welcome.topics', Draft, [...profile.interests])
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
      <Choices legend={t`좋아하는 이야기`} hideLegend help={count === 0 ? undefined : t`${count}개 골랐어요`}>
        {topics.map((topic) => {
          const code = TopicCode.safeParse(topic.code)
          if (!code.success) return null
          const isChosen = chosen.includes(code.data)
          return (
            <Chip
              key={topic.code}
              name="topic"
              checked={isChosen}
              onChange={() => setChosen(isChosen ? chosen.filter((one) => one !== code.data) : [...chosen, code.data])}
            >
              {topic.name}
            </Chip>
          )
        })}
      </Choices>
    </Frame>
  )
}
