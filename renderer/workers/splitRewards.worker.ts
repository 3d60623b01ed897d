/** Traces what members and agreements get back to hotspots, away from the thread that draws the map. */
import { hotspotRewards } from '#core/rewards/explain/hotspotRewards'
import type { SplitFile } from '#core/rewards/splitFile'
import { serveWorker } from '../platform/serveWorker'
import { splitRewardsContract } from './splitRewardsContract'

let kept: SplitFile[] = []

serveWorker(splitRewardsContract, {
  async setSplits(splits) {
    kept = splits
    return {}
  },
  read: async (of) => kept.map((split) => hotspotRewards(split, of)),
})
