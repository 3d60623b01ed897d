/** A payout that is void or paid only in part, as the one that takes its place goes on from it. SPEC.md, rules [PY18] and [PY19]. */
import { Problem, validateArgument } from '../../model/problem'
import type { SplitFile } from '../../rewards/splitFile'
import { type PayoutFileV4, payoutFileV4Schema } from '../model/payoutFileV4'
import type { TokenFacts } from '../model/treasuryFacts'
import { historyOf, type PayoutHistory, type PreviousPayout, readPreviousPayout } from './previousPayouts'

export interface ReplacedPayout {
  /** The payout file of version 4. */
  payout: unknown
  reason: string
  /** Of a part-paid payout, whom it left unpaid and what is missing; null for one that is void and paid nobody. */
  unpaid: readonly { address: string; missingBaseUnits: string }[] | null
}

export interface Replaced {
  history: PayoutHistory
  /** The running totals that its root went on from. */
  totals: PreviousPayout[]
  declared: NonNullable<PayoutFileV4['replaces']>
}

/** @throws Problem `payout.replaces-*`, `payout.previous-does-not-hold`, `payout.other-token` */
export async function replacedPayout(
  { payout: document, reason, unpaid }: ReplacedPayout,
  split: SplitFile,
  token: TokenFacts,
): Promise<Replaced> {
  const parsed = payoutFileV4Schema.safeParse(document)
  validateArgument(parsed.success, 'payout.replaces-other-version', 'Only a payout of version 4 can be replaced.')
  const read = await readPreviousPayout(document)
  const payout = parsed.data
  validateArgument(
    payout.split.contentSha256 === split.contentSha256,
    'payout.replaces-other-split',
    'The replaced payout pays another split: give the very split that it carries.',
  )
  validateArgument(reason.trim() !== '', 'payout.replaces-unsaid', 'Say why the payout is replaced.')
  const before = periodsBefore(payout, read)
  return {
    history: { ...historyOf([before], token), ids: payout.previousPayouts },
    totals: payout.merkle ? [before] : [],
    declared: { payoutSha256: payout.contentSha256, reason, paid: paidOf(payout, unpaid) },
  }
}

/** What the replaced payout went on from: its own period is not among the paid ones, and its payees were not paid by it. */
function periodsBefore(payout: PayoutFileV4, read: PreviousPayout): PreviousPayout {
  const { totals } = read
  const previous = payout.merkle?.leaves.filter(({ previousBaseUnits }) => previousBaseUnits !== '0') ?? []
  return {
    ...read,
    periods: payout.periods.slice(0, -1),
    held: payout.heldBefore,
    addressByMember: confirmedFrom(payout),
    totals:
      totals === null || totals === 'no-contract'
        ? totals
        : {
            ...totals,
            cumulativeByAddress: new Map(previous.map(({ address, previousBaseUnits }) => [address, BigInt(previousBaseUnits)])),
          },
  }
}

/** Where its payees were paid before it: at the same address, or at the one from which the change was confirmed. */
function confirmedFrom({ payees, addressConfirmations }: PayoutFileV4): Map<string, string> {
  const before = new Map(payees.flatMap(({ address, memberIds }) => memberIds.map((id): [string, string] => [id, address])))
  for (const { facts } of addressConfirmations) before.set(facts.memberId, facts.previousAddress)
  return before
}

function paidOf(
  { payees, firstPayments = [], replaces }: PayoutFileV4,
  unpaid: ReplacedPayout['unpaid'],
): NonNullable<PayoutFileV4['replaces']>['paid'] {
  const paid = new Map(replaces?.paid.map(({ address, amountBaseUnits }) => [address, BigInt(amountBaseUnits)]))
  if (unpaid !== null) {
    const missing = missingOf(unpaid, new Set(payees.map(({ address }) => address)))
    const rests = new Map(firstPayments.map(({ address, restBaseUnits }) => [address, BigInt(restBaseUnits)]))
    for (const { address, amountBaseUnits } of payees) {
      const left = missing.get(address) ?? 0n
      const amount = BigInt(amountBaseUnits) + (rests.get(address) ?? 0n)
      validateArgument(
        left <= amount,
        'payout.replaces-too-much',
        `${address} is said to miss ${left} base units of ${amount}: read the chain again.`,
      )
      if (amount > left) paid.set(address, (paid.get(address) ?? 0n) + amount - left)
    }
  }
  return [...paid].map(([address, amount]) => ({ address, amountBaseUnits: amount.toString() }))
}

function missingOf(unpaid: NonNullable<ReplacedPayout['unpaid']>, payees: ReadonlySet<string>): Map<string, bigint> {
  const missing = new Map<string, bigint>()
  for (const { address, missingBaseUnits } of unpaid) {
    if (!payees.has(address) || missing.has(address) || !/^[1-9]\d*$/.test(missingBaseUnits)) {
      throw new Problem(
        'payout.replaces-stranger',
        `${address} is to be paid ${missingBaseUnits} base units as the rest, which is not the rest of one payee: read the chain again.`,
      )
    }
    missing.set(address, BigInt(missingBaseUnits))
  }
  return missing
}
