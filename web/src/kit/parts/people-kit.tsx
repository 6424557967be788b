import { Trans, useLingui } from '@lingui/react/macro'
import { Ban, Ellipsis, Flag } from 'lucide-react'
import { Avatar } from '#ui/avatar.tsx'
import { Button } from '#ui/button.tsx'
import { MatchCard } from '#ui/match-card.tsx'
import { Menu } from '#ui/menu.tsx'
import { ReasonBar } from '#ui/reason-bar.tsx'
import { Seam } from '#ui/seam.tsx'
import { toast } from '#ui/toast.tsx'
import { Section } from '#kit/parts/section.tsx'

/** Match card and reasons. */
export function PeopleKit() {
  const { t } = useLingui()
  const menu = (
    <Menu
      label={t`더 보기`}
      opener={<Ellipsis />}
      items={[
        { label: t`차단`, icon: <Ban />, onSelect: () => toast(t`차단을 골랐어요.`) },
        null,
        { label: t`신고`, icon: <Flag />, danger: true, onSelect: () => toast(t`신고를 골랐어요.`) },
      ]}
    />
  )
  const why = [
    { label: t`나에게`, text: t`바로바로 고쳐 주는 걸 좋아해요. 내가 바란 방식이에요.` },
    { label: t`상대에게`, text: t`퇴근 뒤 이야기할 한국 사람을 찾고 있어요.` },
    { label: t`겹치는 시간`, text: t`화·목 20:00–22:00`, note: t`상대는 22:00–24:00` },
  ]
  return (
    <Section title={t`사람`} rule={t`목록에서는 첫 카드의 단추만 색을 채워요.`}>
      <MatchCard
        next
        avatar={<Avatar seed="emma" name="Emma" size="m" />}
        name="Emma Lindqvist-Okonkwo"
        about={t`시드니, 2시간 빠름 · 오늘 접속`}
        seam={<Seam learn="en" give="ko" learnMinutes={30} giveMinutes={30} />}
        why={why}
        menu={menu}
        action={
          <Button kind="go">
            <Trans>프로필 보기</Trans>
          </Button>
        }
      />
      <div className="stack">
        <ReasonBar label={t`서로의 언어`} score={100} note={t`내가 배우는 영어를 쓰고, 내가 쓰는 한국어를 배워요.`} />
        <ReasonBar label={t`관심사`} score={46} note={t`요리, 걷기 · 7개 중 2개`} />
        <ReasonBar label={t`겹치는 시간`} score={null} note={t`상대가 빈 시간을 아직 적지 않았어요.`} />
      </div>
    </Section>
  )
}
