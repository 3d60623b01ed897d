/**
 * Builds a payout from a split: payees, cumulative Merkle tree with every proof, and the transaction that sets its root.
 * Believes nothing: the split is verified first and the totals from before must give the root from before. Base units.
 */
import { seal } from '../model/contentDigest'
import { checkAddress } from '../model/evmAddress'
import { Problem, validateArgument } from '../model/problem'
import type { PeriodFacts } from '../rewards/comparePeriod'
import type { SplitFile } from '../rewards/splitFile'
import { verifySplit } from '../rewards/verifySplit'
import { MAX_UINT256 } from './merkleLeaves'
import { buildMerkleTree } from './merkleTree'
import { checkPaidPeriods, factsOf, paidPeriodsOf } from './paidPeriods'
import type { HeldAmount, PayoutFile, PayoutFileV3, RootTransactionSettings } from './payoutFile'
import { buildRootTransaction } from './rootTransaction'
import { checkHeldBefore, heldMembers, payoutTotals, sumPayees } from './sumPayees'

/** Where the running totals stood: root null and no totals for the first payout. */
export interface PreviousTotals {
  root: string | null
  totals: readonly { address: string; cumulativeBaseUnits: string }[]
  /** The periods that are in them. */
  periods: readonly PeriodFacts[]
  /** What is held for members. */
  held: readonly HeldAmount[]
}

export const NO_PREVIOUS_TOTALS: PreviousTotals = { root: null, totals: [], periods: [], held: [] }

export interface PayoutInput {
  split: SplitFile
  previous: PreviousTotals
  /** Null to build the tree without a transaction. */
  transaction: RootTransactionSettings | null
  /** The person has said that equal amounts under other dates are another period. */
  again?: boolean | undefined
}

/**
 * Prepares a payout; signs nothing.
 * @throws Problem `payout.split-does-not-hold` (naming the first finding), `payout.previous-*`, `payout.nobody`,
 * `payout.held-unknown`, `payout.books-behind`, `payout.too-much`, and those of periods, addresses and transactions.
 */
export async function preparePayout({ split, previous, transaction, again = false }: PayoutInput): Promise<PayoutFileV3> {
  const [finding, ...others] = verifySplit(split)
  if (finding) {
    const rest = others.length > 0 ? ` (and ${others.length} more)` : ''
    throw new Problem(
      'payout.split-does-not-hold',
      `The split does not hold, so nothing can be paid from it: ${finding.where} ${finding.message}${rest}. Make the split again.`,
    )
  }
  checkPaidPeriods(split, previous.periods, again)
  checkHeldBefore(split, previous.held, previous.periods)
  const payees = sumPayees(split, await checkPrevious(previous), previous.held)
  validateArgument(payees.length > 0, 'payout.nobody', 'Nobody with an address is due anything: give members their addresses.')
  for (const { address, cumulative } of payees) {
    checkAddress(address, 'a payee')
    validateArgument(cumulative <= MAX_UINT256, 'payout.too-much', `The running total of ${address} no longer fits a uint256.`)
  }
  const tree = await buildMerkleTree(payees.map(({ address, cumulative }) => ({ address, amountBaseUnits: cumulative })))
  return seal({
    format: 'commonmast-payout-v3' as const,
    method: 'merkle' as const,
    split,
    periods: [...previous.periods, factsOf(split)],
    previousRoot: previous.root,
    payees: payees.map((payee, at) => ({
      address: payee.address,
      memberIds: payee.memberIds,
      periodBaseUnits: payee.period.toString(),
      fromHeldBaseUnits: payee.fromHeld.toString(),
      previousBaseUnits: payee.previous.toString(),
      cumulativeBaseUnits: payee.cumulative.toString(),
      leafHash: tree.leafHash(at),
      proof: tree.proof(at),
    })),
    heldBefore: [...previous.held],
    held: heldMembers(split, previous.held),
    totals: payoutTotals(split, payees, previous.held),
    merkle: { leafEncoding: ['address', 'uint256'] as ['address', 'uint256'], root: tree.root },
    transaction: transaction && buildRootTransaction(tree.root, transaction),
    signature: null,
  })
}

/** The running totals that a payout leaves behind, as the next one takes them. */
export function totalsAfter(payout: PayoutFile): PreviousTotals {
  return {
    root: payout.merkle.root,
    totals: payout.payees.map(({ address, cumulativeBaseUnits }) => ({ address, cumulativeBaseUnits })),
    periods: paidPeriodsOf(payout),
    held: payout.held,
  }
}

async function checkPrevious({ root, totals }: Pick<PreviousTotals, 'root' | 'totals'>): Promise<Map<string, bigint>> {
  const byAddress = new Map<string, bigint>()
  for (const { address, cumulativeBaseUnits } of totals) {
    checkAddress(address, 'a payee of the payout before')
    validateArgument(
      !byAddress.has(address),
      'payout.previous-twice',
      `The payout before names ${address} twice: choose its own file.`,
    )
    validateArgument(
      /^[1-9]\d*$/.test(cumulativeBaseUnits),
      'payout.previous-amount',
      `The payout before gives ${address} no proper running total: choose its own file.`,
    )
    byAddress.set(address, BigInt(cumulativeBaseUnits))
  }
  const rebuilt = await rootOf(byAddress)
  validateArgument(
    rebuilt === root,
    'payout.previous-root',
    root === null
      ? 'Running totals were given without the root they belong to: choose the payout file before this one.'
      : 'The running totals from before do not give the root from before: choose the payout file that was signed.',
  )
  return byAddress
}

/** Root over running totals, or null when there are none. */
export async function rootOf(cumulativeByAddress: ReadonlyMap<string, bigint>): Promise<string | null> {
  if (cumulativeByAddress.size === 0) return null
  const leaves = [...cumulativeByAddress].map(([address, amountBaseUnits]) => ({ address, amountBaseUnits }))
  return (await buildMerkleTree(leaves)).root
}
