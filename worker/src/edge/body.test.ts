import { expect, it } from 'vitest'
import { register } from '@studymate/contract/auth'
import { readBody } from './body.ts'

const sent = (body: ReadableStream<Uint8Array>) =>
  new Request('https://study.example/', { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' } as RequestInit)
const piece = (text: string) => new TextEncoder().encode(text)

it('puts the pieces of a body together', async () => {
  const body = new ReadableStream<Uint8Array>({
    start(line) {
      for (const part of ['{"email":', '"a@study', '.example"}']) line.enqueue(piece(part))
      line.close()
    },
  })
  expect(await readBody(sent(body), register)).toMatchObject({ fields: { email: 'a@study.example' } })
})

it('answers a line that broke in the middle of a body', async () => {
  let pieces = 0
  const body = new ReadableStream<Uint8Array>({
    pull(line) {
      pieces += 1
      if (pieces === 1) line.enqueue(piece('{"email":'))
      else line.error(new Error('Network connection lost.'))
    },
  })
  expect(await readBody(sent(body), register)).toMatchObject({
    code: 'VALIDATION_ERROR',
    details: { issues: [{ message: 'The body ended before its length.' }] },
  })
})

it('hides no fault of ours: a body that something else reads already is a throw, which is logged', async () => {
  const request = sent(new ReadableStream<Uint8Array>({ start: (line) => line.close() }))
  request.body?.getReader()
  await expect(readBody(request, register)).rejects.toThrow(TypeError)
})
