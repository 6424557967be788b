import type { Tongue } from '@studymate/contract/errors'
import type { CefrLevel } from '@studymate/contract/values'
import type { Facet, NextStep } from '@studymate/domain/level-test/summary'

const FACETS: Readonly<Record<Facet, Readonly<Record<Tongue, readonly [praise: string, step: string]>>>> = {
  pronunciation: {
    ko: ['발음이 또렷해요.', '소리 하나씩 골라 따라 말해 보세요.'],
    en: ['Your pronunciation is clear.', 'Pick one sound at a time and repeat it aloud.'],
  },
  'fluency.pace': {
    ko: ['말하는 빠르기가 편안해요.', '짧은 글을 소리 내어 두 번 읽고, 두 번째를 조금 더 빠르게 해 보세요.'],
    en: ['You speak at an easy pace.', 'Read a short text aloud twice, the second time a little faster.'],
  },
  'fluency.speakingTime': {
    ko: ['쉬지 않고 말을 이어 가요.', '1분 동안 한 가지 주제로 멈추지 않고 말해 보세요.'],
    en: ['You keep talking.', 'Talk about one topic for a minute without stopping.'],
  },
  'fluency.pauses': {
    ko: ['말이 자주 끊기지 않아요.', '시작하기 전에 할 말의 순서를 세 낱말로 적어 보세요.'],
    en: ['You rarely break off.', 'Before you start, note the order of your thoughts in three words.'],
  },
  'fluency.runs': {
    ko: ['한 번에 길게 말해요.', '“because”, “so”로 문장 두 개를 이어 말해 보세요.'],
    en: ['You speak in long stretches.', 'Join two sentences with “because” or “so”.'],
  },
  vocabulary: {
    ko: ['아는 낱말이 많아요.', '매일 새 낱말 다섯 개를 문장으로 써 보세요.'],
    en: ['You know many words.', 'Use five new words in sentences every day.'],
  },
  grammar: {
    ko: ['문장의 틀이 탄탄해요.', '오늘 한 일을 시제에 맞게 다섯 문장으로 말해 보세요.'],
    en: ['Your sentences are well built.', 'Say five sentences about your day and mind the tenses.'],
  },
  coherence: {
    ko: ['이야기의 순서가 분명해요.', '의견, 이유, 예의 순서로 말해 보세요.'],
    en: ['Your thoughts follow each other.', 'Say your opinion, then a reason, then an example.'],
  },
  interaction: {
    ko: ['듣는 사람을 생각하며 말해요.', '짝과 이야기하며 되묻는 말을 세 번 써 보세요.'],
    en: ['You speak with your listener in mind.', 'Ask back three times when you talk with a partner.'],
  },
}

const AGAIN = {
  NO_SPEECH: {
    ko: '목소리가 거의 들리지 않았어요. 마이크를 확인하고 다시 녹음해 보세요.',
    en: 'We hardly heard a voice. Check the microphone and record again.',
  },
  NOISE: { ko: '주변 소리가 커요. 조용한 곳에서 다시 녹음해 보세요.', en: 'There was too much noise. Record again somewhere quiet.' },
  CLIPPED: {
    ko: '소리가 너무 커서 찌그러졌어요. 마이크에서 조금 떨어져 다시 녹음해 보세요.',
    en: 'The sound was distorted. Move away from the microphone and record again.',
  },
} as const

/** A strength in words. */
export function praise(facet: Facet, tongue: Tongue): string {
  return FACETS[facet][tongue][0]
}

/** The next step in words. */
export function advice(step: NextStep, tongue: Tongue): string {
  return step.kind === 'again' ? AGAIN[step.reason][tongue] : FACETS[step.facet][tongue][1]
}

/** What the result says in one sentence. */
export function feedback(level: CefrLevel | null, orAbove: boolean, tongue: Tongue): string {
  if (tongue === 'ko') return level === null ? '아직 수준을 말할 만큼 들은 것이 없어요.' : `${level}${orAbove ? ' 이상' : ''}으로 보여요. 어림값이에요.`
  return level === null ? 'There was not enough to tell a level.' : `This looks like ${level}${orAbove ? ' or above' : ''}. It is an estimate.`
}
