import { defineContract } from '#core/contract/defineContract'
import type { RewardsOf } from '#core/rewards/explain/hotspotRewards'
import type { SplitFile } from '#core/rewards/splitFile'
import { ownData } from '../platform/ownData'

export const splitRewardsContract = defineContract({
  calls: {
    /** Keeps the splits that are asked about: another member or agreement sends no more than which. */
    setSplits: { input: ownData<SplitFile[]>(), output: ownData<object>() },
    /** Of each split what its hotspots stand for, by hotspot key. */
    read: { input: ownData<RewardsOf>(), output: ownData<Map<string, bigint>[]>() },
  },
  events: {},
})
