import { describe, expect, it } from 'vitest'
import { type Container, sniffContainer } from '#audio/sniff'
import { writeWav } from '#audio/write-wav'

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (char) => char.charCodeAt(0)) : [...part])))

describe('containers are known by their content (F60)', () => {
  const cases: readonly (readonly [string, Uint8Array, Container | null])[] = [
    ['a WAV file', writeWav(new Float32Array(10)), 'wav'],
    ['an RF64 file', bytes('RF64', [255, 255, 255, 255], 'WAVE'), 'wav'],
    ['a WebM of MediaRecorder', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x84], 'webm'), 'webm'],
    ['an iOS recording', bytes([0, 0, 0, 28], 'ftypM4A ', [0, 0, 0, 0]), 'mp4'],
    ['an MP4 video', bytes([0, 0, 0, 24], 'ftypiso5'), 'mp4'],
    ['an Ogg page', bytes('OggS', [0, 2]), 'ogg'],
    ['a FLAC file', bytes('fLaC', [0, 0, 0, 34]), 'flac'],
    ['an mp3 with a tag', bytes('ID3', [4, 0, 0, 0, 0, 0, 2, 0, 0, 0xff, 0xfb, 0x90, 0]), 'mp3'],
    ['an mp3 frame', bytes([0xff, 0xfb, 0x90, 0x64]), 'mp3'],
    ['an ADTS frame', bytes([0xff, 0xf1, 0x50, 0x80]), 'aac'],
    ['an AVI, which is RIFF too', bytes('RIFF', [0, 0, 0, 0], 'AVI '), null],
    ['EBML of another kind', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x84, 0x42, 0x86, 0x81, 1]), null],
    ['a page', bytes('<!doctype html>'), null],
    ['a PNG', bytes([0x89], 'PNG\r\n'), null],
    ['UTF-16 text', bytes([0xff, 0xfe, 0x41, 0]), null],
    ['nothing', new Uint8Array(0), null],
    ['a cut signature', bytes('RIF'), null],
  ]
  it.each(cases)('%s', (_name, content, container) => expect(sniffContainer(content)).toBe(container))
})
