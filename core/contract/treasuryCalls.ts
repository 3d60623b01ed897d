/** What the renderer may ask of the treasury: payouts and their moves, which main keeps in its journal before it tells of them. */
import { z } from 'zod'
import { addressConfirmationFactsSchema, addressConfirmationSchema } from '../treasury/model/addressConfirmation'
import { confirmationFileSchema } from '../treasury/model/confirmationFile'
import { payoutFileV4Schema } from '../treasury/model/payoutFileV4'
import { payoutMoveSchema } from '../treasury/model/payoutMove'
import { sha256Schema } from '../treasury/model/treasuryFacts'

const payout = z.object({ payoutId: sha256Schema })
const moves = z.object({ moves: z.array(payoutMoveSchema) })

export const treasuryCalls = {
  /**
   * Verifies a payout, refuses what is signed or paid already (guardPayoutV4), keeps its file and notes it as drafted. A payout
   * that is known already answers with the moves it has.
   */
  'treasury.draft': {
    input: z.object({
      payout: payoutFileV4Schema,
      /** The person has said that this is another period, although the same amounts were signed before. */
      isAnotherPeriod: z.boolean().default(false),
    }),
    output: moves,
  },
  /** A person has looked at it twice: from now on it may be signed. */
  'treasury.propose': { input: payout.extend({ by: z.string().min(1) }), output: moves },
  /** Takes in a signature from a file; what it recovers to decides. */
  'treasury.takeConfirmation': { input: z.object({ confirmation: confirmationFileSchema }), output: moves },
  /** It must not be sent. `burns`: nonces that were signed and have to be used up by other transactions. */
  'treasury.void': { input: payout.extend({ reason: z.string().min(1) }), output: moves },
  /** Every payout that the journal knows, the oldest first, with all moves. */
  'treasury.list': {
    input: z.object({}),
    output: z.object({
      payouts: z.array(
        z.object({
          payoutId: sha256Schema,
          fileState: z.enum(['whole', 'missing', 'damaged']),
          moves: z.array(payoutMoveSchema),
        }),
      ),
    }),
  },
  /** The file of a payout, verified anew. */
  'treasury.file': { input: payout, output: payoutFileV4Schema },
  /** Takes in a payout and its moves from the records, such as those of another machine. */
  'treasury.learn': { input: z.object({ payout: payoutFileV4Schema, moves: z.array(payoutMoveSchema) }), output: moves },
  /** Signs with this installation's key that a member's address has changed. */
  'treasury.confirmAddress': { input: z.object({ facts: addressConfirmationFactsSchema }), output: addressConfirmationSchema },
}
