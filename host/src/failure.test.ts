import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { HostFailure, explain } from './failure.ts'
import { openHost } from './host.ts'
import { lockFolder } from './lock.ts'

const scratch = mkdtempSync(join(tmpdir(), 'studymate-failure-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const about = { dataDir: '/data', host: '127.0.0.1', port: 8787 }
const coded = (code: string) => Object.assign(new Error('x'), { code })

describe('a failure of the machine', () => {
  it.each([
    [coded('EADDRINUSE'), /Port 8787 is taken.*PORT=8788/],
    [coded('EROFS'), /\/data cannot be written/],
    [coded('ENOSPC'), /\/data is full/],
    [new Error('D1_ERROR: database or disk is full: SQLITE_FULL'), /\/data is full/],
    [new Error('attempt to write a readonly database: SQLITE_READONLY'), /cannot be written/],
    [coded('ENOTDIR'), /is not a folder/],
  ])('%s is said in a sentence', (error, sentence) => expect(explain(error, about)?.message).toMatch(sentence))

  it('is none where nobody knows what to do', () => expect(explain(new Error('a bug'), about)).toBeNull())
})

describe('a host', () => {
  it('says when there is no build', async () => {
    await expect(openHost({ dist: join(scratch, 'nothing'), dataDir: null, host: '127.0.0.1', port: 0 })).rejects.toThrow(/There is no build/)
  })
})

describe('a lock', () => {
  it('is taken over from a process that died, also when its number lives again', () => {
    for (const dead of ['{"pid":999999999,"born":"1","url":"x"}', `{"pid":${process.pid},"born":"1","url":"x"}`, 'half a fi']) {
      writeFileSync(join(scratch, 'lock'), dead)
      const lock = lockFolder(scratch, 'http://127.0.0.1:1')
      expect(() => lockFolder(scratch, 'http://127.0.0.1:2')).toThrow(HostFailure)
      lock.release()
    }
  })
})
