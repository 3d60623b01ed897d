import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { FlowPicture } from '#core/rewards/explain/flowPicture'
import type { SplitFile } from '#core/rewards/splitFile'
import { ownData } from '../platform/ownData'

export const splitFlowContract = defineContract({
  calls: {
    /** Keeps the split whose pictures are asked for: narrowing one sends no more than what it is narrowed to. */
    setSplit: { input: ownData<SplitFile>(), output: ownData<object>() },
    /** What flows through the places, or all. */
    draw: { input: z.object({ placeIds: z.array(z.string()).nullable() }), output: ownData<FlowPicture>() },
  },
  events: {},
})
