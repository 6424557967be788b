import { existsSync, readdirSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const given = process.env['DATA_DIR'] || '.data'
const dataDir = isAbsolute(given) ? given : resolve(ROOT, given)

const USAGE = `npm run admin -- <command>
  grant <email>    make an account an administrator of this installation
  revoke <email>   take that back
  list             show the administrators`

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

/** The database with the accounts. SQLite lets a second process in beside the server, so it may run or not. */
function openDatabase(): DatabaseSync {
  const state = join(dataDir, 'state')
  const files = existsSync(state) ? readdirSync(state, { recursive: true, encoding: 'utf8' }).filter((path) => /d1.*\.sqlite$/.test(path)) : []
  for (const file of files) {
    const db = new DatabaseSync(join(state, file))
    db.exec('PRAGMA busy_timeout = 5000')
    if (db.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'users'`).get()) return db
    db.close()
  }
  return refuse(`There is no installation in ${dataDir} yet. Start it once with npm start, or name its folder with DATA_DIR.`)
}

function setRole(email: string | undefined, role: 'ADMIN' | 'MEMBER'): void {
  if (!email) refuse(USAGE)
  const { changes } = openDatabase().prepare('UPDATE users SET role = ? WHERE email = ?').run(role, email.normalize('NFC').trim().toLowerCase())
  if (changes === 0) refuse(`Nobody here has the address ${email}.`)
  process.stdout.write(role === 'ADMIN' ? `${email} is now an administrator.\n` : `${email} is no longer an administrator.\n`)
}

const [command, email] = process.argv.slice(2)
switch (command) {
  case 'grant':
    setRole(email, 'ADMIN')
    break
  case 'revoke':
    setRole(email, 'MEMBER')
    break
  case 'list': {
    const rows = openDatabase().prepare(`SELECT email, display_name FROM users WHERE role = 'ADMIN' ORDER BY email`).all()
    process.stdout.write(
      rows.length === 0
        ? 'There is no administrator yet: npm run admin -- grant <email>\n'
        : rows.map((row) => `${String(row['email'])}\t${String(row['display_name'])}\n`).join(''),
    )
    break
  }
  default:
    refuse(USAGE)
}
