import { join } from 'node:path'
import { build } from '../../../tools/build.mjs'

/** Builds the worker once, before files that open hosts of their own do it at the same time. */
export default async function setup(): Promise<void> {
  await build({ dist: process.env['STUDYMATE_DIST'] ?? join(import.meta.dirname, '../../../dist'), parts: ['worker'] })
}
