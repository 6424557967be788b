import { useLingui } from '@lingui/react/macro'
import { Avatar } from '#ui/avatar.tsx'
import { Cloth } from '#ui/cloth.tsx'
import { LanguagePair } from '#ui/language.tsx'
import { Seam } from '#ui/seam.tsx'
import { Section } from '#kit/parts/section.tsx'

const PEOPLE = ['Emma', 'Daniel', '지우', '하늘', 'Priya', '모나'] as const

/** Seam, cloth, patches. */
export function ClothKit() {
  const { t } = useLingui()
  return (
    <>
      <Section title={t`이음선`} rule={t`왼쪽은 배우는 말, 오른쪽은 나누는 말이에요. 480 px보다 길어지지 않아요.`}>
        <Seam learn="en" give="ko" learnMinutes={30} giveMinutes={30} />
        <Seam learn="en" give="ko" learnMinutes={52} giveMinutes={8} />
        <Seam learn="en" give="ko" learnMinutes={64} giveMinutes={48} words="inline" />
        <Seam learn="en" give="ko" learnMinutes={0} giveMinutes={20} />
        <LanguagePair speaks="en" learns="ko" level="A2" />
        <LanguagePair speaks="fr" learns="ja" />
      </Section>
      <Section title={t`천`} rule={t`씨앗이 같으면 천도 같아요. 진한 조각은 하나, 두 말을 함께 말할 때만 둘.`} columns={4}>
        <Cloth seed="mina" width={200} height={140} count={5} />
        <Cloth seed="harbour" width={200} height={140} count={6} hot="both" />
        <Cloth seed="청계천" width={200} height={140} count={7} hot="give" />
        <Cloth seed="first hello" width={200} height={140} count={9} hot="none" />
      </Section>
      <div className="row wrap">
        {PEOPLE.map((name) => (
          <Avatar key={name} seed={name} name={name} size="m" />
        ))}
        <Avatar seed="Emma" name="Emma" size="l" />
        <Avatar seed="Emma" name="Emma" />
        <Avatar seed="Emma" name="Emma" size="s" />
      </div>
    </>
  )
}
