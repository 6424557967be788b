const LOBES = 8
const TABLE = 512

// A Hann-windowed sinc, one side, `TABLE` entries a lobe: computed once, then only looked up.
let kernel: Float64Array | null = null

function kernelTable(): Float64Array {
  if (kernel) return kernel
  const table = new Float64Array(LOBES * TABLE + 2)
  for (let i = 0; i <= LOBES * TABLE; i++) {
    const x = i / TABLE
    const sinc = i === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
    table[i] = sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / LOBES))
  }
  kernel = table
  return table
}

/**
 * Mono samples at another rate by a windowed sinc (8 lobes, Hann), which also cuts what the new rate cannot carry.
 * Linear in the number of samples; lengths agree within one sample. Same rate: the same array. Smith 2002, "Digital Audio Resampling".
 */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples
  const table = kernelTable()
  const scale = Math.min(1, to / from)
  const reach = LOBES / scale
  const out = new Float32Array(Math.round((samples.length * to) / from))
  for (let i = 0; i < out.length; i++) {
    const centre = (i * from) / to
    const first = Math.max(0, Math.ceil(centre - reach))
    const last = Math.min(samples.length - 1, Math.floor(centre + reach))
    let sum = 0
    for (let j = first; j <= last; j++) {
      const position = Math.abs(centre - j) * scale * TABLE
      const index = Math.floor(position)
      const low = table[index] ?? 0
      sum += (samples[j] ?? 0) * (low + ((table[index + 1] ?? 0) - low) * (position - index))
    }
    out[i] = sum * scale
  }
  return out
}
