import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { RoundMessage, RoundOutcome, RoundTask } from '../data/sync/roundTask'
import { ownData } from '../platform/ownData'

export const syncRoundContract = defineContract({
  calls: {
    /** One round with one place. Its input is handed a line to main, which takes the calls of syncing and no others. */
    round: {
      input: ownData<RoundTask & { line: MessagePort }>(),
      output: ownData<RoundOutcome>(),
      progress: ownData<RoundMessage>(),
    },
    /** What a person says of the empty place about which the round asked. */
    answer: { input: z.object({ answer: z.enum(['write-own', 'write-all']).nullable() }), output: z.object({}) },
  },
  events: {},
})
