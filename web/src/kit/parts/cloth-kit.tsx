import { useLingui } from '@lingui/react/macro'
import { Avatar } from '#ui/avatar.tsx'
import { Cloth } from '#ui/cloth.tsx'
import { LanguagePair } from '#ui/language.tsx'
import { Seam } from '#ui/seam.tsx'
import { Section } from '#kit/parts/section.tsx'

/** A picture of one's own, as the avatar covers its cloth with it. */
const PICTURE = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6"><path fill="#9cc0d8" d="M0 0h8v6H0z"/><path fill="#5d7a52" d="M0 4h8v2H0z"/><circle cx="4" cy="3" r="1.4" fill="#e9bf9d"/></svg>')}`

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
        <Avatar seed="Emma" name="Emma" size="l" image={PICTURE} />
        <Avatar seed="Emma" name="Emma" size="m" image={PICTURE} />
        <Avatar seed="Emma" name="Emma" size="m" image="data:image/webp," />
      </div>
    </>
  )
}
