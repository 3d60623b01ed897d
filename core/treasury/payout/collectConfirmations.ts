/** The confirmations of a payout, for each transaction: which count, which do not and why, and how many are missing. SPEC.md, rule [CF4]. */
import type { Address, Hex } from 'viem'
import { Problem } from '../../model/problem'
import type { ConfirmationFile } from '../model/confirmationFile'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { type CheckedSignatures, checkSafeSignatures } from '../safeSignatures'
import { type CheckedConfirmation, checkConfirmation } from './checkConfirmation'
import { signedHashAt } from './signedHash'
import { treasuryOwners, treasuryThreshold } from './treasuryOwners'

export interface CollectedTransaction {
  at: number
  /** In ascending order of signer, one for each. */
  good: CheckedConfirmation[]
  /** Signatures that are still missing. */
  missing: number
  /** As a Safe's execution takes them; for an account as if it were a Safe of one. Null on Solana. */
  checked: CheckedSignatures | null
}

export interface CollectedConfirmations {
  transactions: CollectedTransaction[]
  leftOut: { file: unknown; problem: Problem }[]
  /** Whether every transaction has all signatures that it needs. */
  isComplete: boolean
}

/** @param files as they came, of any origin */
export async function collectConfirmations(payout: PayoutFileV4, files: readonly unknown[]): Promise<CollectedConfirmations> {
  const leftOut: CollectedConfirmations['leftOut'] = []
  const checked: CheckedConfirmation[] = []
  for (const file of files) {
    try {
      checked.push(await checkConfirmation(payout, file))
    } catch (thrown) {
      const problem = Problem.from(thrown, 'confirmation.malformed', 'The confirmation cannot be read: ask for it again.')
      leftOut.push({ file, problem })
    }
  }
  const safe = { owners: treasuryOwners(payout.treasury) as Address[], threshold: treasuryThreshold(payout.treasury) }
  const transactions: CollectedTransaction[] = []
  for (const { at } of payout.transactions) {
    const ofTransaction = checked.filter((each) => each.at === at)
    if (payout.treasury.kind === 'solana') {
      const good = ofTransaction.slice(0, 1)
      leftOut.push(...spareOf(ofTransaction, good).map((each) => ({ file: each.confirmation, problem: twice(each) })))
      transactions.push({ at, good, missing: 1 - good.length, checked: null })
      continue
    }
    const given = ofTransaction.map(({ signer, confirmation }) => ({
      owner: signer as Address,
      signature: confirmation.signature as Hex,
    }))
    const signatures = await checkSafeSignatures(signedHashAt(payout, at), safe, given)
    const good = signatures.good.flatMap((each) => confirmationOf(ofTransaction, each))
    leftOut.push(...spareOf(ofTransaction, good).map((each) => ({ file: each.confirmation, problem: twice(each) })))
    transactions.push({ at, good, missing: signatures.missing, checked: signatures })
  }
  return { transactions, leftOut, isComplete: transactions.every(({ missing }) => missing === 0) }
}

function confirmationOf(
  confirmations: readonly CheckedConfirmation[],
  { owner, signature }: { owner: Address; signature: Hex },
): CheckedConfirmation[] {
  const found = confirmations.find((each) => each.signer === owner && each.confirmation.signature === signature)
  return found ? [found] : []
}

function spareOf(all: readonly CheckedConfirmation[], good: readonly CheckedConfirmation[]): CheckedConfirmation[] {
  return all.filter((each) => !good.includes(each))
}

function twice({ signer, at }: CheckedConfirmation): Problem {
  return new Problem('confirmation.twice', `${signer} has confirmed transaction ${at + 1} already: one signature is enough.`)
}

/** The files that count, as they can be kept or sent on. */
export function goodConfirmations({ transactions }: CollectedConfirmations): ConfirmationFile[] {
  return transactions.flatMap(({ good }) => good.map(({ confirmation }) => confirmation))
}
