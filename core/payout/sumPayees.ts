/**
 * From members to payees: members with one address become one payee, running totals only ever rise, what cannot be paid is
 * held and listed, and what was held before is paid once there is an address. Who is paid in money is no payee: the tokens stay
 * where they are. previous + period = cumulative for every payee.
 * SPEC.md, rules [PO1] to [PO3] and [PO10]. Base units.
 */
import { compareUtf8 } from '../model/compareUtf8'
import { sumBaseUnits } from '../model/money'
import { invariant, Problem } from '../model/problem'
import { heldIn, isPaidInMoney, paidTo, type SplitFile, sumsOf } from '../rewards/splitFile'
import type { HeldAmount, PayoutFile } from './payoutFile'

export interface PayeeSum {
  address: string
  memberIds: string[]
  /** What the payout adds: of the split, and of what was held before. */
  period: bigint
  fromHeld: bigint
  previous: bigint
  cumulative: bigint
}

/**
 * The payees of a split and of the running totals before it, in ascending order of address. Addresses without any
 * total are left out; addresses that only have one from before keep it, or their leaf would vanish from the tree.
 * @param heldBefore what the payout before held, for members
 */
export function sumPayees(
  split: SplitFile,
  previousByAddress: ReadonlyMap<string, bigint>,
  heldBefore: readonly HeldAmount[] = [],
): PayeeSum[] {
  const byAddress = new Map<string, PayeeSum>()
  for (const [address, previous] of previousByAddress) {
    byAddress.set(address, { address, memberIds: [], period: 0n, fromHeld: 0n, previous, cumulative: previous })
  }
  const released = releasedNow(split, heldBefore)
  for (const member of split.members) {
    const { id, address } = member
    if (address === null || isPaidInMoney(member)) continue
    const payee = byAddress.get(address) ?? newPayee(address)
    payee.memberIds.push(id)
    const fromHeld = released.get(id) ?? 0n
    payee.fromHeld += fromHeld
    payee.period += paidTo(member) + fromHeld
    payee.cumulative = payee.previous + payee.period
    byAddress.set(address, payee)
  }
  const payees = [...byAddress.values()].filter((payee) => payee.cumulative > 0n)
  for (const payee of payees) payee.memberIds.sort(compareUtf8)
  return payees.sort((a, b) => compareUtf8(a.address.toLowerCase(), b.address.toLowerCase()))
}

function newPayee(address: string): PayeeSum {
  return { address, memberIds: [], period: 0n, fromHeld: 0n, previous: 0n, cumulative: 0n }
}

/** What of the amounts held before is paid now. A split that goes on with the books of the one before pays it itself. */
function releasedNow(split: SplitFile, heldBefore: readonly HeldAmount[]): Map<string, bigint> {
  if (hasBooks(split)) return new Map()
  const payable = new Set(split.members.filter(canBePaid).map(({ id }) => id))
  const released = heldBefore.filter(({ memberId }) => payable.has(memberId))
  return new Map(released.map(({ memberId, amountBaseUnits }) => [memberId, BigInt(amountBaseUnits)]))
}

function canBePaid(member: SplitFile['members'][number]): boolean {
  return member.address !== null && (!('standing' in member) || member.standing.kind === 'active')
}

function hasBooks(split: SplitFile): boolean {
  return split.format === 'commonmast-split-v3' && split.opening !== null
}

/** Members for whom something is held after the payout, from this period and from before. */
export function heldMembers(split: SplitFile, heldBefore: readonly HeldAmount[] = []): HeldAmount[] {
  const held = heldIn(split)
  const names = new Map(heldBefore.map(({ memberId, name }) => [memberId, name]))
  for (const { id, name } of split.members) names.set(id, name)
  if (!hasBooks(split)) {
    const released = releasedNow(split, heldBefore)
    for (const { memberId, amountBaseUnits } of heldBefore) {
      if (!released.has(memberId)) held.set(memberId, (held.get(memberId) ?? 0n) + BigInt(amountBaseUnits))
    }
  }
  const withoutAddress = new Set(split.members.filter(({ address }) => address === null).map(({ id }) => id))
  return [...held].map(([memberId, amount]) => ({
    memberId,
    name: names.get(memberId) ?? memberId,
    amountBaseUnits: amount.toString(),
    reason: withoutAddress.has(memberId)
      ? 'The member has no address: the amount stays with the cooperative until there is one.'
      : 'The member is not paid at present: the amount stays with the cooperative until they are.',
  }))
}

/**
 * A split that goes on with books must know all that was paid and held before: what was released since would be paid again,
 * and what is held would leave the books.
 * @throws Problem `payout.books-behind` or `payout.held-unknown`
 */
export function checkHeldBefore(
  split: SplitFile,
  heldBefore: readonly HeldAmount[],
  paidBefore: readonly { id: string; name: string }[],
): void {
  if (split.format !== 'commonmast-split-v3' || !split.opening) return
  const last = paidBefore.at(-1)
  const ids = new Set(split.previous.map(({ periodId }) => periodId))
  const gone = paidBefore.find(({ id }) => ids.has(id))
  if (last && gone && !ids.has(last.id)) {
    throw new Problem(
      'payout.books-behind',
      `The split goes on with the books of "${gone.name}", and "${last.name}" was paid since: make the split as the one after "${last.name}".`,
    )
  }
  const opening = new Map(
    split.opening.accounts.flatMap(({ kind, owner, baseUnits }) => (kind === 'held' ? [[owner, baseUnits]] : [])),
  )
  const unknown = heldBefore.find(
    ({ memberId, amountBaseUnits }) => BigInt(opening.get(memberId) ?? '0') < BigInt(amountBaseUnits),
  )
  if (!unknown) return
  throw new Problem(
    'payout.held-unknown',
    `The payout before holds ${unknown.amountBaseUnits} base units for "${unknown.name}", which the books of the split do not know: make the split as the one after that payout's split.`,
  )
}

/** Sums of a payout; that they fit the split is an invariant of a verified split. */
export function payoutTotals(
  split: SplitFile,
  payees: readonly PayeeSum[],
  heldBefore: readonly HeldAmount[] = [],
): PayoutFile['totals'] {
  const period = sumBaseUnits(payees.map((payee) => payee.period))
  const previous = sumBaseUnits(payees.map((payee) => payee.previous))
  const cumulative = sumBaseUnits(payees.map((payee) => payee.cumulative))
  const held = sumBaseUnits(heldMembers(split, heldBefore).map((member) => BigInt(member.amountBaseUnits)))
  invariant(cumulative === previous + period, 'running totals grow by exactly the period')
  return {
    periodBaseUnits: period.toString(),
    heldBaseUnits: held.toString(),
    dustBaseUnits: sumsOf(split).dust.toString(),
    previousBaseUnits: previous.toString(),
    cumulativeBaseUnits: cumulative.toString(),
  }
}
