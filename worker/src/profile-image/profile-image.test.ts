import { describe, expect, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import * as chat from '@studymate/contract/chat'
import * as matching from '@studymate/contract/matching'
import * as notifications from '@studymate/contract/notifications'
import * as contract from '@studymate/contract/profile-image'
import * as safety from '@studymate/contract/safety'
import * as user from '@studymate/contract/user'
import { orientationTiff } from '@studymate/domain/images/exif'
import { Actor, learner, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { CANARY, heic, jpeg, png, webp } from '@studymate/host/testing/pictures'

const file = (bytes: Uint8Array<ArrayBuffer>, name = 'me.jpg', type = 'image/jpeg') => new File([bytes], name, { type })
const turned = () => file(jpeg({ width: 400, height: 200, orientation: 6 }))
const small = () => file(jpeg({ width: 96, height: 48, metadata: false }), 'small.jpg')
const text = async (reply: Response) => Buffer.from(await reply.arrayBuffer()).toString('latin1')

/** What a browser gets for an `<img>`: no token, no header of ours. */
const seen = (address: string | null | undefined, headers: Record<string, string> = {}) => fetch(address ?? 'about:blank', { headers })

/** Which picture an address shows, and in which size. */
const shownBy = (address: string | null | undefined): string => {
  const [payload = ''] = (address?.split('/').at(-1) ?? '').split('.')
  const [, imageId, size]: string[] = JSON.parse(Buffer.from(payload, 'base64url').toString() || '[]')
  return `${imageId} ${size}`
}

async function until(work: () => Promise<boolean>): Promise<void> {
  await expect.poll(work, { timeout: 10_000, interval: 100 }).toBe(true)
}

/** Two who are partners, and their room. */
async function partners(): Promise<{ mina: Person; emma: Person; roomId: string }> {
  const [mina, emma] = await Promise.all([
    learner({ speaks: 'ko', learns: 'en', displayName: 'Mina' }),
    learner({ speaks: 'en', learns: 'ko', displayName: 'Emma' }),
  ])
  const asked = await mina.ok(matching.requestMatch, { targetUserId: emma.userId, message: 'Hello' })
  if (asked.status !== 'open') throw new Error(asked.status)
  const { roomId } = await emma.ok(matching.acceptMatch, { requestId: asked.requestId })
  return { mina, emma, roomId }
}

describe('a picture', () => {
  it('is saved without its metadata, the way it lies, and shown to who has its address', async () => {
    const mina = await person()
    expect(await mina.ok(contract.getProfileImage, {})).toEqual({ profileImage: null, smallProfileImage: null })
    const saved = await mina.ok(contract.saveProfileImage, { image: turned(), small: small() })
    expect(await mina.ok(contract.getProfileImage, {})).toEqual(saved)
    expect((await mina.ok(user.getProfile, {})).profileImage).toBe(saved.profileImage)
    expect((await mina.ok(auth.whoAmI, {})).profileImage).toBe(saved.profileImage)

    const large = await seen(saved.profileImage)
    expect(large.status).toBe(200)
    expect(Object.fromEntries(large.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline; filename="profile.jpeg"',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    })
    const age = Number(/^private, max-age=(\d+), immutable$/.exec(large.headers.get('cache-control') ?? '')?.[1])
    expect(age / 86_400).toBeGreaterThan(2.9)
    expect(age / 86_400).toBeLessThanOrEqual(6)
    const bytes = await text(large)
    expect(bytes).not.toContain(CANARY)
    expect(bytes).toContain(`Exif\0\0${Buffer.from(orientationTiff(6)).toString('latin1')}`)
    expect((await text(await seen(saved.smallProfileImage))).length).toBeLessThan(bytes.length)
  })

  it('is not sent again to who has it', async () => {
    const mina = await person()
    const { profileImage } = await mina.ok(contract.saveProfileImage, { image: turned() })
    const first = await seen(profileImage)
    const etag = first.headers.get('etag') ?? ''
    for (const tag of [etag, `"other", ${etag}`, `W/${etag}`]) expect((await seen(profileImage, { 'if-none-match': tag })).status).toBe(304)
    expect((await seen(profileImage, { 'if-none-match': '"other"' })).status).toBe(200)
    expect((await mina.ok(contract.getProfileImage, {})).profileImage).toBe(profileImage)
  })

  it('serves for lists too where no small one came, in each format', async () => {
    const mina = await person()
    for (const [bytes, type] of [
      [png({ width: 40, height: 20 }), 'image/png'],
      [webp({ kind: 'lossy' }), 'image/webp'],
      [webp({ kind: 'lossless' }), 'image/webp'],
    ] as const) {
      const { smallProfileImage } = await mina.ok(contract.saveProfileImage, { image: file(bytes, 'wrong.gif', 'image/gif') })
      const reply = await seen(smallProfileImage)
      expect([reply.status, reply.headers.get('content-type')]).toEqual([200, type])
      expect(await text(reply)).not.toContain(CANARY)
    }
  })

  it('is a path for our own pages, and a whole address for everybody else', async () => {
    const mina = await person()
    const { profileImage } = await mina.ok(contract.saveProfileImage, { image: turned() })
    expect(profileImage).toMatch(/^http:\/\/[\w.]+:\d+\/media\/profile-image\//)
    const here = await mina.ok(contract.getProfileImage, {}, { 'sec-fetch-site': 'same-origin' })
    expect(here.profileImage).toMatch(/^\/media\/profile-image\//)
    expect(profileImage?.endsWith(here.profileImage ?? '?')).toBe(true)
  })
})

describe('its address', () => {
  it('is made by nobody else: not from another, not for another purpose, not for another version', async () => {
    const [mina, emma] = await Promise.all([person(), person()])
    const mine = (await mina.ok(contract.saveProfileImage, { image: turned() })).profileImage ?? ''
    const [payload = '', signature = ''] = (mine.split('/').at(-1) ?? '').split('.')
    const [userId, imageId, , viewerId, expiresAt]: string[] = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const at = (token: string) => `${mine.slice(0, mine.lastIndexOf('/'))}/${token}`
    for (const token of [
      payload,
      `${payload}.`,
      `${payload}.${signature}.x`,
      `${payload}.${signature.slice(0, -4)}`,
      `${forged([userId, imageId, 'large', viewerId, Number(expiresAt) + 1])}.${signature}`,
      `${forged([userId, imageId, 'large', emma.userId, expiresAt])}.${signature}`,
      `${forged(['..', '..', 'large', '', 1e15])}.${signature}`,
      '%00',
    ]) {
      const reply = await seen(at(token))
      expect([token.slice(-20), reply.status, reply.headers.get('cache-control')]).toEqual([token.slice(-20), 404, 'no-store'])
    }
    expect((await fetch(mine.replace('/media/profile-image/', '/media/level-test/'))).status).toBe(404)
  })

  it('ends with the picture, at once: replaced or removed', async () => {
    const mina = await person()
    const first = await mina.ok(contract.saveProfileImage, { image: turned(), small: small() })
    const second = await mina.ok(contract.saveProfileImage, { image: turned() })
    expect(second.profileImage).not.toBe(first.profileImage)
    for (const address of [first.profileImage, first.smallProfileImage]) expect((await seen(address)).status).toBe(404)
    expect((await seen(second.profileImage)).status).toBe(200)
    const none = { profileImage: null, smallProfileImage: null }
    expect(await mina.ok(contract.removeProfileImage, {})).toEqual(none)
    expect(await mina.ok(contract.removeProfileImage, {})).toEqual(none)
    expect(await mina.ok(contract.getProfileImage, {})).toEqual(none)
    expect((await seen(second.profileImage)).status).toBe(404)
  })

  it('is one for thirty uploads at once', async () => {
    const mina = await person()
    const replies = await Promise.all(Array.from({ length: 30 }, () => mina.call(contract.saveProfileImage, { image: turned() })))
    expect(new Set(replies.map((reply) => reply.code))).toEqual(new Set(['OK']))
    const { profileImage } = await mina.ok(contract.getProfileImage, {})
    expect((await seen(profileImage)).status).toBe(200)
    for (const { data } of replies) if (data?.profileImage !== profileImage) expect((await seen(data?.profileImage)).status).toBe(404)
    expect((await seen(profileImage)).status).toBe(200)
  })
})

describe('who may see it', () => {
  it('is given its address: in the list, the profile, the request, the chat, the bell; and nobody without a token', async () => {
    const { mina, emma, roomId } = await partners()
    const hers = await mina.ok(contract.saveProfileImage, { image: turned(), small: small() })
    const [large, little] = [shownBy(hers.profileImage), shownBy(hers.smallProfileImage)]
    const given = (await emma.ok(matching.matchProfile, { userId: mina.userId })).profileImage
    expect([shownBy(given), (await seen(given)).status]).toEqual([large, 200])
    expect(shownBy((await emma.ok(matching.listPartners, {}))[0]?.profileImage)).toBe(little)
    // Room and bell follow by events.
    await until(async () => shownBy((await emma.ok(chat.listRooms, {}))[0]?.partner.profileImage) === little)
    expect(shownBy((await emma.ok(chat.getRoom, { roomId })).partner.profileImage)).toBe(little)
    // The line was rung before there was a picture: it shows the one of today.
    const emmas = await emma.ok(contract.saveProfileImage, { image: turned(), small: small() })
    const inBell = async () => (await mina.ok(notifications.listNotifications, {})).map(({ data }) => ('from' in data ? shownBy(data.from.profileImage) : null))
    await until(async () => (await inBell()).includes(shownBy(emmas.smallProfileImage)))
    // Whoever is blocked sees it no more, at once; the one who blocked still knows whom.
    await mina.ok(safety.blockUser, { userId: emma.userId })
    expect((await seen(given)).status).toBe(404)
    expect((await seen(hers.profileImage)).status).toBe(200)
    const blocked = (await mina.ok(safety.listBlocks, {}))[0]?.profileImage
    expect([shownBy(blocked), (await seen(blocked)).status]).toEqual([shownBy(emmas.smallProfileImage), 200])

    const stranger = await learner({ speaks: 'en', learns: 'ko' })
    const card = (await stranger.ok(matching.listMatches, { size: 100 })).find(({ userId }) => userId === mina.userId)
    if (card) expect(shownBy(card.profileImage)).toBe(little)
    const visitor = new Actor()
    for (const operation of [contract.getProfileImage, contract.removeProfileImage]) expect((await visitor.call(operation, {})).code).toBe('AUTH_001')
    expect((await visitor.call(contract.saveProfileImage, { image: turned() })).code).toBe('AUTH_001')
  })
})

describe('what is refused', () => {
  it('is an upload that is no PNG, JPEG or WebP, whatever it is called', async () => {
    const mina = await person()
    const bytes = (words: string) => new Uint8Array(Buffer.from(words, 'latin1'))
    const wrong: readonly [Uint8Array<ArrayBuffer>, string, number][] = [
      [heic(), 'UNSUPPORTED_MEDIA_TYPE', 415],
      [bytes('GIF89a…'), 'UNSUPPORTED_MEDIA_TYPE', 415],
      [bytes('BM…'), 'UNSUPPORTED_MEDIA_TYPE', 415],
      [bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'UNSUPPORTED_MEDIA_TYPE', 415],
      [webp({ kind: 'lossy', animated: true }), 'UNSUPPORTED_MEDIA_TYPE', 415],
      [bytes('<!doctype html><script>alert(1)</script>'), 'VALIDATION_ERROR', 400],
      [bytes(''), 'VALIDATION_ERROR', 400],
      [jpeg({ width: 80, height: 40 }).slice(0, 300), 'VALIDATION_ERROR', 400],
    ]
    for (const [content, code, status] of wrong) expect(await mina.call(contract.saveProfileImage, { image: file(content) })).toMatchObject({ code, status })
    expect((await mina.ok(contract.getProfileImage, {})).profileImage).toBeNull()
  })

  it('is a bomb, by its header: 30,000 × 30,000 in 100 KB, 20,000 × 20,000, more than 5 MB (F61)', async () => {
    const mina = await person()
    const bomb = await mina.call(contract.saveProfileImage, {
      image: file(png({ width: 300, height: 330, claims: { width: 30_000, height: 30_000 }, noise: true })),
    })
    expect(bomb).toMatchObject({ code: 'FILE_TOO_LARGE', status: 400, details: { maxPixels: 40_000_000, width: 30_000, height: 30_000 } })
    const wide = await mina.call(
      contract.saveProfileImage,
      { image: file(png({ width: 8, height: 8, claims: { width: 20_000, height: 20_000 } })) },
      { 'accept-language': 'ko' },
    )
    expect(wide).toMatchObject({ code: 'FILE_TOO_LARGE', message: '파일이 너무 커요.' })
    const heavy = new Uint8Array(5 * 1024 * 1024 + 1)
    expect(await mina.call(contract.saveProfileImage, { image: file(heavy) })).toMatchObject({ code: 'FILE_TOO_LARGE', details: { maxBytes: 5 * 1024 * 1024 } })
    expect(await mina.call(contract.saveProfileImage, { image: file(new Uint8Array(8 * 1024 * 1024)) })).toMatchObject({ code: 'FILE_TOO_LARGE', status: 400 })
    expect((await mina.call(contract.saveProfileImage, { image: file(png({ width: 2200, height: 2200, noise: true })) })).code).toBe('OK')
  })

  it('is a small copy that is not small', async () => {
    const mina = await person()
    const upload = (copy: File) => mina.call(contract.saveProfileImage, { image: turned(), small: copy })
    expect(await upload(file(jpeg({ width: 264, height: 8 })))).toMatchObject({ code: 'VALIDATION_ERROR' })
    expect(await upload(file(png({ width: 250, height: 250, noise: true }).slice(0, 100)))).toMatchObject({ code: 'VALIDATION_ERROR' })
    expect(await upload(file(new Uint8Array(128 * 1024 + 1)))).toMatchObject({ code: 'FILE_TOO_LARGE', details: { path: 'small' } })
  })

  it('is a body of another kind, and fields that are not its own', async () => {
    const mina = await person()
    const path = '/api/v1/user/profile-image'
    expect((await mina.raw('PATCH', path, '{"profileImage":"http://evil.example/x.png"}')).status).toBe(415)
    // A bare FormData names its own boundary.
    const send = async (fields: Record<string, string | File>) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      const request = new Request(mina.url + path, {
        method: 'PATCH',
        body,
        headers: { authorization: `Bearer ${mina.token}`, 'x-forwarded-for': mina.address },
      })
      const reply: { error?: { code: string } } = await (await fetch(request)).json()
      return reply.error?.code ?? 'OK'
    }
    expect(await send({ image: 'http://evil.example/x.png' })).toBe('VALIDATION_ERROR')
    expect(await send({})).toBe('VALIDATION_ERROR')
    expect(await send({ image: turned(), role: 'ADMIN' })).toBe('VALIDATION_ERROR')
    expect(await send({ image: turned(), userId: 'user_somebody1' })).toBe('VALIDATION_ERROR')
    expect(await send({ image: turned() })).toBe('OK')
  })

  it('is what hides behind a picture: it is cut', async () => {
    const mina = await person()
    const html = new Uint8Array(Buffer.from('<html><script>alert(1)</script>'))
    const { profileImage } = await mina.ok(contract.saveProfileImage, { image: file(jpeg({ width: 80, height: 40, after: html }), 'x.html', 'text/html') })
    const reply = await seen(profileImage)
    expect(reply.headers.get('content-type')).toBe('image/jpeg')
    expect(await text(reply)).not.toContain('script')
  })
})
