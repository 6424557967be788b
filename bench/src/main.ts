import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeWorld } from '@studymate/host/testing/world'
import { speakWav } from '../../tools/speech.mjs'
import { callFigure } from './call.ts'
import { chatFigures } from './chat.ts'
import { verdict } from './figure.ts'
import type { Figure } from './figure.ts'
import { javascriptFigures } from './javascript.ts'
import { levelTestFigure } from './level-test.ts'
import { readFigures, signInFigure } from './reads.ts'
import { report } from './report.ts'
import { openSides } from './sides.ts'
import { startFigures } from './start.ts'

const dist = process.env['STUDYMATE_DIST'] ?? join(fileURLToPath(new URL('../..', import.meta.url)), 'dist')
/** Parts that are wanted; all without. A run of some parts is shown and not written down. */
const wanted = process.argv.slice(2)
const isWanted = (part: string): boolean => wanted.length === 0 || wanted.includes(part)
const figures: Figure[] = []

function add(...more: readonly Figure[]): void {
  for (const figure of more)
    process.stdout.write(`${figure.name}: ${figure.measured}${figure.bare === null ? '' : ` (bare: ${figure.bare})`} — ${verdict(figure)}\n`)
  figures.push(...more)
}

const began = new Date()
if (['reads', 'sign-in', 'chat', 'level-test', 'call', 'javascript'].some(isWanted)) {
  const sides = await openSides(dist)
  try {
    if (isWanted('reads')) add(...(await readFigures(sides)))
    if (isWanted('chat')) add(...(await chatFigures(sides)))
    if (isWanted('sign-in')) add(await signInFigure(sides))
    if (isWanted('level-test')) add(await levelTestFigure(sides))
    if (isWanted('call') || isWanted('javascript')) {
      const talk = await speakWav('I live in a small flat near the river, and I like to cook with my friends. Every weekend we go to the market.')
      const world = await makeWorld(sides.host.url, talk)
      if (isWanted('call')) add(await callFigure(sides.host.url, world))
      if (isWanted('javascript')) add(...(await javascriptFigures(sides.host.url, dist, world)))
    }
  } finally {
    await sides.close()
  }
}
if (isWanted('start')) add(...(await startFigures()))
if (wanted.length === 0) report(figures, began)
process.exit(0)
