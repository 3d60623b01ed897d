/** The review of one transaction of a payout of version 4: what the device shows, and what of the payout it does not. */
import { ledgerReview } from '../../solana/ledgerReview'
import { amountText } from '../../words/amountText'
import { countText } from '../../words/countText'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { transactionAt } from '../payout/payoutTransactions'
import { type TransactionToSign, transactionToSign } from '../payout/transactionToSign'
import { plainTypedData } from '../signing/plainTypedData'
import type { Signable } from '../signing/signingDigest'
import { reviewOnDevice } from './deviceReview'
import type { DeviceReview, LedgerSettings, ReviewLine } from './reviewLine'

/**
 * @param signer address the device gave for the path; null while it was not asked
 * @throws Problem `payout.no-transaction` or `payout.hash-differs`
 */
export async function reviewPayoutTransaction(
  payout: PayoutFileV4,
  at: number,
  { signer, settings }: { signer: string | null; settings: LedgerSettings },
): Promise<DeviceReview> {
  const toSign = await transactionToSign(payout, at)
  if (toSign.kind === 'solana') return solanaReview(payout, toSign)
  const signable: Signable =
    toSign.kind === 'account'
      ? { kind: 'transaction', unsigned: toSign.unsigned }
      : { kind: 'typed-data', typedData: plainTypedData(toSign.typedData) }
  const review = reviewOnDevice(signable, { signer, settings })
  return { ...review, offScreen: [...review.offScreen.filter(isShort), ...linesOf(payout, at)] }
}

/** As the Solana app's published source has it. */
function solanaReview(
  payout: PayoutFileV4,
  { at, payment, message }: Extract<TransactionToSign, { kind: 'solana' }>,
): DeviceReview {
  const { isClear, lines, instruction, status } = ledgerReview(payment, message)
  const meaning = isClear
    ? 'The Solana app shows it by itself.'
    : 'The app cannot show the payment: this hash stands for all of it.'
  return {
    device: lines.map(({ title, value }) => ({ label: title, value, meaning })),
    offScreen: linesOf(payout, at),
    advice: [],
    notes: [instruction, `What the Solana app shows was ${status}.`],
  }
}

/** Call data of a hundred payments is no line to compare: its hash is. */
function isShort({ value }: ReviewLine): boolean {
  return (value?.length ?? 0) <= 200
}

function linesOf(payout: PayoutFileV4, at: number): ReviewLine[] {
  const { token, merkle, payees } = payout
  const { payees: range } = transactionAt(payout, at)
  const lines: ReviewLine[] = []
  if (range) {
    const paid = payees.slice(range.first, range.first + range.count)
    const sum = paid.reduce((total, { amountBaseUnits }) => total + BigInt(amountBaseUnits), 0n)
    lines.push({
      label: 'Pays',
      value: amountText(sum, token),
      meaning: `${countText(paid.length, 'payee')}, from ${paid[0]?.address ?? ''} on.`,
    })
  }
  if (merkle && !range) {
    lines.push({ label: 'Root', value: merkle.root, meaning: 'What all members claim from, for the rest of the world to check.' })
    lines.push({
      label: 'Funds',
      value: amountText(BigInt(merkle.fundBaseUnits), token),
      meaning: `To the distributor ${merkle.distributor}.`,
    })
  }
  return lines
}
