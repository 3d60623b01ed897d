/**
 * Whether a payout may be signed, by what was signed before. Each root replaces the one before it, so a payout that is signed
 * twice, or that does not continue the last one, pays twice or leaves out what is owed. SPEC.md, rules [PG1] to [PG8].
 */
import { isDevelopmentChain } from '../model/developmentChains'
import { Problem } from '../model/problem'
import { overlapsSigned } from './paidPeriods'
import type { PayoutFile, PayoutTransaction } from './payoutFile'
import { periodOf, rewardsDigest } from './payoutPeriod'
import { isSameContract, lastSigned, type SignedPayout } from './signedPayout'

export interface GuardAnswers {
  /** The person has said that this is another period, although the same amounts were signed before. */
  isAnotherPeriod?: boolean
}

/**
 * Why the payout must not be signed, or null.
 * @param signed what was signed before, the oldest first.
 * @returns Problem `payout.signed-already`, `payout.nonce-used`, `payout.period-signed`, `payout.paid-already`, `payout.overlaps`,
 * `payout.same-amounts`, `payout.other-token` or `payout.out-of-date`.
 */
export function guardPayout(
  payout: PayoutFile,
  signed: readonly SignedPayout[],
  { isAnotherPeriod = false }: GuardAnswers = {},
): Problem | null {
  const { transaction } = payout
  if (!transaction) return null
  const same = signed.filter(({ signingHash }) => signingHash === transaction.signingHash)
  const kept = same.find(({ signedTransaction }) => signedTransaction !== null)
  if (kept) return signedAlready(kept)
  // An earlier version kept nothing of the signature: the very same bytes cannot pay anything else.
  if (same.length > 0) return null
  return (
    nonceUsed(transaction, signed) ??
    periodSigned(payout, transaction, signed, isAnotherPeriod) ??
    outOfDate(payout, transaction, signed)
  )
}

function signedAlready({ signedAt }: SignedPayout): Problem {
  return new Problem(
    'payout.signed-already',
    `This very payout was signed on ${dayOf(signedAt)} and the signature is kept: put it back from the journal, the Ledger is not asked again.`,
  )
}

function nonceUsed(transaction: PayoutTransaction, signed: readonly SignedPayout[]): Problem | null {
  const used = signed.find((one) => isSameContract(one, transaction) && one.nonce === transaction.nonce)
  if (!used) return null
  const what = used.period ? `the payout of ${used.period.name}` : 'another payout'
  return new Problem(
    'payout.nonce-used',
    `Nonce ${transaction.nonce} was signed for ${what} on ${dayOf(used.signedAt)}, and a chain takes only one of the two: read the account's next nonce and prepare the payout again.`,
    { field: 'nonce' },
  )
}

function periodSigned(
  { split }: PayoutFile,
  transaction: PayoutTransaction,
  signed: readonly SignedPayout[],
  isAnotherPeriod: boolean,
): Problem | null {
  const period = periodOf(split)
  // What was practised on a development chain pays nobody, so it stands in the way of no real payment.
  const alike = signed.filter(({ chainId }) => isDevelopmentChain(chainId) === isDevelopmentChain(transaction.chainId))
  const ofPeriod = alike.find((one) => one.period?.id === period.id)
  if (ofPeriod) {
    return new Problem(
      'payout.period-signed',
      `The payout of ${period.name} was signed on ${dayOf(ofPeriod.signedAt)} already, and signing it again would pay it twice: choose another split.`,
    )
  }
  const inToken = alike.filter(({ token }) => token?.symbol.toUpperCase() === split.token.symbol.toUpperCase())
  const overlap = overlapsSigned(
    split,
    inToken.flatMap(({ periodFacts }) => periodFacts ?? []),
  )
  if (overlap) return overlap
  if (isAnotherPeriod || alike.length === 0) return null
  const digest = rewardsDigest(split)
  const ofAmounts = alike.findLast((one) => one.rewardsSha256 === digest)
  if (!ofAmounts) return null
  return new Problem(
    'payout.same-amounts',
    `The same amounts for the same devices were signed on ${dayOf(ofAmounts.signedAt)} as ${ofAmounts.period?.name ?? 'another period'}: do not pay them twice, or confirm that ${period.name} is another period.`,
  )
}

function outOfDate(
  { split, previousRoot }: PayoutFile,
  transaction: PayoutTransaction,
  signed: readonly SignedPayout[],
): Problem | null {
  const ofContract = signed.filter((one) => isSameContract(one, transaction))
  const otherToken = ofContract.find(
    ({ token }) => token && (token.symbol !== split.token.symbol || token.decimals !== split.token.decimals),
  )
  if (otherToken?.token) {
    return new Problem(
      'payout.other-token',
      `This contract pays ${otherToken.token.symbol}, and the period is in ${split.token.symbol}: enter the contract of ${split.token.symbol}.`,
      { field: 'contract' },
    )
  }
  const last = lastSigned(ofContract)
  // Where nothing of the contract is known, as on a new machine, the payout's own proof of its totals is all there is.
  if (!last || last.root === previousRoot) return null
  return new Problem(
    'payout.out-of-date',
    'Another payout of this contract was signed since this one was prepared: go back and prepare it again, so that it continues those totals.',
  )
}

const dayOf = (time: string) => time.slice(0, 10)
