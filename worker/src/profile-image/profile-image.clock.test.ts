import { afterAll, beforeAll, expect, it } from 'vitest'
import { getProfileImage, removeProfileImage, saveProfileImage } from '@studymate/contract/profile-image'
import type { Host } from '@studymate/host/host'
import { person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { jpeg } from '@studymate/host/testing/pictures'
import { openTestHost } from '@studymate/host/testing/test-host'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const EVERY_MINUTE = '* * * * *'
let host: Host

beforeAll(async () => {
  host = await openTestHost()
})
afterAll(() => host.close())

const picture = () => new File([jpeg({ width: 80, height: 40 })], 'me.jpg')
const status = async (address: string | null) => (await fetch(address ?? '')).status

/** What lies in the bucket of a person. */
async function keysOf(of: Person): Promise<string[]> {
  const bucket = await host.miniflare.getR2Bucket('MEDIA')
  const { objects } = await bucket.list({ prefix: `profile-image/${of.userId}/` })
  return objects.map(({ key }) => key.split('/').slice(2).join('/')).toSorted()
}

it('gives an address that stays for days, ends after six, and is followed by another in time', async () => {
  await host.moveClock(0)
  const mina = await person({}, host.url)
  const first = (await mina.ok(saveProfileImage, { image: picture() })).profileImage
  const seen = new Set([first])
  // Within the hour that an access token lives, the window turns at most once.
  for (let minutes = 0; minutes < 50; minutes += 10) {
    await host.moveClock(minutes * 60_000)
    seen.add((await mina.ok(getProfileImage, {})).profileImage)
  }
  expect(seen.size).toBeLessThanOrEqual(2)
  await host.moveClock(2.9 * DAY_MS)
  expect(await status(first)).toBe(200)
  await host.moveClock(6 * DAY_MS + 1000)
  expect(await status(first)).toBe(404)
  await host.moveClock(0)
})

it('leaves no bytes of a picture that was replaced or removed, nor of nine out of ten that came at once', async () => {
  const mina = await person({}, host.url)
  await Promise.all(Array.from({ length: 10 }, () => mina.ok(saveProfileImage, { image: picture(), small: picture() })))
  await expect.poll(() => keysOf(mina), { timeout: 10_000 }).toHaveLength(2)
  expect(await status((await mina.ok(getProfileImage, {})).profileImage)).toBe(200)
  await mina.ok(removeProfileImage, {})
  await expect.poll(() => keysOf(mina), { timeout: 10_000 }).toEqual([])
})

it('clears what a crash left: bytes of an upload that never came to its end, and of a picture whose event was lost', async () => {
  const mina = await person({}, host.url)
  const { profileImage } = await mina.ok(saveProfileImage, { image: picture() })
  const [current = ''] = await keysOf(mina)
  const db = await host.miniflare.getD1Database('DB')
  const bucket = await host.miniflare.getR2Bucket('MEDIA')
  const now = Date.now()
  for (const [imageId, state, at] of [
    ['img_halfway', 'coming', now],
    ['img_replaced', 'gone', now - 30 * DAY_MS],
  ] as const) {
    await db
      .prepare(
        `INSERT INTO profile_images (image_id, user_id, status, content_type, width, height, bytes, created_at) VALUES (?, ?, ?, 'image/jpeg', 1, 1, 1, ?)`,
      )
      .bind(imageId, mina.userId, state, at)
      .run()
    for (const size of ['large', 'small']) await bucket.put(`profile-image/${mina.userId}/${imageId}/${size}`, 'x')
  }
  await host.tick(EVERY_MINUTE)
  expect(await keysOf(mina)).toEqual([current, 'img_halfway/large', 'img_halfway/small'].toSorted())
  await host.moveClock(61 * 60_000)
  await host.tick(EVERY_MINUTE)
  expect(await keysOf(mina)).toEqual([current])
  expect((await db.prepare('SELECT image_id FROM profile_images WHERE user_id = ?').bind(mina.userId).all()).results).toHaveLength(1)
  expect(await status(profileImage)).toBe(200)
  await host.moveClock(0)
})
