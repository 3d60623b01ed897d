/** What each cell of a plan's area is worth, worked out away from the screen: a country's demand has a million cells. */
import { h3Text } from '#core/geo/h3Index'
import { areaWeights } from '#core/planning/areaWeights'
import { readDemand } from '../data/planning/planInputs'
import { serveWorker } from '../platform/serveWorker'
import { planDemandContract } from './planDemandContract'

serveWorker(planDemandContract, {
  async read({ layerId, resolution, cells }, { transfer }) {
    const { weights, scale } = areaWeights(Array.from(cells, h3Text), resolution, await readDemand(layerId))
    const worth = Float32Array.from(weights, (weight) => weight / scale)
    transfer([worth.buffer])
    return worth
  },
})
