import type { MatchProfile } from '@studymate/contract/matching'
import { TOPICS, nameIn } from '@studymate/contract/reference'
import type { Tongue } from '@studymate/contract/errors'
import { byTime } from '#find/times'

/** The language in which a first hello is best understood, of those we can write in. */
export function helloTongue(person: Pick<MatchProfile, 'nativeLanguage' | 'learningLanguages'>, own: Tongue): Tongue {
  const understood = [person.nativeLanguage, ...person.learningLanguages.map(({ code }) => code)]
  return understood.find((code): code is Tongue => code === 'ko' || code === 'en') ?? own
}

/** Three ways to begin, made of what the two really share, in the language of the one who reads them. */
export function openersFor(person: MatchProfile, tongue: Tongue, languageName: (code: string, locale: string) => string): string[] {
  const shared = person.reasons.find((reason) => reason.kind === 'shared-interests')
  const topic = shared?.topics[0] ?? person.interests[0]
  const learns = person.reasons.find((reason) => reason.kind === 'learns-what-you-speak')?.language
  const help = learns === undefined ? null : languageName(learns, tongue)
  const slots = person.sharedHours === null ? [] : byTime(person.sharedHours.slots, tongue, person.minutesAhead)
  const [hours] = slots
  const ko = [
    topic === undefined ? '요즘 가장 재미있는 일이 뭐예요?' : `‘${nameIn(TOPICS, topic, 'ko')}’ 이야기 좋아해요? 요즘 뭐가 재미있어요?`,
    help === null ? '제가 도울 수 있는 게 있을까요?' : `${help} 공부, 제가 도울 수 있어요. 뭐부터 해 볼까요?`,
    hours ? `${hours.days ?? '매일'} ${hours.time}(그쪽 시간)에 이야기할 수 있어요. 어때요?` : '편한 시간을 알려 주세요. 제가 맞춰 볼게요.',
  ]
  const en = [
    topic === undefined
      ? 'What are you enjoying most these days?'
      : `Do you like talking about ${nameIn(TOPICS, topic, 'en').toLowerCase()}? What’s new with you?`,
    help === null ? 'Is there anything I can help you with?' : `I can help with your ${help}. What shall we start with?`,
    hours ? `I’m free ${hours.days ?? 'every day'} ${hours.time}, your time. How does that sound?` : 'Tell me when it suits you, and I’ll see what I can do.',
  ]
  return tongue === 'ko' ? ko : en
}
