/** A patch: left, top, width, height in the drawing's own units. */
export type Patch = readonly [x: number, y: number, width: number, height: number]
/** Undyed and plant-dyed tones; decor only. */
export const TONES = ['ramie', 'linen', 'celadon', 'mugwort', 'gardenia', 'plum'] as const
export type Tone = (typeof TONES)[number] | 'learn' | 'give'

/** A seeded stream of numbers in [0, 1) (mulberry32 over an FNV-1a seed). Same seed, same numbers, everywhere. */
export function seeded(seed: string): () => number {
  let a = 2166136261
  for (const char of seed) a = Math.imul(a ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const area = ([, , w, h]: Patch) => w * h

/** Guillotine cuts: always the largest patch, always off centre (0.32–0.68), so that no two patches are equal. */
function cut(random: () => number, width: number, height: number, count: number): Patch[] {
  let patches: Patch[] = [[0, 0, width, height]]
  while (patches.length < count) {
    const [largest, ...rest] = patches.toSorted((p, q) => area(q) - area(p))
    if (!largest) break
    const [x, y, w, h] = largest
    let share = 0.32 + random() * 0.36
    if (Math.abs(share - 0.5) < 0.05) share += 0.08
    const tall = h > w * (0.8 + random() * 0.4)
    const k = Math.round(((tall ? h : w) * share) / 2) * 2
    patches = [
      ...rest,
      ...(tall
        ? ([
            [x, y, w, k],
            [x, y + k, w, h - k],
          ] as const)
        : ([
            [x, y, k, h],
            [x + k, y, w - k, h],
          ] as const)),
    ]
  }
  return patches
}

/** Length of the edge that two patches share; ≤ 0 when they meet at a corner or not at all. */
function sharedEdge([ax, ay, aw, ah]: Patch, [bx, by, bw, bh]: Patch): number {
  return Math.max(Math.min(ax + aw, bx + bw) - Math.max(ax, bx), Math.min(ay + ah, by + bh) - Math.max(ay, by))
}

function touch([ax, ay, aw, ah]: Patch, [bx, by, bw, bh]: Patch): boolean {
  return ax <= bx + bw && bx <= ax + aw && ay <= by + bh && by <= ay + ah
}

/** The shared edge as an SVG path: the running stitch that the seam bar also wears. */
function seamPath([x, y, w, h]: Patch, [u, v, p, q]: Patch): string {
  const left = Math.max(x, u)
  const right = Math.min(x + w, u + p)
  const top = Math.max(y, v)
  return left === right ? `M${left} ${top}V${Math.min(y + h, v + q)}` : `M${left} ${top}H${right}`
}

/** A drawing ready to be rendered. */
export interface ClothDrawing {
  readonly patches: readonly { readonly patch: Patch; readonly tone: Tone; readonly stitched: boolean }[]
  /** Path of the seam between the two voices; only with `hot: 'both'`. */
  readonly seam: string | null
}

/** What a cloth is about: one indigo patch, one persimmon, both joined by a seam, or none. */
export type Hot = 'learn' | 'give' | 'both' | 'none'

/** Jogakbo from a seed: `count` (5–9) uneven patches, no tone beside itself, one saturated. Deterministic. */
export function drawCloth(
  seed: string,
  size: { readonly width: number; readonly height: number; readonly count: number; readonly hot: Hot; readonly inset: number },
): ClothDrawing {
  const random = seeded(seed)
  const patches = cut(random, size.width, size.height, size.count)
  const bySize = patches.toSorted((p, q) => area(p) - area(q))
  const one = bySize[Math.floor(size.count * 0.35)]
  const beside = (least: number) => bySize.find((p) => one && p !== one && touch(p, one) && sharedEdge(p, one) >= least)
  const two = beside(24) ?? beside(1)
  const tones = new Map<Patch, Tone>()
  for (const patch of patches) {
    const near = new Set(patches.filter((other) => other !== patch && touch(patch, other)).map((other) => tones.get(other)))
    const free = TONES.filter((tone) => !near.has(tone))
    tones.set(patch, free[Math.floor(random() * free.length)] ?? 'ramie')
  }
  if (one && size.hot !== 'none') tones.set(one, size.hot === 'give' ? 'give' : 'learn')
  if (two && size.hot === 'both') tones.set(two, 'give')
  const room = size.inset * 4
  return {
    patches: patches.map((patch) => ({
      patch,
      tone: tones.get(patch) ?? 'ramie',
      stitched: size.inset > 0 && patch[2] > room && patch[3] > room && (patch === one || patch === two || random() < 0.55),
    })),
    seam: one && two && size.hot === 'both' ? seamPath(one, two) : null,
  }
}

/** A person's patch, 40 × 40: one large plain piece that holds the initial, three around it. */
export function drawAvatar(seed: string): {
  readonly pieces: readonly { readonly tone: Tone; readonly patch: Patch }[]
  readonly x: number
  readonly y: number
} {
  const random = seeded(seed)
  const k = 26 + Math.floor(random() * 4)
  const m = 40 - k
  const turn = Math.floor(random() * 4)
  const [a = 'ramie', b = 'linen', c = 'celadon', d = 'mugwort'] = TONES.map((tone) => ({ tone, at: random() }))
    .toSorted((p, q) => p.at - q.at)
    .map(({ tone }) => tone)
  const j = Math.round(k * (0.35 + random() * 0.3))
  const fx = (x: number, w: number) => (turn & 1 ? 40 - x - w : x)
  const fy = (y: number, h: number) => (turn & 2 ? 40 - y - h : y)
  const piece = (tone: Tone, x: number, y: number, w: number, h: number) => ({ tone, patch: [fx(x, w), fy(y, h), w, h] as const })
  return {
    pieces: [piece(a, 0, 0, k, k), piece(b, k, 0, m, j), piece(c, k, j, m, 40 - j), piece(d, 0, k, k, m)],
    x: fx(0, k) + k / 2,
    y: fy(0, k) + k / 2,
  }
}
