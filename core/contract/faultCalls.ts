/** What the window may ask of the fault log, and tell it. */
import { z } from 'zod'
import { faultReportSchema, faultSchema } from '../model/fault'

export const faultCalls = {
  /** A fault of the window or of one of its workers. Main keeps no more of them than a person can read. */
  'faults.report': { input: faultReportSchema.extend({ source: z.enum(['window', 'worker']) }), output: z.object({}) },
  /** The newest first. */
  'faults.list': {
    input: z.object({ limit: z.number().int().positive().max(1_000).default(200) }),
    output: z.object({ faults: z.array(faultSchema), total: z.number().int() }),
  },
  /** Everything that is kept, the oldest first, one JSON object to a line. */
  'faults.export': { input: z.object({}), output: z.object({ text: z.string() }) },
}
