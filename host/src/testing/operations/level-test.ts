import * as levelTest from '@studymate/contract/level-test'
import { mine, operation } from './operation.ts'
import type { Operation } from './operation.ts'

/** The level test. */
export const OF_LEVEL_TEST: readonly Operation[] = [
  mine(levelTest.testLanguages, {}),
  mine(levelTest.levelTestHistory, {}),
  operation(levelTest.startLevelTest, ({ fourth }) => ({ by: fourth, input: { languageCode: 'en' as const } }), { isCostly: true }),
  operation(levelTest.levelTestQuestions, ({ me, runningTestId }) => ({ by: me, input: { testId: runningTestId } })),
  operation(levelTest.answerLevelTest, ({ me, runningTestId, spokenQuestionId, voice }) => ({
    by: me,
    input: { testId: runningTestId, questionId: spokenQuestionId, audio: voice },
  })),
  operation(
    levelTest.completeLevelTest,
    async ({ partner, voice }) => {
      const { testId, questions } = await partner.ok(levelTest.startLevelTest, { languageCode: 'en' })
      const questionId = questions.find(({ kind }) => kind === 'speaking')?.questionId ?? ''
      await partner.ok(levelTest.answerLevelTest, { testId, questionId, audio: voice })
      return { by: partner, input: { testId } }
    },
    { isCostly: true },
  ),
  operation(levelTest.levelTestResult, ({ me, finishedTestId }) => ({ by: me, input: { testId: finishedTestId } })),
  operation(levelTest.levelTestAudio, ({ me, finishedTestId, spokenQuestionId }) => ({
    by: me,
    input: { testId: finishedTestId, questionId: spokenQuestionId },
  })),
  operation(
    levelTest.cancelLevelTest,
    async ({ third }) => ({ by: third, input: { testId: (await third.ok(levelTest.startLevelTest, { languageCode: 'en' })).testId } }),
    { isCostly: true },
  ),
]
