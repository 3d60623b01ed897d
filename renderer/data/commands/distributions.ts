/** What the treasurer's work leaves behind: splits that were made, payouts that were signed. */

import { Problem } from '#core/model/problem'
import type { Distribution, Signature } from '#core/model/records'
import type { PayoutFile } from '#core/payout/payoutFile'
import { signatureId } from '#core/payout/signatureId'
import { periodOf, type SplitFile } from '#core/rewards/splitFile'
import { commitChanges } from '../commitChanges'
import { newId, nowText } from '../newId'
import { db } from '../openDatabase'
import { putChange } from './putRecords'

/**
 * Keeps a split as the period's distribution, replacing one that was not signed yet.
 * @throws Problem `split.already-signed`: a signed period is paid, and splitting it again would pay it twice.
 */
export async function saveDistribution(file: SplitFile): Promise<Distribution> {
  const ofPeriod = await db.distributions.where('periodId').equals(periodOf(file).id).toArray()
  if (ofPeriod.some((distribution) => distribution.status === 'signed')) {
    throw new Problem(
      'split.already-signed',
      'The payout of this period is signed already, so it keeps its split: choose another period.',
    )
  }
  const at = nowText()
  const before = ofPeriod[0]
  const record = distributionOf(file, {
    id: before?.id ?? newId(),
    status: 'split',
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  })
  await commitChanges(db, [putChange('distributions', record)])
  return record
}

/**
 * Keeps a signed payout as a fact and marks its distribution signed, both or neither. The distribution takes the very
 * split that was signed, so a split made again in another window meanwhile cannot pass for it.
 * @throws Problem `payout.not-signed` or `data.not-found`.
 */
export async function saveSignedPayout(payout: PayoutFile, distributionId: string): Promise<Signature> {
  const { signature } = payout
  if (!signature) throw new Problem('payout.not-signed', 'This payout carries no signature: sign it first.')
  const id = signatureId(signature)
  const before = await db.distributions.get(distributionId)
  if (!before) throw new Problem('data.not-found', 'The split of this payout is no longer here: save the payout file instead.')
  const record: Signature = {
    id,
    distributionId,
    periodId: periodOf(payout.split).id,
    file: payout,
    root: payout.merkle.root,
    signer: signature.signer,
    simulated: signature.simulated,
    createdAt: (await db.signatures.get(id))?.createdAt ?? nowText(),
  }
  const distribution = distributionOf(payout.split, {
    id: distributionId,
    status: 'signed',
    createdAt: before.createdAt,
    updatedAt: record.createdAt,
  })
  await commitChanges(db, [putChange('signatures', record), putChange('distributions', distribution)])
  return record
}

function distributionOf(file: SplitFile, own: Pick<Distribution, 'id' | 'status' | 'createdAt' | 'updatedAt'>): Distribution {
  const { totalBaseUnits, paidBaseUnits, heldBaseUnits, payees } = file.totals
  return { ...own, periodId: periodOf(file).id, file, totalBaseUnits, paidBaseUnits, heldBaseUnits, payees }
}
