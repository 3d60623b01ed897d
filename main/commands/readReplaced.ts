/** The payout that a new one takes the place of, with whom it left unpaid. */
import { z } from 'zod'
import { Problem } from '#core/model/problem'
import { MOVES_FORMAT } from '#core/treasury/model/movesFile'
import { payoutFileV4Schema } from '#core/treasury/model/payoutFileV4'
import type { ReplacedPayout } from '#core/treasury/payout/replacedPayout'
import { readMoves } from '#core/treasury/state/movesFile'
import { payoutState } from '#core/treasury/state/payoutState'
import { required, UsageProblem } from './commandLine'
import type { PayoutOptions } from './payoutOptions'
import { readJsonFile } from './readJsonFile'

const unpaidFileSchema = z.object({ unpaid: z.array(z.object({ address: z.string(), missingBaseUnits: z.string() })) })

/** @throws UsageProblem or Problem `payout.bad-unpaid` */
export async function readReplaced({ replaces, reason, unpaid }: PayoutOptions['values']): Promise<ReplacedPayout | undefined> {
  if (replaces === undefined) {
    if (reason === undefined && unpaid === undefined) return undefined
    throw new UsageProblem('--reason and --unpaid go with --replaces.')
  }
  const { document: payout } = await readJsonFile(replaces)
  return { payout, reason: required(reason, 'reason'), unpaid: unpaid === undefined ? null : await readUnpaid(unpaid, payout) }
}

/** From a list, or from the moves of the payout that is replaced. */
async function readUnpaid(path: string, replaced: unknown): Promise<NonNullable<ReplacedPayout['unpaid']>> {
  const { format, document } = await readJsonFile(path)
  const payout = format === MOVES_FORMAT ? payoutFileV4Schema.safeParse(replaced) : undefined
  const given = payout?.success ? payoutState(payout.data, readMoves(document, payout.data.contentSha256)) : document
  const parsed = unpaidFileSchema.safeParse(given)
  if (parsed.success) return parsed.data.unpaid
  throw new Problem(
    'payout.bad-unpaid',
    `${path} does not say who is unpaid: it needs {"unpaid": [{"address", "missingBaseUnits"}]}, or is the file of moves that reconcile wrote.`,
  )
}
