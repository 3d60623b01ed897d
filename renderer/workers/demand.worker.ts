/** Reads a demand layer from the records, and what of it no site covers, off the UI thread. */
import { type UncoveredDemand, uncoveredDemand } from '#core/coverage/uncoveredDemand'
import { type CellWeights, weightsBuffers } from '#core/demand/cellWeights'
import { readDemand } from '../data/planInputs'
import { serveWorker } from '../platform/workerCall'

export interface DemandInput {
  layerId: string
  /** What is covered, or null to read the demand alone. */
  coverage: { resolution: number; cells: BigUint64Array } | null
}

export interface DemandOutput {
  demand: CellWeights
  uncovered: UncoveredDemand | null
}

serveWorker<DemandInput, DemandOutput>(
  async ({ layerId, coverage }) => {
    const demand = await readDemand(layerId)
    return { demand, uncovered: coverage && uncoveredDemand(demand, coverage) }
  },
  // Both may share the buffers of the demand itself, and a buffer can be handed over once only.
  ({ demand, uncovered }) => [...new Set([...weightsBuffers(demand), ...(uncovered ? weightsBuffers(uncovered.gaps) : [])])],
)
