/**
 * How loud each of `count` equal parts of a sound is, 0–1, the loudest 1; all 0 of silence or of no samples. Root mean square, so that one click does not make
 * everything else small.
 */
export function peaksOf(samples: Float32Array, count: number): number[] {
  const loud = Array.from({ length: count }, (_, part) => {
    const from = Math.floor((part * samples.length) / count)
    const to = Math.floor(((part + 1) * samples.length) / count)
    let sum = 0
    for (let at = from; at < to; at++) sum += (samples[at] ?? 0) ** 2
    return to > from ? Math.sqrt(sum / (to - from)) : 0
  })
  const most = Math.max(...loud)
  return loud.map((one) => (most > 0.0005 ? one / most : 0))
}
