import type { LanguageCode } from '@studymate/contract/values'
import type { Fluency } from '@studymate/domain/level-test/fluency'
import { trueTimes } from '@studymate/domain/level-test/transcript'
import { transcribe } from '#ai/chain'
import type { Asking, Served, Unserved } from '#ai/chain'
import type { Heard } from '#ai/engine'
import type { HeardText, TranscriptionReasonCode } from './record.ts'

/** What came of listening to a recording. */
export interface Listened {
  readonly heard: HeardText | null
  readonly unheard: TranscriptionReasonCode | null
  /** The engine's word for the length, seconds; for containers that are not read here. */
  readonly seconds: number | null
}

/** How far a word may lie from measured sound before it counts as invented, ms. */
const NEAR_MS = 400

/** Listens to a recording by the first engine that can. Where the signal has no speech nobody is asked: recognisers invent words in silence. */
export async function listen(
  asking: Asking,
  recording: { bytes: Uint8Array<ArrayBuffer>; container: string; contentType: string; seconds: number | null; fluency: Fluency | null },
  languageCode: LanguageCode,
): Promise<Listened> {
  if (recording.fluency?.reason === 'NO_SPEECH') return { heard: null, unheard: 'NO_SPEECH', seconds: null }
  const audio = { bytes: recording.bytes, mimeType: recording.contentType, fileName: `answer.${recording.container}` }
  const served: Served<Heard> = await transcribe(asking, audio, languageCode, recording.seconds)
  if (served.by === null) return { heard: null, unheard: reasonOf(served.reason), seconds: null }
  const { made, by } = served
  const lastWord = made.words.reduce((latest, { endMs }) => (Number.isFinite(endMs) ? Math.max(latest, endMs) : latest), 0) / 1000
  const seconds = recording.seconds ?? made.seconds ?? (lastWord > 0 ? lastWord : null)
  const said = spoken(made, recording.fluency, (seconds ?? lastWord) * 1000, languageCode)
  return said.text === '' ? { heard: null, unheard: 'NO_SPEECH', seconds } : { heard: { ...said, ...by }, unheard: null, seconds }
}

function reasonOf(reason: Unserved): TranscriptionReasonCode {
  if (reason === 'ALLOWANCE_USED' || reason === 'ENGINE_FAILED') return reason
  return 'NO_TRANSCRIBING_ENGINE'
}

// Words that lie where nothing sounded were invented: they go, and the text is then made of what is left.
function spoken(heard: Heard, measured: Fluency | null, clipMs: number, languageCode: LanguageCode): Pick<HeardText, 'text' | 'words'> {
  const words = trueTimes(heard.words, clipMs)
  const runs = measured?.runs ?? []
  if (runs.length === 0 || words.length === 0) return { text: heard.text, words }
  const real = words.filter((word) => runs.some((run) => word.startMs < run.endMs + NEAR_MS && word.endMs > run.startMs - NEAR_MS))
  if (real.length === words.length) return { text: heard.text, words }
  return { text: real.map(({ word }) => word).join(languageCode === 'ja' || languageCode === 'zh' ? '' : ' '), words: real }
}
