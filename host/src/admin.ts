import { createHash, randomBytes } from 'node:crypto'
import { isAbsolute, join, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { accountsOf, careFor, inDatabase } from './care/care.ts'
import { quietOf } from './care/worker-process.ts'
import { holderOf } from './lock.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const given = process.env['DATA_DIR'] || '.data'
const dataDir = isAbsolute(given) ? given : resolve(ROOT, given)
const holder = holderOf(join(dataDir, 'lock'))

/** Minutes that a link of `reset-password` works: as long as one that was mailed. */
const LINK_MINUTES = 60

const USAGE = `npm run admin -- <command>
  grant <email>            make an account an administrator of this installation
  revoke <email>           take that back
  list                     show the administrators
  reset-password <email>   print a link with which that person chooses a new password, once, within an hour
  reset-two-factor <email> take away the second factor of somebody who lost both app and backup codes
  sweep                    delete what is due now, and overwrite the bytes of everything that was deleted`

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

/** Works in the database with the accounts, beside the server if it runs. */
async function withAccounts<T>(work: (db: DatabaseSync) => T): Promise<T> {
  const file = accountsOf(dataDir)
  if (file === null) return refuse(`There is no installation in ${dataDir} yet. Start it once with npm start, or name its folder with DATA_DIR.`)
  const quiet = quietOf(holder?.pid ?? null, resolve(dataDir))
  try {
    return await inDatabase(quiet, file, work)
  } finally {
    quiet.close()
  }
}

function addressOf(email: string | undefined): string {
  return email ? email.normalize('NFC').trim().toLowerCase() : refuse(USAGE)
}

async function setRole(email: string | undefined, role: 'ADMIN' | 'MEMBER'): Promise<void> {
  const address = addressOf(email)
  const changes = await withAccounts((db) => Number(db.prepare('UPDATE users SET role = ? WHERE email = ?').run(role, address).changes))
  if (changes === 0) refuse(`Nobody here has the address ${email}.`)
  process.stdout.write(role === 'ADMIN' ? `${email} is now an administrator.\n` : `${email} is no longer an administrator.\n`)
}

/** Where the person opens the link: the address that mails would name. */
function siteUrl(): string {
  return process.env['PUBLIC_URL'] || holder?.url || `http://127.0.0.1:${process.env['PORT'] || 8787}`
}

async function resetPassword(email: string | undefined): Promise<void> {
  const address = addressOf(email)
  const token = randomBytes(32).toString('base64url')
  const hash = createHash('sha256').update(token).digest('hex')
  const now = Date.now()
  const isKnown = await withAccounts((db) => {
    const user = db.prepare('SELECT id FROM users WHERE email = ?').get(address)
    if (!user) return { known: false }
    db.prepare(`INSERT INTO mail_tokens (hash, user_id, purpose, created_at, expires_at) VALUES (?, ?, 'password.reset', ?, ?)`).run(
      hash,
      String(user['id']),
      now,
      now + LINK_MINUTES * 60_000,
    )
    return { known: true }
  })
  if (!isKnown.known) refuse(`Nobody here has the address ${email}.`)
  process.stdout.write(
    `${siteUrl()}/reset?token=${token}\n` +
      `Give this link to ${email} only. It works once, within an hour; with the new password every device of theirs is signed out.\n`,
  )
}

async function resetTwoFactor(email: string | undefined): Promise<void> {
  const address = addressOf(email)
  const taken = await withAccounts((db) => {
    const user = db.prepare('SELECT id FROM users WHERE email = ?').get(address)
    if (!user) return null
    const { changes } = db.prepare('DELETE FROM two_factor WHERE user_id = ?').run(String(user['id']))
    for (const table of ['backup_codes', 'login_challenges']) db.prepare(`DELETE FROM ${table} WHERE user_id = ?`).run(String(user['id']))
    return Number(changes)
  })
  if (taken === null) refuse(`Nobody here has the address ${email}.`)
  process.stdout.write(taken > 0 ? `${email} signs in without a second factor now. Be sure that it was they who asked.\n` : `${email} has no second factor.\n`)
}

async function sweep(): Promise<void> {
  if (accountsOf(dataDir) === null) refuse(`There is no installation in ${dataDir} yet. Start it once with npm start, or name its folder with DATA_DIR.`)
  const { taken, overwritten, busy } = await careFor(dataDir, { hostPid: holder?.pid ?? null, now: Date.now() })
  const rows = Object.entries(taken).map(([name, count]) => `${name} ${count}`)
  process.stdout.write(rows.length === 0 ? 'Nothing was due.\n' : `Deleted what was due: ${rows.join(', ')}.\n`)
  process.stdout.write(`Overwrote what had been deleted in ${overwritten} databases.\n`)
  if (busy.length > 0) refuse(`Not in these, which were in use: ${busy.join('; ')}. Run it again.`)
}

const [command, email] = process.argv.slice(2)
switch (command) {
  case 'grant':
    await setRole(email, 'ADMIN')
    break
  case 'revoke':
    await setRole(email, 'MEMBER')
    break
  case 'list': {
    const rows = await withAccounts((db) => db.prepare(`SELECT email, display_name FROM users WHERE role = 'ADMIN' ORDER BY email`).all())
    process.stdout.write(
      rows.length === 0
        ? 'There is no administrator yet: npm run admin -- grant <email>\n'
        : rows.map((row) => `${String(row['email'] ?? 'no e-mail')}\t${String(row['display_name'])}\n`).join(''),
    )
    break
  }
  case 'reset-password':
    await resetPassword(email)
    break
  case 'reset-two-factor':
    await resetTwoFactor(email)
    break
  case 'sweep':
    await sweep()
    break
  default:
    refuse(USAGE)
}
