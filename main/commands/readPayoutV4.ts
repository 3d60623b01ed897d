/** A payout of version 4 from a file, verified. */
import { Problem } from '#core/model/problem'
import { type PayoutFileV4, payoutFileV4Schema } from '#core/treasury/model/payoutFileV4'
import { verifyPayoutV4 } from '#core/treasury/payout/verifyPayoutV4'
import { readJsonFile } from './readJsonFile'

/** @throws Problem `payout.not-version-4` or `payout.does-not-hold` */
export async function readPayoutV4(path: string): Promise<PayoutFileV4> {
  const { document } = await readJsonFile(path)
  const parsed = payoutFileV4Schema.safeParse(document)
  if (!parsed.success) {
    throw new Problem('payout.not-version-4', `${path} is no commonmast-payout-v4: give a payout that was made with --treasury.`)
  }
  const [finding] = await verifyPayoutV4(document)
  if (!finding) return parsed.data
  throw new Problem(
    'payout.does-not-hold',
    `${path} does not hold: ${finding.where} ${finding.message}. Give the payout as it was saved.`,
  )
}
