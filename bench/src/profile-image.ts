import { saveProfileImage } from '@studymate/contract/profile-image'
import { png } from '@studymate/host/testing/pictures'
import type { Figure } from './figure.ts'
import { ms, round } from './figure.ts'
import { inTurn, median } from './numbers.ts'
import type { Sides } from './sides.ts'

const ROUNDS = 8

/** From the first byte of a picture of 4 MB sent to the last byte of it served, beside the same bytes put into a bucket and got again. */
export async function profileImageFigure({ host, bare, readers }: Sides): Promise<Figure> {
  // One byte a pixel that does not compress; its metadata is what is cut.
  const picture = png({ width: 2047, height: 2048, noise: true })
  const megabytes = round(picture.length / 2 ** 20)
  const timed = async (work: () => Promise<Response>): Promise<number> => {
    const since = performance.now()
    const served = await (await work()).arrayBuffer()
    if (served.byteLength < picture.length - 4096) throw new Error(`${served.byteLength} bytes were served`)
    return performance.now() - since
  }
  const rounds = await inTurn(ROUNDS, {
    bare: () =>
      timed(async () => {
        await fetch(`${bare.url}/bytes`, { method: 'PUT', body: picture })
        return fetch(`${bare.url}/bytes`)
      }),
    ours: (turn) =>
      timed(async () => {
        const who = readers[turn % readers.length]
        if (!who) throw new Error('nobody has a picture')
        const { profileImage } = await who.ok(saveProfileImage, { image: new File([picture], 'me.png', { type: 'image/png' }) })
        return fetch(new URL(profileImage ?? '', host.url))
      }),
  })
  const value = median(rounds.ours.map((took, index) => took / (rounds.bare[index] ?? Number.NaN)))
  return {
    name: `Profile image of ${megabytes} MB sent to served, p50`,
    measured: `${ms(median(rounds.ours))}, ${round(value)} ×`,
    bare: `put and get in the bucket ${ms(median(rounds.bare))}`,
    value,
    unit: '×',
    limit: null,
  }
}
