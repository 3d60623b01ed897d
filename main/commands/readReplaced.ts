/** The payout that a new one takes the place of, with whom it left unpaid. */
import { z } from 'zod'
import { Problem } from '#core/model/problem'
import type { ReplacedPayout } from '#core/treasury/payout/replacedPayout'
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
  return { payout, reason: required(reason, 'reason'), unpaid: unpaid === undefined ? null : await readUnpaid(unpaid) }
}

async function readUnpaid(path: string): Promise<NonNullable<ReplacedPayout['unpaid']>> {
  const parsed = unpaidFileSchema.safeParse((await readJsonFile(path)).document)
  if (parsed.success) return parsed.data.unpaid
  throw new Problem(
    'payout.bad-unpaid',
    `${path} does not say who is unpaid: it needs {"unpaid": [{"address", "missingBaseUnits"}]}.`,
  )
}
