import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { SplitComparison } from '#core/rewards/explain/compareSplits'
import type { SplitInput } from '#core/rewards/splitByTerms'
import type { SplitFile } from '#core/rewards/splitFile'
import { ownData } from '../platform/ownData'

const progress = z.object({ done: z.number(), total: z.number() })

export const splitContract = defineContract({
  calls: {
    /** Saves nothing. */
    split: { input: ownData<SplitInput>(), output: ownData<SplitFile>(), progress },
    /** Why members are paid more or less than before. */
    compare: { input: ownData<{ before: SplitFile; now: SplitFile }>(), output: ownData<SplitComparison>(), progress },
  },
  events: {},
})
