import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'

export const demoContract = defineContract({
  /** Writes the demo cooperative in one transaction. */
  calls: { load: { input: z.object({}), output: z.object({}) } },
  events: {},
})
