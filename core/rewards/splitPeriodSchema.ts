/** What a split says of the period that it shares. */
import { z } from 'zod'
import { periodFactsSchema } from './comparePeriod'

export const splitPeriodSchema = periodFactsSchema.omit({ amountsSha256: true }).extend({
  sourceFile: z.string(),
  /** The periods that this one corrects, as they were when it was compared with them. */
  corrects: z.array(periodFactsSchema.pick({ id: true, amountsSha256: true })),
})
export type SplitPeriod = z.infer<typeof splitPeriodSchema>
