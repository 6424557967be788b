/** A figure of `bench/README.md`. */
export interface Figure {
  readonly name: string
  /** What was measured, with units. */
  readonly measured: string
  /** The bare platform in the same run, with units; null where there is none. */
  readonly bare: string | null
  /** The value that is held against the limit. */
  readonly value: number | null
  readonly unit: '×' | 's' | 'ms' | 'KB' | 'MB' | '%' | 'rows'
  /** Most that is allowed; null where it is only told. */
  readonly limit: number | null
  /** Where it stands in the plot of sizes. */
  readonly point?: { readonly series: string; readonly people: number }
  /** What the figure is the worst of: a table of its own. */
  readonly walk?: readonly WalkRow[]
}

/** Milliseconds of an operation's valid calls; of none where a call was not answered as it should be, and then `note` says how it was. */
export interface WalkRow {
  readonly operation: string
  readonly calls: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** What is special about it; empty where nothing is. */
  readonly note: string
}

/** Whether a figure holds, and by how much it does not. */
export function verdict({ value, limit, unit }: Figure): string {
  if (value === null) return 'not measured'
  if (limit === null) return 'told only'
  return value <= limit ? 'holds' : `missed by ${round(value - limit)} ${unit}`
}

export function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

export const ms = (value: number): string => `${round(value)} ms`
