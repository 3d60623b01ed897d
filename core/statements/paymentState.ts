/** How far the payment of a period has come, as its payouts say. SPEC.md, rules [ST30] and [ST41]. */
import type { PayoutFile } from '../payout/payoutFile'
import { isPracticeChain } from '../treasury/model/chainKey'
import type { PayoutFileV4 } from '../treasury/model/payoutFileV4'
import type { PaymentReceipt, PayoutMove } from '../treasury/model/payoutMove'
import { payoutStanding } from '../treasury/state/payoutStanding'
import { payoutState } from '../treasury/state/payoutState'
import type { LedgerEntry } from './ledgerEntry'

/** A payout of version 4 with what became of it. */
export interface MovedPayout {
  payout: PayoutFileV4
  moves: readonly PayoutMove[]
}

export interface PaymentState {
  /** `paid`: every payee has it to the unit, by what the chain shows. */
  kind: 'paid' | 'part-paid' | 'signed' | 'practised' | 'not-signed' | 'no-payout'
  /** The transaction that makes the payment, where it is one for all; of one that is signed. */
  chain: LedgerEntry['chain']
  /** When it was signed; of one that is mined, when that was first seen. */
  signedAt: string | null
  /** For the note of an entry. */
  words: string
  /** Where each address was paid, as the chain was compared with the payout. */
  receipts: readonly PaymentReceipt[]
  /** On which the receipts are. */
  chainName: string | null
}

const WITHOUT = { chain: null, signedAt: null, receipts: [], chainName: null }
const PRACTISED = { ...WITHOUT, kind: 'practised', words: 'TRAINING: the payout was signed for practice only' } as const

/**
 * @param payout of the period, of a first version; or null where none is known
 * @param moved payouts of version 4 of the period: the one that counts, and those whose place it takes
 */
export function paymentState(payout: PayoutFile | null, moved: readonly MovedPayout[] = []): PaymentState {
  if (moved.length > 0) return movedState(moved)
  if (!payout) return { ...WITHOUT, kind: 'no-payout', words: 'no payout is known' }
  const { transaction, signature } = payout
  if (!transaction || !signature) return { ...WITHOUT, kind: 'not-signed', words: 'the payout is not signed' }
  if (signature.simulated) {
    return { ...WITHOUT, kind: 'practised', words: 'TRAINING: the payout was signed with a simulated Ledger only' }
  }
  return {
    ...WITHOUT,
    kind: 'signed',
    chain: { name: String(transaction.chainId), transactionHash: signature.transactionHash, logIndex: null },
    signedAt: signature.signedAt,
    words: `the payout was signed at ${signature.signedAt}`,
  }
}

/** Whether a real transaction of it can be named. */
export function hasTransaction({ chain, receipts }: PaymentState): boolean {
  return chain !== null || receipts.length > 0
}

function movedState(moved: readonly MovedPayout[]): PaymentState {
  const real = moved.filter(({ payout }) => !isPracticeChain(payout.treasury.chain))
  const known = (real.length > 0 ? real : moved).map(({ payout, moves }) => ({
    payout,
    moves,
    state: payoutState(payout, moves),
  }))
  const standing = known.filter(({ payout, state }) => {
    const { isSigned, isVoid } = payoutStanding(payout, state)
    return isSigned && !isVoid
  })
  const [first] = standing
  if (!first) return { ...WITHOUT, kind: 'not-signed', words: 'the payout is not signed' }
  if (real.length === 0) return PRACTISED
  const receipts = standing.flatMap(({ state }) => state.receipts)
  const chainName = first.payout.treasury.chain.replace(/^eip155:/, '')
  const signedAt = firstTime(standing)
  const common = { chain: onlyTransaction(standing, chainName), signedAt, receipts, chainName }
  if (standing.some(({ state }) => state.isPaid)) {
    return { ...common, kind: 'paid', words: 'the payout was carried out, and the chain shows every payment' }
  }
  if (standing.some(({ state }) => state.stage === 'part-paid')) {
    return { ...common, kind: 'part-paid', words: 'the payout was carried out in part only' }
  }
  return { ...common, kind: 'signed', words: `the payout was signed at ${signedAt}` }
}

type Known = MovedPayout & { state: ReturnType<typeof payoutState> }

function firstTime(known: readonly Known[]): string {
  const moves = known.flatMap((one) => one.moves)
  const times = (kind: 'mined' | 'confirmed') => moves.filter(({ fact }) => fact.kind === kind).map(({ movedAt }) => movedAt)
  return [...times('mined').sort(), ...times('confirmed').sort()][0] ?? ''
}

function onlyTransaction(known: readonly Known[], name: string): LedgerEntry['chain'] {
  const hashes = new Set(known.flatMap(({ state }) => state.transactions.flatMap(({ mined }) => mined?.transaction ?? [])))
  const [transactionHash, ...others] = hashes
  return transactionHash !== undefined && others.length === 0 ? { name, transactionHash, logIndex: null } : null
}
