import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'

export const demoContract = defineContract({
  /** Writes the demo cooperative in one transaction. `actId`: the act that it was; null when all of it was here already. */
  calls: { load: { input: z.object({}), output: z.object({ actId: z.string().nullable() }) } },
  events: {},
})
