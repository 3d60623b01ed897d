/** What the treasurer's work leaves behind: splits that were made, payouts that were signed. */

import { largerOf } from '#core/model/money'
import { Problem } from '#core/model/problem'
import type { Distribution, Signature } from '#core/model/records'
import type { PayoutFile } from '#core/payout/payoutFile'
import { signatureId } from '#core/payout/signatureId'
import { periodOf, type SplitFile, sumsOf } from '#core/rewards/splitFile'
import type { SplitFileV3 } from '#core/rewards/splitFileV3'
import { countsForPeriod } from '#core/treasury/state/periodPayment'
import { refuseBadSignatures } from '../agreements/signTerms'
import { conflictProblems, conflictsIn } from '../conflicts/conflicts'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'
import type { RecordTransaction } from '../records/RecordTransaction'
import { transact } from '../records/transact'
import { onlyPractised, periodPayments } from '../treasury/periodPayments'
import { CLOSING_TABLES, closingOf, splitOf, writeClosing } from './closings'

/**
 * Keeps a split as the period's distribution, replacing one that was not signed yet. A period has one distribution,
 * which bears its id.
 * @throws Problem `data.two-versions`, `split.already-closed`, `agreement.bad-signature` where somebody's signature under an agreement does not hold,
 * or `split.already-signed`: a signed period is paid, and splitting it again would pay it twice.
 */
export async function saveDistribution(file: SplitFile): Promise<Distribution> {
  const { id: periodId, name } = periodOf(file)
  const act = { kind: 'split', title: `Split of ${name} saved` }
  const { value } = await transact(db, act, [...CLOSING_TABLES, 'agreements', 'termsSignatures'], async (records) => {
    const [undecided] = conflictProblems(conflictsIn('agreements', await db.agreements.toArray()))
    if (undecided) throw undecided
    if (file.format === 'commonmast-split-v3') await refuseBadSignatures(file.agreements, file.members)
    const before = await distributionOf(periodId)
    // The signature is the fact; the status only follows it.
    if (await isPaymentSigned(periodId, before)) {
      throw new Problem(
        'split.already-signed',
        'The payout of this period is signed already, so it keeps its split: choose another period.',
      )
    }
    const closed = await closingOf(periodId)
    if (closed && splitOf(closed).contentSha256 !== file.contentSha256) {
      throw new Problem(
        'split.already-closed',
        'This period is closed, so it keeps its split: import the corrected rewards, which then are a correction of it.',
      )
    }
    const record = distributionFrom(file, before, 'split', nowText())
    await records.put('distributions', record)
    return record
  })
  return value
}

async function isPaymentSigned(periodId: string, before: Distribution | undefined): Promise<boolean> {
  const payments = await periodPayments({ periodIds: [periodId] })
  if (payments.has(periodId)) return true
  return before?.status === 'signed' && !(await onlyPractised()).has(periodId)
}

/**
 * The period's distribution becomes the very split that a payout signed for it pays, and the period is closed with it: what is paid
 * is closed. Within a transaction on CLOSING_TABLES.
 */
export async function keepPaidSplit(records: RecordTransaction, split: SplitFile): Promise<void> {
  const before = await distributionOf(periodOf(split).id)
  if (digestOf(before?.file) !== split.contentSha256)
    await records.put('distributions', distributionFrom(split, before, before?.status ?? 'split', nowText()))
  if (split.format === 'commonmast-split-v3') await closeIfPossible(records, split)
}

/**
 * Keeps a signed payout as a fact, named by its transaction, and marks its period's distribution signed, both or neither.
 * The distribution takes the very split that was signed, so a split made again in another window meanwhile cannot pass
 * for it; one that was removed meanwhile comes back, because what is signed can be paid. A payout that is here already is
 * not written a second time.
 * @throws Problem `payout.not-signed`
 */
export async function saveSignedPayout(payout: PayoutFile): Promise<Signature> {
  const { signature } = payout
  if (!signature) throw new Problem('payout.not-signed', 'This payout carries no signature: sign it first.')
  const { id: periodId, name } = periodOf(payout.split)
  const id = signatureId(signature)
  const act = { kind: 'payout', title: `Payout of ${name} signed` }
  const { value } = await transact(db, act, [...CLOSING_TABLES], async (records) => {
    const kept = await records.get('signatures', id)
    const before = await distributionOf(periodId)
    // What was practised says nothing of a period that is not the demo's.
    const counts = countsForPeriod(periodId, signature.simulated)
    if (kept && (before?.status === 'signed' || !counts)) return kept
    const distribution = distributionFrom(payout.split, before, 'signed', signature.signedAt)
    if (counts) await records.put('distributions', distribution)
    // What is paid is closed; what was practised is not. A signature that comes from elsewhere is kept also where the books
    // here went on otherwise.
    if (!signature.simulated && payout.split.format === 'commonmast-split-v3') await closeIfPossible(records, payout.split)
    if (kept) return kept
    const record: Signature = {
      id,
      distributionId: distribution.id,
      periodId,
      file: payout,
      root: payout.merkle.root,
      signer: signature.signer,
      simulated: signature.simulated,
      createdAt: signature.signedAt,
    }
    await records.put('signatures', record)
    return record
  })
  return value
}

function digestOf(file: unknown): unknown {
  return typeof file === 'object' && file !== null && 'contentSha256' in file ? file.contentSha256 : undefined
}

async function closeIfPossible(records: RecordTransaction, split: SplitFileV3): Promise<void> {
  try {
    await writeClosing(records, split)
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
  }
}

/** The period's distribution: those of the first version have ids of their own. */
async function distributionOf(periodId: string): Promise<Distribution | undefined> {
  const ofPeriod = await db.distributions.where('periodId').equals(periodId).toArray()
  return ofPeriod.find(({ status }) => status === 'signed') ?? ofPeriod[0]
}

function distributionFrom(
  file: SplitFile,
  before: Distribution | undefined,
  status: Distribution['status'],
  at: string,
): Distribution {
  const { id: periodId } = periodOf(file)
  const { paidBaseUnits, heldBaseUnits, payees } = file.totals
  // Of a correction that takes back, the record says nothing came; its file says how much.
  const totalBaseUnits = largerOf(0n, sumsOf(file).total).toString()
  return {
    id: before?.id ?? periodId,
    periodId,
    status,
    file,
    totalBaseUnits,
    paidBaseUnits,
    heldBaseUnits,
    payees,
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  }
}
