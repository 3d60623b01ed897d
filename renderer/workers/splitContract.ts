import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { SplitInput } from '#core/rewards/splitByTerms'
import type { SplitFile } from '#core/rewards/splitFile'
import { ownData } from '../platform/ownData'

export const splitContract = defineContract({
  calls: {
    /** Saves nothing. */
    split: {
      input: ownData<SplitInput>(),
      output: ownData<SplitFile>(),
      progress: z.object({ done: z.number(), total: z.number() }),
    },
  },
  events: {},
})
