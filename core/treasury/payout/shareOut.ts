/**
 * From a split to who gets what: payees by address, members who are paid in money, and what is held. Every unit that the split
 * pays and that is released from what was held goes to one of them, or was paid before. SPEC.md, rules [PY5], [PY7] and [PY19]. Base units.
 */
import { formatAmount } from '../../model/money'
import { Problem, validateArgument } from '../../model/problem'
import { heldMembers, sumPayees } from '../../payout/sumPayees'
import { heldIn, type SplitFile } from '../../rewards/splitFile'
import type { PayoutFileV4, PayoutPayee } from '../model/payoutFileV4'
import type { PayoutParts } from './payoutParts'

type SharedOut = Pick<PayoutFileV4, 'payees' | 'held' | 'inMoney'>
const NOBODY_BEFORE: ReadonlyMap<string, bigint> = new Map()

/** @throws Problem `payout.money-unknown`, `payout.money-without-address`, `payout.paid-too-much` or `payout.nobody` */
export function shareOut({
  split,
  heldBefore,
  moneyMemberIds,
  replaces,
}: Pick<PayoutParts, 'split' | 'heldBefore' | 'moneyMemberIds' | 'replaces'>): SharedOut {
  const inMoney = moneyMemberIds.flatMap((id) => {
    const { name, amount } = dueInMoney(split, heldBefore, id)
    return amount > 0n ? [{ memberId: id, name, amountBaseUnits: amount.toString() }] : []
  })
  const tokenMembers = split.members.filter(({ id }) => !moneyMemberIds.includes(id))
  const due = sumPayees(withMembers(split, tokenMembers), NOBODY_BEFORE, heldBefore)
  const payees = unpaidOf(
    due.map(({ address, memberIds, period, fromHeld }) => ({ address, memberIds, amount: period, fromHeld })),
    replaces?.paid ?? [],
  )
  validateArgument(payees.length > 0, 'payout.nobody', 'Nobody with an address is due anything: give members their addresses.')
  return { payees, held: heldMembers(split, heldBefore), inMoney }
}

/** The split as if these were its members; rows and totals stay, which payees do not depend on. */
function withMembers(split: SplitFile, members: readonly SplitFile['members'][number][]): SplitFile {
  return { ...split, members: [...members] } as SplitFile
}

function dueInMoney(split: SplitFile, heldBefore: PayoutParts['heldBefore'], id: string): { name: string; amount: bigint } {
  const member = split.members.find((each) => each.id === id)
  if (!member) {
    throw new Problem('payout.money-unknown', `"${id}" is to be paid in money and is no member of the split: choose its members.`)
  }
  const held = heldIn(split).get(id) ?? 0n
  validateArgument(
    member.address !== null || held === 0n,
    'payout.money-without-address',
    `${member.name} is paid in money and has no address, so the split holds ${formatAmount(held, split.token.decimals)} ${split.token.symbol} and would pay them again later: give ${member.name} the treasury's own address and split again.`,
  )
  const [sum] = sumPayees(withMembers(split, [member]), NOBODY_BEFORE, heldBefore)
  return { name: member.name, amount: sum?.period ?? 0n }
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
