/**
 * From a split to who gets what: payees by address, members who are paid in money, and what is held. Every unit that the split
 * pays and that is released from what was held goes to one of them, or was paid before. SPEC.md, rules [PY5], [PY7] and [PY19]. Base units.
 */
import { validateArgument } from '../../model/problem'
import { heldMembers, sumPayees } from '../../payout/sumPayees'
import { isPaidInMoney, paidTo } from '../../rewards/splitFile'
import type { PayoutFileV4, PayoutPayee } from '../model/payoutFileV4'
import type { PayoutParts } from './payoutParts'

type SharedOut = Pick<PayoutFileV4, 'payees' | 'held' | 'inMoney'>
const NOBODY_BEFORE: ReadonlyMap<string, bigint> = new Map()

/** @throws Problem `payout.paid-too-much` or `payout.nobody` */
export function shareOut({ split, heldBefore, replaces }: Pick<PayoutParts, 'split' | 'heldBefore' | 'replaces'>): SharedOut {
  const inMoney = split.members.flatMap((member) => {
    const amount = isPaidInMoney(member) ? paidTo(member) : 0n
    return amount > 0n ? [{ memberId: member.id, name: member.name, amountBaseUnits: amount.toString() }] : []
  })
  const due = sumPayees(split, NOBODY_BEFORE, heldBefore)
  const payees = unpaidOf(
    due.map(({ address, memberIds, period, fromHeld }) => ({ address, memberIds, amount: period, fromHeld })),
    replaces?.paid ?? [],
  )
  validateArgument(payees.length > 0, 'payout.nobody', 'Nobody with an address is due anything: give members their addresses.')
  return { payees, held: heldMembers(split, heldBefore), inMoney }
}

interface DuePayee {
  address: string
  memberIds: string[]
  amount: bigint
  fromHeld: bigint
}

function unpaidOf(due: readonly DuePayee[], paid: NonNullable<PayoutFileV4['replaces']>['paid']): PayoutPayee[] {
  const paidByAddress = new Map(paid.map(({ address, amountBaseUnits }) => [address, BigInt(amountBaseUnits)]))
  const dueByAddress = new Map(due.map(({ address, amount }) => [address, amount]))
  for (const [address, amount] of paidByAddress) {
    const all = dueByAddress.get(address) ?? 0n
    validateArgument(
      amount > 0n && amount <= all && paidByAddress.size === paid.length,
      'payout.paid-too-much',
      `The replaced payout is said to have paid ${amount} base units to ${address}, which is due ${all}: read the chain again.`,
    )
  }
  return due.flatMap(({ address, memberIds, amount, fromHeld }) => {
    const left = amount - (paidByAddress.get(address) ?? 0n)
    if (left === 0n) return []
    const leftOfHeld = fromHeld < left ? fromHeld : left
    return [{ address, memberIds, amountBaseUnits: left.toString(), fromHeldBaseUnits: leftOfHeld.toString() }]
  })
}
