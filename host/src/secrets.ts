import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HostFailure } from './failure.ts'

/** Secrets of an installation, made at its first start and kept in its data folder. */
export interface Secrets {
  readonly JWT_SECRET: string
}

/** Reads the secrets of a folder, or makes them. A damaged file is a clear refusal: new secrets would sign everybody out in silence. */
export function secretsOf(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json')
  if (!existsSync(path)) {
    const made: Secrets = { JWT_SECRET: randomBytes(32).toString('hex') }
    const draft = `${path}.new`
    writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
    renameSync(draft, path)
    return made
  }
  let value: unknown
  try {
    // A backup that was copied back may have lost it. Another owner's file is left as it is.
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600)
  } catch {
    // Then what follows says what is wrong, if anything is.
  }
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    value = null
  }
  const secret = typeof value === 'object' && value !== null && 'JWT_SECRET' in value ? value.JWT_SECRET : null
  if (typeof secret !== 'string' || !/^[0-9a-f]{64,}$/.test(secret)) {
    throw new HostFailure(`The secrets in ${path} are damaged. Put the file back from a backup, or delete it (everybody must then sign in again).`)
  }
  return { JWT_SECRET: secret }
}
