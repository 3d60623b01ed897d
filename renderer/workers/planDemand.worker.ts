/** What each cell of a plan's area is worth, worked out away from the screen: a country's demand has a million cells. */
import { h3Text } from '#core/geo/h3Index'
import { areaWeights } from '#core/planning/areaWeights'
import { readDemand } from '../data/planInputs'
import { serveWorker } from '../platform/workerCall'

export interface PlanDemandInput {
  layerId: string
  resolution: number
  /** H3 indexes of the area, ascending. */
  cells: BigUint64Array
}

serveWorker<PlanDemandInput, Float32Array>(
  async ({ layerId, resolution, cells }) => {
    const { weights, scale } = areaWeights(Array.from(cells, h3Text), resolution, await readDemand(layerId))
    return Float32Array.from(weights, (weight) => weight / scale)
  },
  (weights) => [weights.buffer],
)
