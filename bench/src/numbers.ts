/** The value below which `share` (0–1) of the values lie, nearest rank; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Runs the sides in turn, round after round, and gives what each round of each side came to. The first round warms up and is left out. */
export async function inTurn<T, K extends string>(rounds: number, sides: Readonly<Record<K, (round: number) => Promise<T>>>): Promise<Record<K, T[]>> {
  const names = Object.keys(sides) as K[]
  const results = Object.fromEntries(names.map((name): [K, T[]] => [name, []])) as Record<K, T[]>
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const result = await sides[name](round)
      if (round > 0) results[name].push(result)
    }
  }
  return results
}
