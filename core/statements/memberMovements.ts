/**
 * Every movement of a member's line in a split as an entry, so that the balances after it are those of the split's books.
 * SPEC.md, rules [ST29] to [ST31]. Base units.
 */
import type { BookEntry } from '../agreements/settleMembers'
import { isPaidInMoney } from '../rewards/splitFile'
import type { SplitFileV3, SplitMemberV3 } from '../rewards/splitFileV3'
import type { LedgerEntry, LedgerKind } from './ledgerEntry'
import type { StatedPeriod } from './statementSource'
import { worthOf } from './worth'

/** Digits of the split's digest that an entry's id begins with. */
const DIGEST_DIGITS = 16
const LONGEST_NOTE = 500

interface Movement {
  /** Of the member's line, or of the treasurer's entry. */
  name: string
  kind: LedgerKind
  amountBaseUnits: bigint
  at?: string
  note?: string
  isPayment?: boolean
}

/** In the order in which they happen; those of zero are left out. */
export function memberEntries(period: StatedPeriod, member: SplitMemberV3, cooperative: string): LedgerEntry[] {
  const { split, corrects, payment } = period
  const all = [...advances(period, member.id), ...movements(period, member)]
  return all
    .filter(({ amountBaseUnits }) => amountBaseUnits !== 0n)
    .map(({ name, kind, amountBaseUnits, at = lastInstant(period), note = '', isPayment = false }) => ({
      id: entryId(split, name, member.id),
      at,
      kind,
      member: { id: member.id, name: member.name || member.id },
      token: split.token,
      amountBaseUnits,
      fiat: period.price && worthOf(amountBaseUnits, period.price, split.token),
      chain: isPayment && !isPaidInMoney(member) ? payment.chain : null,
      counterparty: isPayment ? cooperative : '',
      note: note.slice(0, LONGEST_NOTE),
      corrects: kind === 'correction' ? corrects : null,
    }))
}

/** Of a period that ends at an instant which belongs to the next. */
export function lastInstant({ dates }: Pick<StatedPeriod, 'dates'>): string {
  return new Date(Date.parse(dates.end) - 1).toISOString()
}

export function entryId({ contentSha256 }: SplitFileV3, movement: string, owner: string): string {
  return `${contentSha256.slice(0, DIGEST_DIGITS)} ${movement} ${owner}`
}

/** Two movements each: what was granted, and that it was paid. */
function advances(period: StatedPeriod, memberId: string): Movement[] {
  const isAdvance = (entry: BookEntry) => entry.kind === 'advance' && entry.memberId === memberId
  return period.split.entries.filter(isAdvance).flatMap((entry, nth): Movement[] => {
    if (entry.kind !== 'advance') return []
    const isInside = entry.at >= period.dates.start && entry.at < period.dates.end
    const at = isInside ? entry.at : lastInstant(period)
    const note = [entry.reference, isInside ? '' : `given at ${entry.at}`].filter(Boolean).join(', ')
    const amount = BigInt(entry.baseUnits)
    return [
      { name: `advance-${nth}`, kind: 'advance', amountBaseUnits: amount, at, note },
      { name: `advance-paid-${nth}`, kind: 'payment', amountBaseUnits: -amount, at, note },
    ]
  })
}

function movements({ split, agreements, corrects, payment }: StatedPeriod, member: SplitMemberV3): Movement[] {
  const { standing } = member
  const givenBy = [...(agreements.get(member.id) ?? [])]
  const passesToReserve = standing.kind === 'left' && standing.afterwards.kind === 'to-reserve'
  return [
    {
      name: 'earned',
      kind: corrects ? 'correction' : 'reward',
      amountBaseUnits: BigInt(member.amountBaseUnits),
      note: givenBy.length === 0 ? '' : `by ${givenBy.join(', ')}`,
    },
    {
      name: 'from-reserve',
      kind: 'reserve',
      amountBaseUnits: BigInt(member.fromReserveBaseUnits),
      note: split.entries
        .flatMap((entry) =>
          entry.kind === 'from-reserve' && entry.memberId === member.id ? `${entry.reserve}: ${entry.reason}` : [],
        )
        .join('; '),
    },
    { name: 'inherited', kind: 'inherited', amountBaseUnits: BigInt(member.inheritedBaseUnits) },
    { name: 'overpaid', kind: 'overpaid', amountBaseUnits: BigInt(member.overpaidBaseUnits) },
    { name: 'from-held', kind: 'from-held', amountBaseUnits: BigInt(member.fromHeldBaseUnits) },
    { name: 'from-carried', kind: 'carried', amountBaseUnits: BigInt(member.fromCarriedBaseUnits) },
    { name: 'deducted', kind: 'advance-deducted', amountBaseUnits: -BigInt(member.deductedBaseUnits) },
    {
      name: 'passed-on',
      kind: passesToReserve ? 'reserve' : 'passed-on',
      amountBaseUnits: -BigInt(member.passedOnBaseUnits),
    },
    { name: 'held', kind: 'held', amountBaseUnits: -BigInt(member.heldBaseUnits), note: whyHeld(member) },
    { name: 'carried', kind: 'carried', amountBaseUnits: -BigInt(member.carriedBaseUnits) },
    {
      name: 'paid',
      kind: 'payment',
      amountBaseUnits: -BigInt(member.paidBaseUnits),
      note: isPaidInMoney(member) ? 'paid in money: the tokens stay with the cooperative' : payment.words,
      isPayment: true,
    },
  ]
}

function whyHeld({ address, standing }: SplitMemberV3): string {
  if (address === null) return 'no address'
  return standing.kind === 'active' ? '' : standing.kind
}
