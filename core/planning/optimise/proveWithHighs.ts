/** Solves a proof task with HiGHS. Blocks its thread until the proof is complete or the time is over: call it in a worker. */
import type { Highs } from 'highs'
import { maximumCoverageModel } from './maximumCoverageModel'
import type { Proof, ProofTask } from './prover'

export interface HighsRun {
  timeMs: number
  /** Called from within the search whenever the bound is lower than before. */
  onBound(upperBound: number): void
}

/** Values are whole, so a gap below one is none; the sliver keeps rounding from closing it too early. */
const WHOLE_GAP = 0.999

/** @param highs the loaded solver. */
export function proveWithHighs(highs: Highs, { instance, start }: ProofTask, { timeMs, onBound }: HighsRun): Proof {
  const program = maximumCoverageModel(instance)
  const { columnCount, candidates, constraints, limits } = program
  const rowCount = limits.length
  const model = highs.createModel({
    numCols: columnCount,
    numRows: rowCount,
    sense: highs.constants.objectiveSense.maximize,
    colCost: program.weights,
    colLower: new Float64Array(columnCount),
    colUpper: new Float64Array(columnCount).fill(1),
    rowLower: new Float64Array(rowCount).fill(-highs.infinity),
    rowUpper: limits,
    integrality: program.integrality,
    matrix: {
      format: 'csr',
      numRows: rowCount,
      numCols: columnCount,
      starts: constraints.ptr,
      indices: constraints.idx,
      values: program.factors,
    },
  })
  try {
    model.options.set({
      output_flag: false,
      time_limit: Math.max(0.01, timeMs / 1000),
      mip_rel_gap: 0,
      mip_abs_gap: WHOLE_GAP,
      mip_feasibility_tolerance: 1e-9,
    })
    const isStart = new Set(start)
    model.setSolution({ colValue: startColumns(program, isStart) })
    let bound = Number.POSITIVE_INFINITY
    const run = () =>
      model.run({
        [highs.constants.callbackType.mipInterrupt]({ data }) {
          const found = data.mip_dual_bound
          if (found === undefined || !Number.isFinite(found) || found >= bound - 0.5) return undefined
          bound = found
          onBound(found)
          return undefined
        },
      })
    run()
    const isOptimal = model.getModelStatus() === highs.constants.modelStatus.optimal
    const { colValue } = model.getSolution()
    const sites = Array.from(candidates.keys())
      .filter((column) => (colValue[column] ?? 0) > 0.5)
      .map((column) => candidates[column] ?? 0)
    const last = model.info.get('mip_dual_bound')
    if (typeof last === 'number' && Number.isFinite(last)) bound = Math.min(bound, last)
    return { sites: sites.length > 0 ? sites : null, upperBound: bound, complete: isOptimal }
  } finally {
    model.dispose()
  }
}

/** The whole start, rows and all: HiGHS then has nothing to complete. */
function startColumns(program: ReturnType<typeof maximumCoverageModel>, isStart: ReadonlySet<number>): Float64Array {
  const { columnCount, candidates, constraints } = program
  const values = new Float64Array(columnCount)
  for (const [column, candidate] of candidates.entries()) values[column] = isStart.has(candidate) ? 1 : 0
  let y = candidates.length
  for (let row = 0; y < columnCount; row++, y++) {
    for (let at = constraints.ptr[row] ?? 0; at < (constraints.ptr[row + 1] ?? 0); at++) {
      const column = constraints.idx[at] ?? 0
      if (column < candidates.length && values[column] === 1) values[y] = 1
    }
  }
  return values
}
