import { beforeAll, describe, expect, it } from 'vitest'
import * as lt from '@studymate/contract/level-test'
import type { LevelTest, TestQuestion } from '@studymate/contract/level-test-parts'
import type { TestId } from '@studymate/contract/values'
import { Actor, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { joined, silence, speak, wavOf } from '../../../tools/speech.mjs'

const UNKNOWN = '018f9f64-0000-7000-8000-000000000000' as TestId

let talk: File
let slow: File

function file(samples: Int16Array, name = 'answer.wav'): File {
  return new File([wavOf(samples)], name, { type: 'audio/wav' })
}

beforeAll(async () => {
  const said = await speak('My name is Jun. I live in Seoul with my family, and I like to cook. On weekends I often visit the market with my sister.')
  talk = file(said)
  const parts = [0, 1, 2, 3].map((n) => said.subarray((said.length * n) / 4, (said.length * (n + 1)) / 4))
  slow = file(joined(...parts.flatMap((part) => [part, silence(0.9)])))
})

function of(test: LevelTest, kind: TestQuestion['kind']): TestQuestion[] {
  return test.questions.filter((question) => question.kind === kind)
}

async function started(who: Person): Promise<LevelTest> {
  return who.ok(lt.startLevelTest, { languageCode: 'en' })
}

async function multipart(who: Actor, testId: string, fields: Record<string, string | Blob>, path = 'level-test') {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const response = await fetch(`${who.url}/api/v1/${path}/${testId}/answers`, {
    method: 'POST',
    body: form,
    headers: { 'x-forwarded-for': who.address, authorization: `Bearer ${who.token}`, 'accept-language': 'en' },
  })
  const body = (await response.json()) as { success: boolean; data?: Record<string, unknown>; error?: { code: string; details: Record<string, unknown> } }
  return { status: response.status, code: body.error?.code ?? 'OK', data: body.data, details: body.error?.details ?? {} }
}

describe('before a test', () => {
  it('says what can be tested here and by whom each score would be made', async () => {
    const languages = await (await person()).ok(lt.testLanguages, {})
    const english = languages.find(({ languageCode }) => languageCode === 'en')
    expect(english).toMatchObject({ available: true, questionCount: 40, name: 'English', transcriber: null })
    expect(english?.scoring).toContainEqual({ criterion: 'fluency', engine: 'embedded', model: 'fluency-1' })
    expect(english?.scoring).toContainEqual({ criterion: 'coherence', engine: null, model: null, reason: 'NO_TRANSCRIBING_ENGINE' })
    expect(languages.find(({ languageCode }) => languageCode === 'ko')).toMatchObject({
      available: false,
      missing: expect.arrayContaining(['AI_BASE_URL', 'AI_TRANSCRIBE_MODEL']),
    })
  })

  it('refuses a language that only an engine could score, and one without questions', async () => {
    const who = await person()
    expect(await who.call(lt.startLevelTest, { languageCode: 'ko' })).toMatchObject({
      code: 'AI_UNAVAILABLE',
      status: 503,
      details: { configure: expect.arrayContaining(['AI_TRANSCRIBE_MODEL']) },
    })
    expect(await who.call(lt.startLevelTest, { languageCode: 'sw' })).toMatchObject({
      code: 'VALIDATION_ERROR',
      details: { available: expect.arrayContaining(['en']) },
    })
  })
})

describe('starting', () => {
  it('gives a form without its key, in the language of the caller', async () => {
    const who = await person()
    const test = await started(who)
    expect(test.testId).toMatch(/^[0-9a-f-]{36}$/)
    expect(test).toMatchObject({ userId: who.userId, status: 'in-progress', mode: 'standard', questionCount: 40, answers: [] })
    expect(of(test, 'speaking')).toHaveLength(5)
    expect(JSON.stringify(test)).not.toMatch(/"right"|itemId|"key"/)
    const korean = await who.ok(lt.levelTestQuestions, { testId: test.testId }, { 'accept-language': 'ko' })
    expect(korean.questions[0]?.instruction).toMatch(/[가-힣]/)
    expect(await who.ok(lt.startLevelTest, { languageCode: 'en', mode: 'voice' })).toMatchObject({ questionCount: 5, mode: 'voice' })
  })

  it('gives the same test for the same Idempotency-Key', async () => {
    const who = await person()
    const ids = await Promise.all([1, 2, 3].map(() => who.ok(lt.startLevelTest, { languageCode: 'en' }, { 'idempotency-key': 'again' })))
    expect(new Set(ids.map(({ testId }) => testId)).size).toBe(1)
  })

  it('lists what can be resumed', async () => {
    const who = await person()
    const test = await started(who)
    await multipart(who, test.testId, { questionId: '6', answer: 'yes' })
    const history = await who.call(lt.levelTestHistory, {})
    expect(history.envelope).toMatchObject({ data: [], pagination: { totalItems: 0 }, running: [{ testId: test.testId, answeredCount: 1 }] })
  })
})

describe('a stranger', () => {
  it('finds nothing', async () => {
    const [owner, stranger] = [await person(), await person()]
    const { testId } = await started(owner)
    for (const id of [testId, UNKNOWN]) {
      expect((await stranger.call(lt.levelTestQuestions, { testId: id })).code).toBe('NOT_FOUND')
      expect((await multipart(stranger, id, { questionId: 'q6', answer: 'yes' })).code).toBe('NOT_FOUND')
      expect((await stranger.call(lt.completeLevelTest, { testId: id })).code).toBe('NOT_FOUND')
      expect((await stranger.call(lt.levelTestResult, { testId: id })).code).toBe('NOT_FOUND')
      expect((await stranger.call(lt.cancelLevelTest, { testId: id })).code).toBe('NOT_FOUND')
      expect((await stranger.call(lt.levelTestAudio, { testId: id, questionId: 'q1' })).code).toBe('NOT_FOUND')
    }
    expect((await owner.ok(lt.levelTestQuestions, { testId })).answers).toEqual([])
  })
})

describe('answering', () => {
  it('takes a recording, measures it and keeps it to play', async () => {
    const who = await person()
    const { testId } = await started(who)
    const reply = await multipart(who, testId, { questionId: 'q1', audio: talk, duration: '1' }, 'leveltest')
    expect(reply).toMatchObject({
      status: 200,
      data: { accepted: 'new', transcription: null, reason: 'NO_TRANSCRIBING_ENGINE', voice: null, take: 1, retakesLeft: 2, answeredCount: 1 },
    })
    expect(reply.data?.['duration']).toBeCloseTo((talk.size - 44) / 32_000, 2)

    const { url, contentType } = await who.ok(lt.levelTestAudio, { testId, questionId: 'q1' })
    const whole = await fetch(who.url + url)
    expect([whole.status, whole.headers.get('content-type'), contentType]).toEqual([200, 'audio/wav', 'audio/wav'])
    expect(Buffer.from(await whole.arrayBuffer()).equals(Buffer.from(await talk.arrayBuffer()))).toBe(true)
    const part = await fetch(who.url + url, { headers: { range: 'bytes=44-1043' } })
    expect([part.status, (await part.arrayBuffer()).byteLength, part.headers.get('content-range')]).toEqual([206, 1000, `bytes 44-1043/${talk.size}`])
    for (const [range, status, about] of [
      ['bytes=-10', 206, `bytes ${talk.size - 10}-${talk.size - 1}/${talk.size}`],
      ['bytes=44-', 206, `bytes 44-${talk.size - 1}/${talk.size}`],
      [`bytes=${talk.size}-`, 416, `bytes */${talk.size}`],
      ['bytes=-0', 416, `bytes */${talk.size}`],
      ['bytes=5-2', 200, null],
      ['bytes=abc', 200, null],
      ['items=0-1', 200, null],
      ['bytes=0-1,3-4', 200, null],
    ] as const) {
      const asked = await fetch(who.url + url, { headers: { range } })
      expect([range, asked.status, asked.headers.get('content-range')]).toEqual([range, status, about])
      await asked.arrayBuffer()
    }
    expect((await fetch(`${who.url}${url}x`)).status).toBe(404)
    expect((await fetch(who.url + url.replace(/\/[^/.]+\./, '/W10.'))).status).toBe(404)
    expect((await who.call(lt.levelTestAudio, { testId, questionId: 'q2' })).code).toBe('NOT_FOUND')
  })

  it('counts thirty answers sent at the same moment, and the same one sent thirty times once', async () => {
    const who = await person()
    const test = await started(who)
    const closed = test.questions.filter(({ kind }) => kind !== 'speaking').slice(0, 30)
    const replies = await Promise.all(closed.map(({ questionId, options }) => multipart(who, test.testId, { questionId, answer: options?.[0]?.id ?? '' })))
    expect(new Set(replies.map(({ data }) => data?.['accepted']))).toEqual(new Set(['new']))
    expect((await who.ok(lt.levelTestQuestions, { testId: test.testId })).answers).toHaveLength(30)

    const twice = await Promise.all(Array.from({ length: 30 }, () => multipart(who, test.testId, { questionId: 'q1', answer: 'I am Jun and I like soup.' })))
    expect(twice.map(({ data }) => data?.['accepted']).filter((accepted) => accepted === 'new')).toHaveLength(1)
    expect((await who.ok(lt.levelTestQuestions, { testId: test.testId })).answers).toHaveLength(31)
  })

  it('replaces by a retake only, twice, and forgets the replaced recording', async () => {
    const who = await person()
    const { testId } = await started(who)
    await multipart(who, testId, { questionId: 'q1', audio: talk })
    const first = await who.ok(lt.levelTestAudio, { testId, questionId: 'q1' })
    expect((await multipart(who, testId, { questionId: 'q1', audio: slow })).data).toMatchObject({ accepted: 'already', take: 1 })
    expect((await multipart(who, testId, { questionId: 'q1', audio: slow, retake: 'true' })).data).toMatchObject({
      accepted: 'retake',
      take: 2,
      retakesLeft: 1,
    })
    expect((await multipart(who, testId, { questionId: 'q1', audio: slow, retake: 'true' })).data).toMatchObject({ accepted: 'already', take: 2 })
    await expect.poll(async () => (await fetch(who.url + first.url)).status).toBe(404)
    expect((await fetch(who.url + (await who.ok(lt.levelTestAudio, { testId, questionId: 'q1' })).url)).status).toBe(200)
    expect((await multipart(who, testId, { questionId: 'q1', audio: talk, retake: 'true' })).data).toMatchObject({ take: 3, retakesLeft: 0 })
    expect(await multipart(who, testId, { questionId: 'q1', audio: slow, retake: 'true' })).toMatchObject({ code: 'CONFLICT', status: 409 })
    // What changes nothing is not even read: no more work for whoever sends it again and again.
    expect(await multipart(who, testId, { questionId: 'q1', audio: new File(['no audio'], 'a.wav'), retake: 'true' })).toMatchObject({ code: 'CONFLICT' })
    expect((await multipart(who, testId, { questionId: 'q1', audio: talk, retake: 'true' })).data).toMatchObject({ accepted: 'already', take: 3 })
  })

  it('refuses what is no answer and leaves the question open', async () => {
    const who = await person()
    const { testId } = await started(who)
    const at = (bytes: Uint8Array<ArrayBuffer> | string, type = 'audio/wav') => new File([bytes], 'a.wav', { type })
    const header = wavOf(new Int16Array(0))
    const tooLong = new Uint8Array(44 + 8000 * 181)
    tooLong.set(wavOf(new Int16Array(0), 8000))
    const view = new DataView(tooLong.buffer)
    view.setUint32(28, 8000, true)
    view.setUint16(32, 1, true)
    view.setUint16(34, 8, true)
    view.setUint32(40, 8000 * 181, true)
    const tries: [Record<string, string | Blob>, number, string][] = [
      [{ questionId: 'q1' }, 400, 'VALIDATION_ERROR'],
      [{ questionId: 'q1', transcript: 'only the browser heard this' }, 400, 'VALIDATION_ERROR'],
      [{ questionId: 'q99', answer: 'yes' }, 400, 'VALIDATION_ERROR'],
      [{ questionId: 'q6', answer: 'maybe' }, 400, 'VALIDATION_ERROR'],
      [{ questionId: 'q6', audio: talk }, 400, 'VALIDATION_ERROR'],
      [{ questionId: 'q1', answer: '   ' }, 400, 'VALIDATION_ERROR'],
      [{ questionId: 'q1', audio: 'a string' }, 400, 'VALIDATION_ERROR'],
      [{ questionId: 'q1', audio: at('') }, 400, 'VALIDATION_ERROR'],
      [{ questionId: 'q1', audio: at(header) }, 400, 'VALIDATION_ERROR'],
      [{ questionId: 'q1', audio: at('MZ this is a program') }, 400, 'VALIDATION_ERROR'],
      [
        { questionId: 'q1', audio: at(Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6d, 0, 0])) },
        415,
        'UNSUPPORTED_MEDIA_TYPE',
      ],
      [{ questionId: 'q1', audio: at(tooLong) }, 400, 'FILE_TOO_LARGE'],
      [{ questionId: 'q1', audio: at(new Uint8Array(10 * 1024 * 1024 + 1)) }, 400, 'FILE_TOO_LARGE'],
      [{ questionId: 'q1', audio: talk, surely: 'unknown' }, 400, 'VALIDATION_ERROR'],
    ]
    for (const [fields, status, code] of tries) expect([fields, await multipart(who, testId, fields)]).toMatchObject([fields, { status, code }])
    const cut = await who.raw(
      'POST',
      `/api/v1/level-test/${testId}/answers`,
      '--x\r\nContent-Disposition: form-data; name="questionId"\r\n\r\nq1\r\n--x\r\nContent-',
      { 'content-type': 'multipart/form-data; boundary=x' },
    )
    expect(cut.status).toBe(400)
    expect((await who.raw('POST', `/api/v1/level-test/${testId}/answers`, '{}')).status).toBe(415)
    expect((await who.ok(lt.levelTestQuestions, { testId })).answers).toEqual([])
  })
})

describe('completing', () => {
  it('scores speech, words and gaps with evidence inside the clips, once for everybody who asks', async () => {
    const who = await person()
    const test = await started(who)
    await Promise.all(of(test, 'speaking').map(({ questionId }, n) => multipart(who, test.testId, { questionId, audio: n % 2 ? slow : talk })))
    await Promise.all(of(test, 'vocabulary').map(({ questionId }) => multipart(who, test.testId, { questionId, answer: 'no' })))
    await Promise.all(of(test, 'grammar').map(({ questionId }) => multipart(who, test.testId, { questionId, answer: 'a' })))
    expect((await who.call(lt.levelTestResult, { testId: test.testId })).details).toMatchObject({ status: 'in-progress' })

    const results = await Promise.all([1, 2, 3, 4].map(() => who.ok(lt.completeLevelTest, { testId: test.testId })))
    const result = results[0]
    for (const other of [...results, await who.ok(lt.completeLevelTest, { testId: test.testId }), await who.ok(lt.levelTestResult, { testId: test.testId })])
      expect(other).toEqual(result)
    expect(result?.overallLevel).toMatch(/^[AB][12]$/)
    expect(result).toMatchObject({ cefrLevel: result?.overallLevel, estimate: true, coherence: null, pronunciation: null, scores: { interaction: null } })
    expect(result?.fluency).toBeGreaterThan(20)
    expect(result?.details.fluency).toMatchObject({ engine: 'embedded', model: 'fluency-1' })
    expect(result?.details.coherence).toMatchObject({ score: null, reason: 'NO_TRANSCRIBING_ENGINE', engine: null })
    expect(result?.engines).toEqual([
      { capability: 'transcribe', engine: null, model: null, reason: 'NOT_CONFIGURED' },
      { capability: 'evaluate', engine: null, model: null, reason: 'NOT_ASKED' },
    ])
    const seconds = new Map(result?.answers.map(({ questionId, duration }) => [questionId, duration]))
    const spans = result?.details.fluency?.evidence.filter((one) => one.kind === 'pause' || one.kind === 'run') ?? []
    expect(spans.some(({ kind }) => kind === 'pause')).toBe(true)
    for (const span of spans) {
      expect(span.startMs).toBeLessThan(span.endMs)
      expect(span.endMs / 1000).toBeLessThanOrEqual(seconds.get(span.questionId) ?? 0)
    }
    expect(result?.summary.strengths.length).toBeGreaterThan(0)
    const korean = await who.ok(lt.levelTestResult, { testId: test.testId }, { 'accept-language': 'ko' })
    expect(korean.feedback).toMatch(/[가-힣]/)
    expect((await multipart(who, test.testId, { questionId: 'q1', audio: talk, retake: 'true' })).code).toBe('CONFLICT')
    expect((await who.call(lt.cancelLevelTest, { testId: test.testId })).code).toBe('CONFLICT')

    const history = await who.call(lt.levelTestHistory, { languageCode: 'en' })
    expect(history.envelope).toMatchObject({
      data: [{ testId: test.testId, overallLevel: result?.overallLevel }],
      pagination: { totalItems: 1, totalPages: 1 },
      running: [],
    })
    expect((await who.ok(lt.levelTestQuestions, { testId: test.testId })).result?.overallLevel).toBe(result?.overallLevel)
  })

  it('answers silence with a reason and never with a low score', async () => {
    const who = await person()
    const test = await started(who)
    const reply = await multipart(who, test.testId, { questionId: 'q1', audio: file(silence(6)) })
    expect(reply.data).toMatchObject({ accepted: 'new', voice: 'NO_SPEECH', transcription: null, reason: 'NO_SPEECH' })
    const result = await who.ok(lt.completeLevelTest, { testId: test.testId })
    expect(result).toMatchObject({ overallLevel: null, reason: 'NOTHING_KNOWN', fluency: null, summary: { nextStep: { kind: 'again', reason: 'NO_SPEECH' } } })
    expect(result.details.fluency).toMatchObject({ score: null, reason: 'NO_SPEECH' })
  })

  it('needs one answer, and leaves the test open without', async () => {
    const who = await person()
    const { testId } = await started(who)
    expect(await who.call(lt.completeLevelTest, { testId })).toMatchObject({ code: 'VALIDATION_ERROR', status: 400 })
    expect((await multipart(who, testId, { questionId: 'q6', answer: 'yes' })).code).toBe('OK')
  })
})

describe('cancelling', () => {
  it('ends the test and its recordings; twice is once', async () => {
    const who = await person()
    const { testId } = await started(who)
    await multipart(who, testId, { questionId: 'q1', audio: talk })
    const { url } = await who.ok(lt.levelTestAudio, { testId, questionId: 'q1' })
    expect(await who.ok(lt.cancelLevelTest, { testId })).toEqual({ testId, status: 'cancelled' })
    expect(await who.ok(lt.cancelLevelTest, { testId })).toEqual({ testId, status: 'cancelled' })
    expect((await fetch(who.url + url)).status).toBe(404)
    expect((await multipart(who, testId, { questionId: 'q6', answer: 'yes' })).code).toBe('CONFLICT')
    expect((await who.call(lt.completeLevelTest, { testId })).code).toBe('CONFLICT')
    expect(await who.call(lt.levelTestResult, { testId })).toMatchObject({ code: 'CONFLICT', details: { status: 'cancelled' } })
    expect((await who.call(lt.levelTestHistory, {})).envelope?.running).toEqual([])
  })
})
