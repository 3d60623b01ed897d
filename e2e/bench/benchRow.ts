/** The goal of a figure that is told and promises nothing. */
export const REPORTED = 'reported'

/** One line of the bench: what was measured against its reference in the same run, as a ratio. */
export interface BenchRow {
  name: string
  ratio: number
  /** What the ratio must be, e.g. ">=15" or "<=1.5"; "reported" where nothing is promised. */
  goal: string
  measured: number
  reference: number
  unit: string
}

/** The middle of several timings in milliseconds; a single one says too little on a shared machine. */
export async function medianMs(runs: number, work: () => Promise<unknown> | unknown): Promise<number> {
  const timings: number[] = []
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    await work()
    timings.push(performance.now() - start)
  }
  return median(timings)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** `ratio` to two decimals, timings to whole tenths: more would pretend to a precision that is not there. */
export function benchRow(name: string, goal: string, measured: number, reference: number, ratio: number, unit = 'ms'): BenchRow {
  return {
    name,
    ratio: Number(ratio.toFixed(2)),
    goal,
    measured: Number(measured.toFixed(1)),
    reference: Number(reference.toFixed(1)),
    unit,
  }
}

/** Whether the ratio keeps its goal; null where it has none. @throws Error for a goal of another form. */
export function keepsGoal(row: BenchRow): boolean | null {
  if (row.goal === REPORTED) return null
  const match = /^(>=|<=)([\d.]+)$/.exec(row.goal)
  if (!match) throw new Error(`"${row.goal}" is not a goal`)
  return match[1] === '>=' ? row.ratio >= Number(match[2]) : row.ratio <= Number(match[2])
}
