import { describe, expect, it } from 'vitest'
import { MOST_UNUSED_UPLOADS, UPLOAD_LIMITS, createUpload, getUpload } from '@studymate/contract/uploads'
import type { Upload, UploadPurpose } from '@studymate/contract/uploads'
import { UploadId } from '@studymate/contract/values'
import { Actor, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { CANARY, heic, jpeg, png, webp } from '@studymate/host/testing/pictures'
import { mp4, ogg, wav, webm } from '@studymate/host/testing/sounds'

const file = (bytes: Uint8Array<ArrayBuffer>, type = 'application/octet-stream', name = 'file') => new File([bytes], name, { type })
const bytesOf = async (reply: Response) => new Uint8Array(await reply.arrayBuffer())
const send = (who: Person, bytes: Uint8Array<ArrayBuffer>, purpose: UploadPurpose, type?: string) => who.ok(createUpload, { file: file(bytes, type), purpose })

describe('an upload', () => {
  it('takes a picture without its metadata and gives it to its owner', async () => {
    const mina = await person()
    const upload = await send(mina, jpeg({ width: 120, height: 80, orientation: 6 }), 'chat-image')
    expect(upload).toMatchObject({ purpose: 'chat-image', contentType: 'image/jpeg', width: 80, height: 120 })
    expect(upload).not.toHaveProperty('durationSeconds')
    expect(await mina.ok(getUpload, { uploadId: upload.uploadId })).toEqual(upload)
    const reply = await fetch(upload.url)
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(upload.size),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'content-disposition': `inline; filename="${upload.uploadId}.jpeg"`,
    })
    expect(reply.headers.get('cache-control')).toMatch(/^private, max-age=\d+$/)
    expect(Buffer.from(await bytesOf(reply)).toString('latin1')).not.toContain(CANARY)
    const etag = reply.headers.get('etag') ?? ''
    expect((await fetch(upload.url, { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  it.each([
    ['a WebM', webm(14), 'audio/webm', 14],
    ['a WebM whose header claims 1 s', webm(14, { claims: 1 }), 'audio/webm', 14],
    ['an MP4', mp4(14), 'audio/mp4', 14],
    ['an Ogg', ogg(14), 'audio/ogg', 14],
    ['a WAV', wav(1), 'audio/wav', 1],
  ])('takes %s for a voice note, whatever its label says (F60)', async (_name, bytes, type, seconds) => {
    const mina = await person()
    const upload = await send(mina, bytes, 'chat-voice', 'audio/webm;codecs=opus')
    expect(upload.contentType).toBe(type)
    expect(Math.abs((upload.durationSeconds ?? 0) - seconds)).toBeLessThan(0.05)
    expect(await bytesOf(await fetch(upload.url))).toEqual(bytes)
  })

  it('gives sound in parts, as players ask', async () => {
    const mina = await person()
    const bytes = wav(1)
    const { url, size } = await send(mina, bytes, 'chat-voice')
    const part = async (range: string) => {
      const reply = await fetch(url, { headers: { range } })
      return { status: reply.status, range: reply.headers.get('content-range'), bytes: await bytesOf(reply) }
    }
    expect((await fetch(url)).headers.get('accept-ranges')).toBe('bytes')
    expect(await part('bytes=0-1')).toEqual({ status: 206, range: `bytes 0-1/${size}`, bytes: bytes.subarray(0, 2) })
    expect(await part('bytes=-4')).toEqual({ status: 206, range: `bytes ${size - 4}-${size - 1}/${size}`, bytes: bytes.subarray(-4) })
    expect(await part(`bytes=${size}-`)).toMatchObject({ status: 416, range: `bytes */${size}` })
    for (const odd of ['bytes=5-1', 'bytes=0-1,3-4', 'bytes=-', 'bytes=x-y', 'bytes=0-99999999999999999999', 'bytes=-1.5', 'words=0-1', ' bytes=0-1'])
      expect([odd, (await part(odd)).status]).toEqual([odd, odd.trim() === 'bytes=0-1' ? 206 : 200])
  })

  const image: UploadPurpose = 'chat-image'
  const voice: UploadPurpose = 'chat-voice'
  const test: UploadPurpose = 'level-test'
  const huge = png({ width: 1, height: 1, claims: { width: 30_000, height: 30_000 } })
  it.each([
    ['nothing as a picture', image, new Uint8Array(), 'VALIDATION_ERROR'],
    ['a page as a picture', image, Buffer.from('<html><script>1</script>'), 'VALIDATION_ERROR'],
    ['a cut picture', image, jpeg({ width: 40, height: 40 }).slice(0, -20), 'VALIDATION_ERROR'],
    ['a picture of a phone that browsers do not show', image, heic(), 'UNSUPPORTED_MEDIA_TYPE'],
    ['a film as a picture', image, webp({ kind: 'lossy', animated: true }), 'UNSUPPORTED_MEDIA_TYPE'],
    ['30,000 × 30,000 pixels', image, huge, 'FILE_TOO_LARGE'],
    ['5 MB and a byte', image, new Uint8Array(UPLOAD_LIMITS[image].bytes + 1), 'FILE_TOO_LARGE'],
    ['sound as a picture', image, wav(1), 'VALIDATION_ERROR'],
    ['a picture as sound', voice, jpeg({ width: 40, height: 40 }), 'VALIDATION_ERROR'],
    ['nothing as sound', voice, new Uint8Array(), 'VALIDATION_ERROR'],
    ['a WAV of 44 bytes', voice, wav(0), 'VALIDATION_ERROR'],
    ['a cut recording', voice, webm(3).slice(0, -2), 'VALIDATION_ERROR'],
    ['a cut MP4', voice, mp4(3).slice(0, -2), 'VALIDATION_ERROR'],
    ['121 s', voice, webm(121), 'FILE_TOO_LARGE'],
    ['121 s that claim 1', voice, mp4(121, { claims: 1 }), 'FILE_TOO_LARGE'],
    ['5 MB and a byte of sound', voice, new Uint8Array(UPLOAD_LIMITS[voice].bytes + 1), 'FILE_TOO_LARGE'],
    ['a film', voice, webm(3, { video: true }), 'UNSUPPORTED_MEDIA_TYPE'],
    ['an mp3', voice, Uint8Array.of(0xff, 0xfb, 0x90, 0x64), 'UNSUPPORTED_MEDIA_TYPE'],
    ['181 s for the level test', test, webm(181), 'FILE_TOO_LARGE'],
    ['12 MB', test, new Uint8Array(12 * 1024 * 1024), 'FILE_TOO_LARGE'],
  ] as const)('refuses %s', async (_name, purpose, bytes, code) => {
    const mina = await person()
    const reply = await mina.call(createUpload, { file: file(Uint8Array.from(bytes)), purpose })
    expect(reply.code).toBe(code)
    expect(reply.status).toBe(code === 'UNSUPPORTED_MEDIA_TYPE' ? 415 : 400)
  })

  it('takes 180 s for the level test', async () => {
    const upload = await send(await person(), webm(180), 'level-test')
    expect(upload.durationSeconds).toBeCloseTo(180, 1)
  })

  it('refuses a body that is none', async () => {
    const mina = await person()
    const bare = (body: BodyInit, type: string) => mina.raw('POST', '/api/v1/uploads', body, { 'content-type': type })
    expect((await bare('{}', 'application/json')).status).toBe(415)
    expect((await bare('--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nRIFF', 'multipart/form-data; boundary=x')).status).toBe(400)
    const form = new FormData()
    form.append('file', 'words')
    form.append('purpose', 'chat-image')
    const { boundary, body } = await new Response(form)
      .arrayBuffer()
      .then((all) => ({ body: all, boundary: Buffer.from(all).toString().split('\r\n')[0]?.slice(2) }))
    expect((await bare(body, `multipart/form-data; boundary=${boundary}`)).status).toBe(400)
    const reply = await mina.call(createUpload, { file: file(wav(1)), purpose: 'profile' as never })
    expect(reply.code).toBe('VALIDATION_ERROR')
  })

  it('says in both languages that there is none, and gives a stranger nothing', async () => {
    const [mina, other] = [await person(), await person()]
    const { uploadId, url } = await send(mina, wav(1), 'chat-voice')
    expect((await other.call(getUpload, { uploadId })).code).toBe('NOT_FOUND')
    expect((await other.call(getUpload, { uploadId: UploadId.parse('upl_nothere') }, { 'accept-language': 'ko' })).message).toBe('찾는 것이 없어요.')
    expect((await other.call(getUpload, { uploadId }, { 'accept-language': 'en' })).message).toBe('We could not find that.')
    const visitor = new Actor()
    expect((await visitor.call(getUpload, { uploadId })).code).toBe('AUTH_001')
    expect((await visitor.call(createUpload, { file: file(wav(1)), purpose: 'chat-voice' })).code).toBe('AUTH_001')
    const [payload = '', signature = ''] = url.split('/').at(-1)?.split('.') ?? []
    const forged = Buffer.from(JSON.stringify([uploadId, other.userId, Date.now() + 1e9])).toString('base64url')
    const later = Buffer.from(payload, 'base64url')
      .toString()
      .replace(/\d+(?=\]$)/, '9999999999999')
    const prolonged = `${Buffer.from(later).toString('base64url')}.${signature}`
    const shifted = [`${payload}.${signature}x`, `${payload}.${signature.slice(0, -2)}`, `${signature}.${payload}`, `${payload}.${signature}.x`]
    const tricks = ['x.y', '..%2f..%2fetc%2fpasswd', '%00', 'x'.repeat(6_000), `${payload}.${'A'.repeat(6_000)}`]
    for (const token of [`${forged}.${signature}`, prolonged, payload, `${payload}.`, ...shifted, ...tricks])
      expect((await fetch(`${url.slice(0, url.lastIndexOf('/'))}/${token}`)).status).toBe(404)
  })

  it('makes one of its own each time, thirty at once too', async () => {
    const mina = await person()
    const picture = jpeg({ width: 40, height: 40 })
    const uploads: Upload[] = await Promise.all(Array.from({ length: 30 }, () => send(mina, picture, 'chat-image')))
    expect(new Set(uploads.map(({ uploadId }) => uploadId)).size).toBe(30)
    expect((await fetch(uploads[29]?.url ?? '')).status).toBe(200)
  })

  it('holds a hundred that nothing uses, and no more, also at once', async () => {
    const mina = await person()
    const picture = jpeg({ width: 8, height: 8, metadata: false })
    const codes = await Promise.all(
      Array.from({ length: 110 }, async () => {
        const reply = await mina.call(createUpload, { file: file(picture), purpose: 'chat-image' })
        if (reply.code === 'RATE_LIMITED') expect(reply.headers['retry-after']).toBeDefined()
        return reply.code
      }),
    )
    expect(codes.filter((code) => code === 'OK')).toHaveLength(MOST_UNUSED_UPLOADS)
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(10)
  })
})
