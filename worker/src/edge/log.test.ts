import { expect, it } from 'vitest'
import { lineOf } from './log.ts'

it('a line of the log holds no mail address, not even one that an error quotes', () => {
  const line = lineOf('warn', 'an event will be delivered again', {
    failures: ['auth.reset-mail: Error: 550 <jiwoo.kim+x@study.example>: no such user'],
    requestId: 'a-1',
  })
  expect(JSON.parse(line)).toEqual({
    level: 'warn',
    message: 'an event will be delivered again',
    failures: ['auth.reset-mail: Error: 550 <(address)>: no such user'],
    requestId: 'a-1',
  })
  expect(lineOf('info', 'x', { stack: 'at file:///a/node_modules/@studymate/worker/index.js:1:2' })).toContain('node_modules/@studymate/worker')
})
