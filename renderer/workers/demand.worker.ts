/** Reads a demand layer from the records, and what of it no site covers, off the UI thread. */
import { uncoveredDemand } from '#core/coverage/uncoveredDemand'
import { weightsBuffers } from '#core/demand/cellWeights'
import { readDemand } from '../data/planning/planInputs'
import { serveWorker } from '../platform/serveWorker'
import { demandContract } from './demandContract'

serveWorker(demandContract, {
  async read({ layerId, coverage }, { transfer }) {
    const demand = await readDemand(layerId)
    const uncovered = coverage && uncoveredDemand(demand, coverage)
    // Both may share the buffers of the demand itself, and a buffer can be handed over once only.
    transfer([...new Set([...weightsBuffers(demand), ...(uncovered ? weightsBuffers(uncovered.gaps) : [])])])
    return { demand, uncovered }
  },
})
