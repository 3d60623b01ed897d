/**
 * What a Ledger shows for the transaction of a payout, line by line, and what each line stands for. The device cannot
 * read `setMerkleRoot`: it signs blind and shows a hash, so the person compares hashes. Follows recordings of Ethereum app 1.22.0.
 */
import { formatAmount } from '../model/money'
import { Problem } from '../model/problem'
import type { PayoutFile } from './payoutFile'

export interface ReviewLine {
  label: string
  value: string
}

export interface ReviewLines {
  /** In the order of the device's screens. */
  device: ReviewLine[]
  meaning: (ReviewLine & { note: string })[]
}

const WEI_DECIMALS = 18
const ETHEREUM = 1

/**
 * @param signer address the device gave for the path, when it is known already.
 * @throws Problem `payout.no-transaction`.
 */
export function reviewLines(payout: PayoutFile, signer: string | null = payout.signature?.signer ?? null): ReviewLines {
  const { transaction, merkle, totals, split, payees } = payout
  if (!transaction) {
    throw new Problem('payout.no-transaction', 'The payout has no transaction to review: prepare it with the chain’s settings.')
  }
  const from = signer ?? 'the address of your Ledger'
  const fees = formatAmount(BigInt(transaction.gasLimit) * BigInt(transaction.maxFeePerGasWei), WEI_DECIMALS)
  const maxFees = transaction.chainId === ETHEREUM ? `${fees} ETH` : fees
  const tokens = (baseUnits: string) => `${formatAmount(BigInt(baseUnits), split.token.decimals)} ${split.token.symbol}`
  return {
    device: [
      { label: 'Blind signing ahead', value: 'To accept risk, press both buttons' },
      { label: 'From', value: from },
      { label: 'To', value: transaction.contract },
      { label: 'Max fees', value: maxFees },
      { label: 'Tx hash', value: transaction.signingHash },
    ],
    meaning: [
      { label: 'From', value: from, note: 'The account that sets the root and pays the fee.' },
      {
        label: 'To',
        value: transaction.contract,
        note: 'The contract that takes the root. It is not a payee and receives no tokens now.',
      },
      {
        label: 'Max fees',
        value: maxFees,
        note: `At most ${transaction.gasLimit} gas at ${transaction.maxFeePerGasWei} wei each; the device may add the chain’s unit, or ??? for a chain it does not know.`,
      },
      {
        label: 'Tx hash',
        value: transaction.signingHash,
        note: 'The hash of all that is signed: every digit must be the same on the device.',
      },
      {
        label: 'Network',
        value: `chain ${transaction.chainId}`,
        note: 'Part of the hash. The device may show it on chains other than Ethereum; we have no recording of that.',
      },
      {
        label: 'Root',
        value: merkle.root,
        note: 'Part of the hash, not on the device’s screen: compare it with a second machine.',
      },
      {
        label: 'Period',
        value: tokens(totals.periodBaseUnits),
        note: `New for ${payees.filter((payee) => payee.periodBaseUnits !== '0').length} payees, not on the device’s screen; ${tokens(totals.heldBaseUnits)} are held.`,
      },
    ],
  }
}
