/** Weights as chunks of a demand layer: columns of cells and weights, a few megabytes each. */
import type { CellWeights } from '#core/demand/cellWeights'

const CELLS_PER_CHUNK = 250_000

export function* demandChunks({ cells, weights }: Pick<CellWeights, 'cells' | 'weights'>) {
  for (let start = 0; start < cells.length; start += CELLS_PER_CHUNK) {
    // Copies: what is stored would otherwise drag the whole columns along.
    yield { cells: cells.slice(start, start + CELLS_PER_CHUNK), weights: weights.slice(start, start + CELLS_PER_CHUNK) }
  }
}

export function demandChunkCount(cells: number): number {
  return Math.ceil(cells / CELLS_PER_CHUNK)
}
