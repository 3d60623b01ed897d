/**
 * What the payouts before leave behind, whatever their versions: periods, what is held, running totals of each distributor, and
 * where members were paid. SPEC.md, rules [PY2] to [PY4]. Amounts are bigint base units.
 */
import { Problem, validateArgument } from '../../model/problem'
import { paidPeriodsOf } from '../../payout/paidPeriods'
import { type HeldAmount, type PayoutFile, payoutFileSchema } from '../../payout/payoutFile'
import { verifyPayout } from '../../payout/verifyPayout'
import type { PeriodFacts } from '../../rewards/comparePeriod'
import { evmChainKey, isPracticeChain } from '../model/chainKey'
import { type DistributorKind, PAYOUT_FORMAT, type PayoutFileV4, payoutFileV4Schema } from '../model/payoutFileV4'
import type { TokenFacts } from '../model/treasuryFacts'
import { verifyPayoutV4 } from './verifyPayoutV4'

export interface RunningTotals {
  chain: string
  distributor: string
  kind: DistributorKind
  cumulativeByAddress: ReadonlyMap<string, bigint>
}

export interface PreviousPayout {
  /** contentSha256. */
  id: string
  symbol: string
  decimals: number
  /** Null where a payout of an earlier version names no chain. */
  chain: string | null
  /** Null for native coin; undefined where an earlier version does not say it. */
  tokenAddress: string | null | undefined
  periods: readonly PeriodFacts[]
  held: readonly HeldAmount[]
  /** Null where it set no root. */
  totals: RunningTotals | 'no-contract' | null
  addressByMember: ReadonlyMap<string, string>
  /** The payout of the same period whose place it takes, such as to pay the rest. */
  replaces: string | null
}

/** @throws Problem `payout.not-a-payout` or `payout.previous-does-not-hold` */
export async function readPreviousPayout(document: unknown): Promise<PreviousPayout> {
  if ((document as { format?: unknown } | null)?.format === PAYOUT_FORMAT) {
    refuseFinding(await verifyPayoutV4(document))
    return ofVersion4(payoutFileV4Schema.parse(document))
  }
  const parsed = payoutFileSchema.safeParse(document)
  validateArgument(parsed.success, 'payout.not-a-payout', 'A payout before is no payout file: choose it as it was saved.')
  refuseFinding(await verifyPayout(document))
  return ofEarlierVersion(parsed.data)
}

function refuseFinding([finding]: readonly { where: string; message: string }[]): void {
  if (!finding) return
  throw new Problem(
    'payout.previous-does-not-hold',
    `A payout before does not hold: ${finding.where} ${finding.message}. Give the payout file as it was saved.`,
  )
}

function ofVersion4({ contentSha256, token, treasury, periods, held, merkle, payees, replaces }: PayoutFileV4): PreviousPayout {
  return {
    id: contentSha256,
    symbol: token.symbol,
    decimals: token.decimals,
    chain: treasury.chain,
    tokenAddress: token.address,
    periods,
    held,
    totals: merkle && {
      chain: treasury.chain,
      distributor: merkle.distributor,
      kind: merkle.kind,
      cumulativeByAddress: totalsBy(merkle.leaves),
    },
    addressByMember: addressByMember(payees),
    replaces: replaces?.payoutSha256 ?? null,
  }
}

function ofEarlierVersion(payout: PayoutFile): PreviousPayout {
  const { contentSha256, split, transaction, payees, held } = payout
  return {
    id: contentSha256,
    symbol: split.token.symbol,
    decimals: split.token.decimals,
    chain: transaction && evmChainKey(transaction.chainId),
    tokenAddress: undefined,
    periods: paidPeriodsOf(payout),
    held,
    totals: transaction
      ? {
          chain: evmChainKey(transaction.chainId),
          distributor: transaction.contract,
          kind: 'cumulative',
          cumulativeByAddress: totalsBy(payees),
        }
      : 'no-contract',
    addressByMember: addressByMember(payees.filter(({ periodBaseUnits }) => periodBaseUnits !== '0')),
    replaces: null,
  }
}

function totalsBy(leaves: readonly { address: string; cumulativeBaseUnits: string }[]): Map<string, bigint> {
  return new Map(leaves.map(({ address, cumulativeBaseUnits }) => [address, BigInt(cumulativeBaseUnits)]))
}

function addressByMember(payees: readonly { address: string; memberIds: readonly string[] }[]): Map<string, string> {
  return new Map(payees.flatMap(({ address, memberIds }) => memberIds.map((id): [string, string] => [id, address])))
}

/** The payouts in the order in which they go on from each other, and what they leave behind together. */
export interface PayoutHistory {
  ids: readonly string[]
  periods: readonly PeriodFacts[]
  held: readonly HeldAmount[]
  /** Where each member was paid last. */
  addressByMember: ReadonlyMap<string, string>
}

/**
 * @param token of the payout that goes on from them
 * @throws Problem `payout.other-token`, `payout.other-decimals`, `payout.practice-beside-real` or `payout.previous-forked`
 */
export function historyOf(previous: readonly PreviousPayout[], token: TokenFacts): PayoutHistory {
  for (const payout of previous) checkSameToken(payout, token)
  const inOrder = [...previous].sort((a, b) => a.periods.length - b.periods.length)
  const last = inOrder.filter((payout) => !inOrder.some((other) => other !== payout && isContinuedBy(payout, other)))
  checkUnforked(last)
  const periods = new Map(inOrder.flatMap((payout) => payout.periods.map((period) => [period.id, period])))
  return {
    ids: inOrder.map(({ id }) => id),
    periods: [...periods.values()],
    held: joinHeld(last.flatMap(({ held }) => held)),
    addressByMember: new Map(inOrder.flatMap((payout) => [...payout.addressByMember])),
  }
}

/** The other takes its place, or has all its periods and more. */
function isContinuedBy(payout: PreviousPayout, other: PreviousPayout): boolean {
  if (other.replaces === payout.id) return true
  const ids = new Set(other.periods.map(({ id }) => id))
  return other.periods.length > payout.periods.length && payout.periods.every(({ id }) => ids.has(id))
}

/** What two go on from and each pays further would be held and counted twice. */
function checkUnforked(last: readonly PreviousPayout[]): void {
  const seen = new Map<string, string>()
  for (const { periods } of last) {
    for (const { id, name } of periods) {
      validateArgument(
        !seen.has(id),
        'payout.previous-forked',
        `Two of the payouts before pay "${name}" and neither goes on from the other: give only the one that was sent.`,
      )
    }
    for (const { id, name } of periods) seen.set(id, name)
  }
}

function joinHeld(held: readonly HeldAmount[]): HeldAmount[] {
  const joined = new Map<string, HeldAmount>()
  for (const each of held) {
    const before = joined.get(each.memberId)
    const amount = BigInt(each.amountBaseUnits) + BigInt(before?.amountBaseUnits ?? '0')
    joined.set(each.memberId, { ...each, amountBaseUnits: amount.toString() })
  }
  return [...joined.values()]
}

function checkSameToken({ symbol, decimals, chain }: PreviousPayout, token: TokenFacts): void {
  if (symbol !== token.symbol) {
    throw new Problem(
      'payout.other-token',
      `A payout before pays ${symbol}, and this one ${token.symbol}: give the last payout of the same token.`,
    )
  }
  if (decimals !== token.decimals) {
    throw new Problem(
      'payout.other-decimals',
      `A payout before counts ${symbol} with ${decimals} decimals, and the token has ${token.decimals}: correct the one that is wrong.`,
    )
  }
  validateArgument(
    chain === null || isPracticeChain(chain) === isPracticeChain(token.chain),
    'payout.practice-beside-real',
    'A payout for practice and one of real money do not go on from each other: leave the other kind out.',
  )
}

/**
 * The running totals that a root at this distributor goes on from.
 * @param firstRoot the person has said that the distributor has no root yet
 * @throws Problem `payout.distributor-unknown`, `payout.distributor-has-root`, `payout.other-distributor-kind`,
 * `payout.other-token` or `payout.previous-no-contract`
 */
export function runningTotalsAt(
  previous: readonly PreviousPayout[],
  { kind, distributor, firstRoot }: { kind: DistributorKind; distributor: string; firstRoot: boolean },
  token: TokenFacts,
): ReadonlyMap<string, bigint> {
  validateArgument(
    !previous.some(({ totals }) => totals === 'no-contract'),
    'payout.previous-no-contract',
    'A payout before names no contract, so nobody can tell whether its running totals are those of this distributor: pay by another method, or give the file that was signed.',
  )
  const there = previous.flatMap((payout) => {
    const { totals } = payout
    if (totals === null || totals === 'no-contract') return []
    const isThere = totals.chain === token.chain && totals.distributor.toLowerCase() === distributor.toLowerCase()
    return isThere ? [{ ...payout, totals }] : []
  })
  const last = [...there].sort((a, b) => a.periods.length - b.periods.length).at(-1)
  if (!last) {
    validateArgument(
      firstRoot,
      'payout.distributor-unknown',
      `None of the payouts before set a root at ${distributor}, and running totals belong to one distributor: give the last payout there as well, or say that its first root is set now (--first-root).`,
    )
    return new Map()
  }
  const { cumulativeByAddress } = last.totals
  validateArgument(
    !firstRoot || cumulativeByAddress.size === 0,
    'payout.distributor-has-root',
    `${distributor} has a root from a payout before: its first root cannot be set again.`,
  )
  validateArgument(
    last.totals.kind === kind,
    'payout.other-distributor-kind',
    `The payout before set a root of the kind ${last.totals.kind} at ${distributor}, and this one is of the kind ${kind}: choose the same.`,
  )
  validateArgument(
    last.tokenAddress === undefined || last.tokenAddress === token.address,
    'payout.other-token',
    `${distributor} pays another token than ${token.address}: choose the distributor of this token.`,
  )
  checkNoneFalls(there, cumulativeByAddress)
  return cumulativeByAddress
}

function checkNoneFalls(there: readonly { totals: RunningTotals }[], last: ReadonlyMap<string, bigint>): void {
  for (const { totals } of there) {
    for (const [address, amount] of totals.cumulativeByAddress) {
      validateArgument(
        (last.get(address) ?? 0n) >= amount,
        'payout.previous-forked',
        `Two of the payouts before set roots at ${totals.distributor} and neither goes on from the other: give only the one that was sent.`,
      )
    }
  }
}
