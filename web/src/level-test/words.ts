import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { Criterion, EngineUse, ScoreReason } from '@studymate/contract/level-test-parts'
import type { CefrLevel } from '@studymate/contract/values'

/** Names of what is scored, in the order of the result. */
export const CRITERIA: readonly { readonly criterion: Criterion; readonly name: MessageDescriptor }[] = [
  { criterion: 'fluency', name: msg`유창성` },
  { criterion: 'vocabulary', name: msg`어휘` },
  { criterion: 'grammar', name: msg`문법` },
  { criterion: 'coherence', name: msg`짜임새` },
  { criterion: 'interaction', name: msg`주고받기` },
  { criterion: 'pronunciation', name: msg`발음` },
]

/** What somebody at a level can do when speaking: our own sentences. */
export const CAN_DO: Readonly<Record<CefrLevel, MessageDescriptor>> = {
  A1: msg`이름, 사는 곳, 좋아하는 것을 짧게 말할 수 있어요.`,
  A2: msg`하루 일과와 가까운 사람을 간단히 이야기할 수 있어요.`,
  B1: msg`익숙한 이야기라면 이유를 들어 말할 수 있어요.`,
  B2: msg`의견을 분명히 말하고 예를 들어 뒷받침할 수 있어요.`,
  C1: msg`어려운 주제도 짜임새 있게 막힘없이 말할 수 있어요.`,
  C2: msg`미묘한 차이까지 살려 무엇이든 정확하게 말할 수 있어요.`,
}

/** Why a score is not known. */
export const REASONS: Readonly<Record<ScoreReason, MessageDescriptor>> = {
  NO_SPEECH: msg`목소리가 거의 들리지 않아서 재지 않았어요.`,
  NOISE: msg`주변 소리가 커서 말과 쉼을 가를 수 없었어요.`,
  CLIPPED: msg`소리가 너무 커서 찌그러졌어요.`,
  NO_ANSWERS: msg`이 점수가 나올 답이 없어요.`,
  TOO_FEW_ANSWERS: msg`답이 적어서 점수를 말할 수 없어요. 문제의 3분의 2부터 재요.`,
  GUESSED: msg`없는 낱말에도 ‘알아요’가 많아서 점수를 말할 수 없어요.`,
  NOT_ASKED: msg`이 시험에는 이것을 재는 문제가 없어요.`,
  NO_TRANSCRIBING_ENGINE: msg`말을 글로 옮기는 엔진이 없어서, 무엇을 말했는지는 읽지 못해요.`,
  NO_PRONUNCIATION_ENGINE: msg`발음을 듣고 재는 엔진이 아직 없어요.`,
  TEXT_ONLY_ENGINE: msg`이 엔진은 받아쓴 글자만 봐요. 소리를 듣지 않아서 발음은 재지 못했어요.`,
  NO_EVALUATION: msg`받아쓴 글은 있지만, 그것을 평가할 엔진이 답하지 않았어요.`,
}

/** The sides of a result, praised and as a next step. */
export const FACETS: Readonly<Record<string, { readonly praise: MessageDescriptor; readonly step: MessageDescriptor }>> = {
  pronunciation: { praise: msg`발음이 또렷해요.`, step: msg`소리 하나씩 골라 따라 말해 보세요.` },
  'fluency.pace': { praise: msg`말하는 빠르기가 편안해요.`, step: msg`짧은 글을 소리 내어 두 번 읽고, 두 번째를 조금 더 빠르게 해 보세요.` },
  'fluency.speakingTime': { praise: msg`쉬지 않고 말을 이어 가요.`, step: msg`1분 동안 한 가지 주제로 멈추지 않고 말해 보세요.` },
  'fluency.pauses': { praise: msg`말이 자주 끊기지 않아요.`, step: msg`시작하기 전에 할 말의 순서를 세 낱말로 적어 보세요.` },
  'fluency.runs': { praise: msg`한 번에 길게 말해요.`, step: msg`문장 두 개를 ‘왜냐하면’이나 ‘그래서’ 같은 말로 이어 말해 보세요.` },
  vocabulary: { praise: msg`아는 낱말이 많아요.`, step: msg`날마다 새 낱말 다섯 개를 문장으로 써 보세요.` },
  grammar: { praise: msg`문장의 틀이 탄탄해요.`, step: msg`오늘 한 일을 시제에 맞게 다섯 문장으로 말해 보세요.` },
  coherence: { praise: msg`이야기의 순서가 분명해요.`, step: msg`의견, 이유, 예의 순서로 말해 보세요.` },
  interaction: { praise: msg`듣는 사람을 생각하며 말해요.`, step: msg`짝과 이야기하며 세 번 되물어 보세요.` },
}

/** What to do when a recording told nothing. */
export const AGAIN = {
  NO_SPEECH: msg`마이크를 확인하고 다시 녹음해 보세요. 목소리가 거의 들리지 않았어요.`,
  NOISE: msg`조용한 곳에서 다시 녹음해 보세요. 주변 소리가 컸어요.`,
  CLIPPED: msg`마이크에서 조금 떨어져 다시 녹음해 보세요. 소리가 찌그러졌어요.`,
} as const

/** Why an engine did not serve. */
export const UNSERVED: Readonly<Record<NonNullable<EngineUse['reason']>, MessageDescriptor>> = {
  NOT_CONFIGURED: msg`연결한 엔진이 없어요`,
  ENGINE_FAILED: msg`엔진이 답하지 않았어요`,
  ALLOWANCE_USED: msg`오늘 쓸 수 있는 만큼을 다 썼어요`,
  NOT_ASKED: msg`물을 것이 없었어요`,
}
