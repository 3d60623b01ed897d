/** `commonmast-moves-v1`: the moves of one payout, as they are kept beside it where there is no journal. */
import { z } from 'zod'
import { payoutMoveSchema } from './payoutMove'
import { sha256Schema } from './treasuryFacts'

export const MOVES_FORMAT = 'commonmast-moves-v1'

export const movesFileSchema = z.object({
  format: z.literal(MOVES_FORMAT),
  payoutSha256: sha256Schema,
  /** In the order in which they were written. */
  moves: z.array(payoutMoveSchema),
  /** SHA-256 of the RFC 8785 form of everything else in the file. */
  contentSha256: sha256Schema,
})
export type MovesFile = z.infer<typeof movesFileSchema>
