import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeWorld } from '@studymate/host/testing/world'
import { speakWav } from '../../tools/speech.mjs'
import { callFigure } from './call.ts'
import { chatFigures } from './chat.ts'
import { chatLoadFigures } from './chat-load.ts'
import { chatPageFigures } from './chat-page.ts'
import { verdict } from './figure.ts'
import type { Figure } from './figure.ts'
import { javascriptFigures } from './javascript.ts'
import { levelTestFigure } from './level-test.ts'
import { matchingFigures } from './matching.ts'
import { profileImageFigure } from './profile-image.ts'
import { readFigures, signInFigure } from './reads.ts'
import { report } from './report.ts'
import { openSides } from './sides.ts'
import type { Sides } from './sides.ts'
import { startFigures } from './start.ts'
import { walkFigures } from './walk.ts'

const dist = process.env['STUDYMATE_DIST'] ?? join(fileURLToPath(new URL('../..', import.meta.url)), 'dist')
const TALK = 'I live in a small flat near the river, and I like to cook with my friends. Every weekend we go to the market.'

/** The parts in their order; the first ones want a machine that nothing else has warmed. */
const PARTS: Readonly<Record<string, (sides: Sides) => Promise<readonly Figure[]>>> = {
  reads: readFigures,
  chat: chatFigures,
  'chat-load': (sides) => chatLoadFigures(sides, dist),
  'chat-page': () => chatPageFigures(dist),
  'sign-in': async (sides) => [await signInFigure(sides)],
  'profile-image': async (sides) => [await profileImageFigure(sides)],
  'level-test': async (sides) => [await levelTestFigure(sides)],
  walk: walkFigures,
  call: async ({ host }) => [await callFigure(host.url, await makeWorld(host.url, await speakWav(TALK)))],
  javascript: async ({ host }) => javascriptFigures(host.url, dist, await makeWorld(host.url, await speakWav(TALK))),
}

/** Parts that are wanted; all without. A run of some parts is shown and not written down. */
const wanted = process.argv.slice(2)
const isWanted = (part: string): boolean => wanted.length === 0 || wanted.includes(part)
const unknown = wanted.filter((part) => part !== 'start' && part !== 'matching' && !(part in PARTS))
if (unknown.length > 0) {
  process.stderr.write(`There is no part named ${unknown.join(', ')}: ${[...Object.keys(PARTS), 'matching', 'start'].join(', ')}.\n`)
  process.exit(1)
}

const began = new Date()
const figures: Figure[] = []

/** Measures a part; one that fails is told as not measured and takes no other with it. */
async function measure(part: string, work: () => Promise<readonly Figure[]>): Promise<void> {
  const told = await work().catch((error: unknown): Figure[] => {
    process.exitCode = 1
    const [reason = ''] = String(error).split('\n')
    process.stderr.write(`${part} failed: ${error instanceof Error ? (error.stack ?? error.message) : reason}\n`)
    return [{ name: part, measured: reason, bare: null, value: null, unit: '×', limit: null }]
  })
  for (const figure of told)
    process.stdout.write(`${figure.name}: ${figure.measured}${figure.bare === null ? '' : ` (bare: ${figure.bare})`} — ${verdict(figure)}\n`)
  figures.push(...told)
}

const parts = Object.entries(PARTS).filter(([part]) => isWanted(part))
if (parts.length > 0) {
  const sides = await openSides(dist)
  try {
    for (const [part, work] of parts) await measure(part, () => work(sides))
  } finally {
    await sides.close()
  }
}
// Towns of their own: the biggest one opens last and takes the longest.
if (isWanted('matching')) await measure('matching', () => matchingFigures(dist))
if (isWanted('start')) await measure('start', startFigures)
if (wanted.length === 0) report(figures, began)
process.exit()
