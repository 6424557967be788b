import { expect, it } from 'vitest'
import { gate } from './gate.ts'

it('runs two at once, lets two more wait in order, refuses the fifth, and goes on after a work that failed', async () => {
  const through = gate(2, 2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const work = (n: number, fails = false) =>
    through(
      () =>
        new Promise<number>((resolve, reject) => {
          begun.push(n)
          ends.push(() => (fails ? reject(new Error('failed')) : resolve(n)))
        }),
    )
  const first = work(1, true)
  const others = [work(2), work(3), work(4)]
  expect(await work(5)).toBeNull()
  expect(begun).toEqual([1, 2])
  ends[0]?.()
  await expect(first).rejects.toThrow('failed')
  expect(begun).toEqual([1, 2, 3])
  ends[1]?.()
  await others[0]
  expect(begun).toEqual([1, 2, 3, 4])
  for (const end of ends) end()
  expect(await Promise.all(others)).toEqual([2, 3, 4])
  const again = work(6)
  ends.at(-1)?.()
  expect(await again).toBe(6)
})
