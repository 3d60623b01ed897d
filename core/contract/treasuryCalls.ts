/** What the renderer may ask of the treasury: payouts and their moves, which main keeps in its journal before it tells of them. */
import { z } from 'zod'
import { addressConfirmationFactsSchema, addressConfirmationSchema } from '../treasury/model/addressConfirmation'
import { confirmationFileSchema } from '../treasury/model/confirmationFile'
import { payoutFileV4Schema } from '../treasury/model/payoutFileV4'
import { payoutMoveSchema } from '../treasury/model/payoutMove'
import { sha256Schema, treasuryFactsSchema } from '../treasury/model/treasuryFacts'
import { ledgerPromptSchema } from './ledgerPrompt'

const payout = z.object({ payoutId: sha256Schema })
/** One transaction of a payout, by its place. */
const transaction = payout.extend({ at: z.number().int().nonnegative() })
/** Every move of the payout that the journal holds now, the oldest entry first; saving them again changes nothing. */
const moves = z.object({ moves: z.array(payoutMoveSchema) })
const ledgerAccount = z.object({ deviceId: z.string(), derivationPath: z.string() })

export const treasuryCalls = {
  /** Whether a file is a payout that holds, recomputed from the file alone; for one that comes from elsewhere. */
  'treasury.verify': {
    input: z.object({ payout: z.unknown() }),
    output: z.object({ holds: z.boolean(), findings: z.array(z.object({ where: z.string(), message: z.string() })) }),
  },
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
  /** A person has looked at it twice: from now on it may be signed. One that it takes the place of is noted as replaced. */
  'treasury.propose': { input: payout.extend({ by: z.string().min(1) }), output: moves },
  /**
   * Signs one transaction on a Ledger, after the file was verified and guarded anew. Only the treasury's account, or an owner who
   * has not signed it yet, may sign: any other account is refused before the device shows a review.
   */
  'treasury.sign': {
    input: transaction.extend(ledgerAccount.shape).extend({ isAnotherPeriod: z.boolean().default(false) }),
    output: moves,
    progress: ledgerPromptSchema,
  },
  /** Takes in a signature from a file; what it recovers to decides. */
  'treasury.takeConfirmation': { input: z.object({ confirmation: confirmationFileSchema }), output: moves },
  /** It must not be sent. `burns`: nonces that were signed and have to be used up by other transactions (`treasury.cancel`). */
  'treasury.void': { input: payout.extend({ reason: z.string().min(1) }), output: moves },
  /**
   * Signs the transaction that uses up the nonce of one that was signed and is void: of an account a transfer of nothing to
   * itself, of a Safe an empty Safe transaction, by one owner after another. It is sent by `treasury.broadcast`.
   */
  'treasury.cancel': { input: transaction.extend(ledgerAccount.shape), output: moves, progress: ledgerPromptSchema },
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
  /** An owner of the treasury signs the same on a Ledger, as a personal message; the signer is recovered and is an owner. */
  'treasury.confirmAddressAsOwner': {
    input: z.object({ facts: addressConfirmationFactsSchema, treasury: treasuryFactsSchema }).extend(ledgerAccount.shape),
    output: addressConfirmationSchema,
    progress: ledgerPromptSchema,
  },
}
