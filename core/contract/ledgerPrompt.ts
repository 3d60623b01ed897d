/** What a person must do on the Ledger now, as calls that use one report it. */
import { z } from 'zod'

export const ledgerPromptSchema = z.object({
  step: z.enum(['connecting', 'checking-app', 'reading-address', 'review-on-device', 'recovering', 'done']),
  message: z.string(),
})
