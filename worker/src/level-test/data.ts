import { DAY_MS } from '#registry/entry'
import type { DataEntry } from '#registry/entry'
import { AUDIO_DAYS, TEST_DAYS } from './record.ts'

const erased = 'erase() of the object of each test in level_tests'

export const data: readonly DataEntry[] = [
  {
    home: 'd1',
    name: 'level_tests',
    holds: 'Which level tests a person started.',
    owner: ['user_id'],
    exported: 'level-tests.json',
    erased: `DELETE FROM level_tests WHERE user_id = ?1`,
    dies: { column: 'started_at', afterMs: TEST_DAYS * DAY_MS, where: `status <> 'completed'` },
  },
  {
    home: 'd1',
    name: 'level_test_results',
    holds: 'Results of level tests with what was answered and the evidence of each score.',
    owner: ['user_id'],
    exported: 'level-test-results.json',
    erased: `DELETE FROM level_test_results WHERE user_id = ?1`,
    dies: null,
  },
  {
    home: 'object',
    name: 'TestObject.test',
    holds: 'A level test while it runs: questions, order, status.',
    owner: ['meta'],
    exported: 'no: the result has it, and an unfinished one dies soon',
    erased,
    dies: { column: 'started_at', afterMs: TEST_DAYS * DAY_MS },
  },
  {
    home: 'object',
    name: 'TestObject.answers',
    holds: 'Answers of a level test with what was measured and heard.',
    owner: ['meta of the test'],
    exported: 'no: the result has it, and an unfinished one dies soon',
    erased,
    dies: { column: 'started_at of the test', afterMs: TEST_DAYS * DAY_MS },
  },
  {
    home: 'kv',
    name: 'test:',
    holds: 'A published copy of a level test and its answers.',
    owner: ['userId'],
    exported: 'no: it repeats what stands elsewhere',
    erased,
    dies: { column: 'expiration', afterMs: TEST_DAYS * DAY_MS },
  },
  {
    home: 'r2',
    name: 'level-test/',
    holds: 'Recordings of answers, under the person and the test.',
    owner: ['second part of the key'],
    exported: 'level-test/*',
    erased: 'everything under level-test/{userId}/',
    dies: { column: 'completed at', afterMs: AUDIO_DAYS * DAY_MS },
  },
]
