/** What is worth covering: one weight per H3 cell of one resolution, in typed arrays that cross threads without being copied. */
import type { FileProblem } from '../files/fileProblem'
import { countText } from '../words/countText'
import { exactSum } from './exactSum'

export interface CellWeights {
  resolution: number
  /** H3 indexes, ascending, each once. */
  cells: BigUint64Array
  /** Finite and not negative, one for each cell. */
  weights: Float64Array
  /** Sum of the weights, rounded once. */
  total: number
  /** What one unit of weight is, e.g. "people". */
  unit: string
  /** Where the weights come from, for people: a file's name, or what was done to it. */
  source: string
  /** Sentences a person should know before trusting the weights, e.g. that splitting added no information. */
  notes: string[]
}

/** Weights as a file gave them, with all that was wrong in it. */
export interface WeightsReading extends CellWeights {
  /** Data rows, or samples that hold a value. */
  rows: number
  /** The first of the problems by line; `problemCount` counts them all. */
  problems: FileProblem[]
  problemCount: number
  /** Rows whose cell an earlier row named too; their weights were added. */
  duplicates: number
}

/** What a person should know of rows whose cell an earlier row named too. */
export function repeatedCellsNote(duplicates: number): string {
  return `${countText(duplicates, 'row names a cell', 'rows name cells')} named before: the weights were added.`
}

/** The buffers to hand over when this crosses to another thread. */
export function weightsBuffers({ cells, weights }: CellWeights): ArrayBuffer[] {
  return [cells.buffer as ArrayBuffer, weights.buffer as ArrayBuffer]
}

/** The same weights with other numbers; the total follows them. */
export function withWeights(
  base: CellWeights,
  change: { resolution?: number; cells: BigUint64Array; weights: Float64Array; notes?: string[] },
): CellWeights {
  return {
    resolution: change.resolution ?? base.resolution,
    cells: change.cells,
    weights: change.weights,
    total: exactSum(change.weights),
    unit: base.unit,
    source: base.source,
    notes: change.notes ?? base.notes,
  }
}

/** Position of a cell, or -1. */
export function indexOfCell(cells: BigUint64Array, cell: bigint): number {
  let low = 0
  let high = cells.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = cells[middle] ?? 0n
    if (found === cell) return middle
    if (found < cell) low = middle + 1
    else high = middle - 1
  }
  return -1
}
