import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { MatchCard as Card, MatchReason } from '@studymate/contract/matching'
import { CAN_DO } from '@studymate/contract/reference'
import { shortName, useMatchWords } from '#find/words'
import { PersonMenu } from '#safety/person-menu.tsx'
import { Avatar } from '#ui/avatar.tsx'
import { buttonClass } from '#ui/button.tsx'
import { MatchCard } from '#ui/match-card.tsx'
import { Seam } from '#ui/seam.tsx'

/** Minutes of each language in a first hour, shared evenly (decisions §14). */
export const HALF_HOUR = 30

/** The widest name that fits into a label of the card, in Latin letters; a letter of Hangul or Han is as wide as two. */
const LABEL_NAME = 8

const widthOf = (name: string) => [...name].reduce((width, letter) => width + (/[\u1100-\uffdc]/.test(letter) ? 2 : 1), 0)

// What the hours and the can-do line say already is not said twice.
const FOR_ME: readonly MatchReason['kind'][] = [
  'shared-interests',
  'partner-as-you-wished',
  'shared-motivations',
  'shared-learning-styles',
  'shared-communication-methods',
  'usually-answers',
  'speaks-what-you-learn',
]

/** The two languages of a pair, as the one who looks sees them. */
export function languagesOf(reasons: readonly MatchReason[]): { learn: string; give: string; level: string | null } | null {
  const gets = reasons.find((reason) => reason.kind === 'speaks-what-you-learn')
  const gives = reasons.find((reason) => reason.kind === 'learns-what-you-speak')
  return gets && gives ? { learn: gets.language, give: gives.language, level: gives.level } : null
}

/** What is between me and somebody in the list already; null where it is nothing yet. */
export type Between = 'sent' | 'received' | null

/** A possible partner in the list. `next` marks the first one who can be greeted. */
export function PersonCard({ card, next, between = null }: { card: Card; next: boolean; between?: Between }) {
  const { t } = useLingui()
  const { sayReason, sayTimes, sayAbout, language, tongue } = useMatchWords()
  const name = shortName(card.displayName)
  const pair = languagesOf(card.reasons)
  const forMe = FOR_ME.flatMap((kind) => card.reasons.find((reason) => reason.kind === kind) ?? [])[0]
  const forThem = card.reasons.find((reason) => reason.kind === 'learns-what-you-speak')
  const level = pair && CAN_DO[card.learningLanguages.find(({ code }) => code === pair.give)?.level ?? 'A1']
  const times = sayTimes(card)
  const theirs = card.minutesAhead === 0 ? null : sayTimes(card, card.minutesAhead)
  return (
    <MatchCard
      next={next}
      avatar={<Avatar seed={card.userId} name={card.displayName} image={card.profileImage} size="m" />}
      name={card.displayName}
      about={sayAbout(card)}
      seam={pair && <Seam learn={pair.learn} give={pair.give} learnMinutes={HALF_HOUR} giveMinutes={HALF_HOUR} />}
      why={[
        ...(forMe ? [{ label: t`나에게`, text: sayReason(forMe, card).note }] : []),
        ...(forThem ? [{ label: widthOf(name) > LABEL_NAME ? t`상대에게` : t`${name}에게`, text: sayReason(forThem, card).note }] : []),
        times === null
          ? { label: t`겹치는 시간`, text: card.sharedHours === null ? t`아직 몰라요.` : t`없어요. 인사하며 맞춰 보세요.` }
          : {
              label: t`겹치는 시간`,
              text: <span className="tabular-nums">{times}</span>,
              ...(theirs === null ? {} : { note: <span className="tabular-nums">{t`${name} 쪽은 ${theirs}`}</span> }),
            },
        ...(pair && level && pair.level !== null ? [{ label: `${language(pair.give)} ${pair.level}`, text: level[tongue] }] : []),
      ]}
      action={
        <Link className={buttonClass({ kind: next ? 'go' : 'plain' })} to="/find/$userId" params={{ userId: card.userId }}>
          {between === null ? <Trans>프로필 보기</Trans> : between === 'sent' ? <Trans>보낸 인사 보기</Trans> : <Trans>받은 인사 보기</Trans>}
        </Link>
      }
      menu={<PersonMenu userId={card.userId} name={card.displayName} />}
    />
  )
}
