import { randomInt } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'
import { accountsOf } from '#care/care'
import { HostFailure } from '#failure'
import { GUESTS } from './cast.ts'
import type { Name } from './cast.ts'

const Marker = z.object({ password: z.string(), isFilled: z.boolean() })
/** What a data folder remembers of its made-up people. */
export type Marker = z.infer<typeof Marker>

const pathIn = (dataDir: string) => join(dataDir, 'demo.json')

/** The address of somebody who was made up: of a domain that no mail can reach (RFC 2606). */
export function emailOf(name: Name): string {
  return `${name}@demo.example`
}

/** Says that a folder's people are made up; for as long as the folder lives, with `DEMO` or without. */
export function keepMarker(dataDir: string, marker: Marker): void {
  writeFileSync(`${pathIn(dataDir)}.new`, `${JSON.stringify(marker, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${pathIn(dataDir)}.new`, pathIn(dataDir))
}

/** What a folder remembers; null where people are real, or nobody is there yet. */
export function markerOf(dataDir: string): Marker | null {
  if (!existsSync(pathIn(dataDir))) return null
  try {
    return Marker.parse(JSON.parse(readFileSync(pathIn(dataDir), 'utf8')))
  } catch {
    throw new HostFailure(`${pathIn(dataDir)} is damaged. Put it back from a backup, or choose another folder with DATA_DIR.`)
  }
}

function hasPeople(dataDir: string): boolean {
  const file = accountsOf(dataDir)
  if (file === null) return false
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    return db.prepare('SELECT 1 FROM users LIMIT 1').get() !== undefined
  } finally {
    db.close()
  }
}

/** The marker of a folder that is to be filled: its own, or a new one. Refuses a folder with people in it, and a mail server. */
export function markerToFill(dataDir: string, sendsMail: boolean): Marker {
  const known = markerOf(dataDir)
  if (known) return known
  if (hasPeople(dataDir))
    throw new HostFailure(
      `DEMO=1 fills an empty data folder only, and ${dataDir} has people in it. Start without DEMO, or choose another folder with DATA_DIR.`,
    )
  if (sendsMail) throw new HostFailure('DEMO=1 makes up people whose addresses do not exist. Start it without SMTP_URL and MAIL_API_URL.')
  const made = { password: `maru-${randomInt(1000, 9999)}-${randomInt(1000, 9999)}-Sol`, isFilled: false }
  keepMarker(dataDir, made)
  return made
}

/** What the pages are told, so that one can look around by a button. */
export function bindingOf({ password }: Marker): string {
  return JSON.stringify({ emails: { ko: emailOf(GUESTS.ko), en: emailOf(GUESTS.en) }, password })
}
