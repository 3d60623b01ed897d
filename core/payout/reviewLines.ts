/**
 * What a Ledger shows for the transaction of a payout, line by line, and what each line stands for. The device cannot
 * read `setMerkleRoot`: it signs blind and shows a hash, so the person compares hashes. Follows recordings of Ethereum app 1.22.0.
 */
import { formatAmount } from '../model/money'
import { Problem } from '../model/problem'
import { amountText, groupWhole } from '../words/amountText'
import { countText } from '../words/countText'
import type { PayoutFile } from './payoutFile'

export interface ReviewLine {
  label: string
  /** Null where the device has not told it yet: the address, before it is asked for. */
  value: string | null
  /** What it stands for. */
  meaning: string
}

export interface ReviewLines {
  /** In the order of the device's screens. */
  device: ReviewLine[]
  /** What the signature covers and the device does not show. */
  offScreen: (ReviewLine & { value: string })[]
}

const WEI_DECIMALS = 18
const GWEI_DECIMALS = 9
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
  const { gasLimit, maxFeePerGasWei } = transaction
  const fees = formatAmount(BigInt(gasLimit) * BigInt(maxFeePerGasWei), WEI_DECIMALS)
  const maxFees = transaction.chainId === ETHEREUM ? `${fees} ETH` : fees
  const gasPrice = `${groupWhole(formatAmount(BigInt(maxFeePerGasWei), GWEI_DECIMALS))} gwei`
  const tokens = (baseUnits: string) => amountText(BigInt(baseUnits), split.token)
  const paid = payees.filter((payee) => payee.periodBaseUnits !== '0').length
  return {
    device: [
      {
        label: 'Blind signing ahead',
        value: 'To accept risk, press both buttons',
        meaning: 'The Ledger cannot read this contract, so it warns first.',
      },
      { label: 'From', value: signer, meaning: 'The account that sets the root and pays the fee.' },
      {
        label: 'To',
        value: transaction.contract,
        meaning: 'The contract that takes the root. It is not a payee and receives no tokens now.',
      },
      {
        label: 'Max fees',
        value: maxFees,
        meaning: `At most ${groupWhole(gasLimit)} gas at ${gasPrice} each; the device may add the chain’s unit, or ??? for a chain it does not know.`,
      },
      {
        label: 'Tx hash',
        value: transaction.signingHash,
        meaning: 'The hash of all that is signed: every digit must be the same on the device.',
      },
    ],
    offScreen: [
      {
        label: 'Network',
        value: `chain ${transaction.chainId}`,
        meaning: 'Part of the hash. The device may show it on chains other than Ethereum; we have no recording of that.',
      },
      { label: 'Root', value: merkle.root, meaning: 'Part of the hash: compare it with a second machine.' },
      {
        label: 'Period',
        value: tokens(totals.periodBaseUnits),
        meaning: `New for ${countText(paid, 'payee')}; ${tokens(totals.heldBaseUnits)} are held.`,
      },
    ],
  }
}
