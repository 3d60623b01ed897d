/**
 * From what members are due to what they are paid: what cannot be paid is held, what is too little is carried, what was paid
 * too early is taken off, and what was held is paid once it can be. SPEC.md, rules [AC1] to [AC6]. Base units.
 */
import { z } from 'zod'
import { baseUnitsTextSchema, smallerOf } from '../model/money'
import type { PaidBy } from '../model/paymentDetails'
import { invariant, Problem } from '../model/problem'
import type { Standing } from '../model/terms'
import type { Books } from './books'

const name = z.string().min(1)
const instant = z.iso.datetime()

/** What the treasurer did beside the split. */
export const bookEntrySchema = z.discriminatedUnion('kind', [
  /** Paid to a member before it was due; taken off what they are due later. */
  z.strictObject({
    kind: z.literal('advance'),
    memberId: name,
    baseUnits: baseUnitsTextSchema,
    at: instant,
    reference: z.string(),
  }),
  /** Out of a reserve to a member, with this period's payout. */
  z.strictObject({
    kind: z.literal('from-reserve'),
    reserve: name,
    memberId: name,
    baseUnits: baseUnitsTextSchema,
    reason: name,
  }),
])
export type BookEntry = z.infer<typeof bookEntrySchema>

export interface SettledMember {
  id: string
  /** By the stages of the agreements; below zero where a correction takes back. */
  due: bigint
  fromReserve: bigint
  /** From members who left. */
  inherited: bigint
  fromHeld: bigint
  fromCarried: bigint
  /** Paid too much before: owed by the member from now on. */
  overpaid: bigint
  /** Taken off for what was paid too early. */
  deducted: bigint
  passedOn: bigint
  held: bigint
  carried: bigint
  paid: bigint
  /** Paid to them beside the split. */
  advanced: bigint
}

export interface MemberToSettle {
  id: string
  name: string
  address: string | null
  standing: Standing
  /** In money: no address is needed. */
  paidBy?: PaidBy | undefined
}

export interface SettleInput {
  members: readonly MemberToSettle[]
  /** By member id. */
  due: ReadonlyMap<string, bigint>
  entries: readonly BookEntry[]
  /** What is less waits until it is more. */
  minimumPayout: bigint
  /** End of the period, or null for one without dates. */
  end: string | null
  /** Changed by it. */
  books: Books
}

/** @throws Problem `member.unknown`, `member.heirs-in-circle` or `reserve.not-enough` */
export function settleMembers(input: SettleInput): SettledMember[] {
  const { members, books } = input
  const settled = new Map(members.map(({ id }) => [id, newSettled(id, input.due.get(id) ?? 0n)]))
  for (const id of input.due.keys()) settledOf(settled, id)
  for (const entry of input.entries) enter(entry, settledOf(settled, entry.memberId), books)
  for (const member of heirsLast(members, input.end)) settle(member, settledOf(settled, member.id), settled, input)
  for (const { paid } of settled.values()) books.paid += paid
  return [...settled.values()]
}

function settle(
  { id, address, standing, paidBy }: MemberToSettle,
  one: SettledMember,
  all: ReadonlyMap<string, SettledMember>,
  { books, minimumPayout, end }: SettleInput,
): void {
  let amount = one.due + one.fromReserve + one.inherited
  if (amount < 0n) {
    one.overpaid = -amount
    books.move('prepaid', id, amount)
    amount = 0n
  }
  const passesTo = passedOnTo(standing, end)
  const canBePaid = (address !== null || paidBy === 'money') && standing.kind === 'active'
  one.fromCarried = take(books, 'carried', id)
  if (canBePaid || passesTo) one.fromHeld = take(books, 'held', id)
  amount += one.fromCarried + one.fromHeld
  const owed = -books.balance('prepaid', id)
  one.deducted = smallerOf(owed, amount)
  if (one.deducted > 0n) books.move('prepaid', id, one.deducted)
  amount -= one.deducted
  if (passesTo) {
    one.passedOn = amount
    if (passesTo.kind === 'to-reserve') books.move('reserve', passesTo.reserve, amount)
    else settledOf(all, passesTo.memberId).inherited += amount
  } else if (!canBePaid) {
    one.held = amount
    books.move('held', id, amount)
  } else if (amount < minimumPayout) {
    one.carried = amount
    books.move('carried', id, amount)
  } else {
    one.paid = amount
  }
  const came = one.due + one.fromReserve + one.inherited + one.overpaid + one.fromHeld + one.fromCarried
  const went = one.deducted + one.passedOn + one.held + one.carried + one.paid
  invariant(came === went, 'what a member is due goes somewhere')
}

function enter(entry: BookEntry, one: SettledMember, books: Books): void {
  const amount = BigInt(entry.baseUnits)
  if (entry.kind === 'advance') {
    books.move('prepaid', entry.memberId, -amount)
    books.paid += amount
    one.advanced += amount
    return
  }
  const balance = books.balance('reserve', entry.reserve)
  if (amount > balance) {
    throw new Problem(
      'reserve.not-enough',
      `The reserve "${entry.reserve}" holds ${balance} base units, and ${amount} are to be paid out of it: pay out less.`,
    )
  }
  books.move('reserve', entry.reserve, -amount)
  one.fromReserve += amount
}

function take(books: Books, kind: 'held' | 'carried', id: string): bigint {
  const balance = books.balance(kind, id)
  if (balance !== 0n) books.move(kind, id, -balance)
  return balance
}

function passedOnTo(standing: Standing, end: string | null) {
  if (standing.kind !== 'left' || standing.afterwards.kind === 'hold') return null
  return end === null || Date.parse(standing.afterwards.from) <= Date.parse(end) ? standing.afterwards : null
}

/** Members who pass on what they are due come before those who get it. */
function heirsLast(members: readonly MemberToSettle[], end: string | null): MemberToSettle[] {
  const byId = new Map(members.map((member) => [member.id, member]))
  const order: MemberToSettle[] = []
  const done = new Set<string>()
  const heirsOf = new Map<string, MemberToSettle[]>()
  for (const member of members) {
    const passed = passedOnTo(member.standing, end)
    if (passed?.kind !== 'to-member') continue
    if (!byId.has(passed.memberId)) throw unknownMember(passed.memberId)
    heirsOf.set(passed.memberId, [...(heirsOf.get(passed.memberId) ?? []), member])
  }
  const visit = (member: MemberToSettle, path: ReadonlySet<string>) => {
    if (done.has(member.id)) return
    if (path.has(member.id)) {
      throw new Problem(
        'member.heirs-in-circle',
        `"${member.name}" and others who left pass on to each other in a circle: name somebody who is paid.`,
      )
    }
    for (const giver of heirsOf.get(member.id) ?? []) visit(giver, new Set([...path, member.id]))
    done.add(member.id)
    order.push(member)
  }
  for (const member of members) visit(member, new Set())
  return order
}

function newSettled(id: string, due: bigint): SettledMember {
  const nothing = { fromReserve: 0n, inherited: 0n, fromHeld: 0n, fromCarried: 0n, overpaid: 0n, deducted: 0n }
  return { id, due, ...nothing, passedOn: 0n, held: 0n, carried: 0n, paid: 0n, advanced: 0n }
}

function settledOf(settled: ReadonlyMap<string, SettledMember>, id: string): SettledMember {
  const one = settled.get(id)
  if (!one) throw unknownMember(id)
  return one
}

function unknownMember(id: string): Problem {
  return new Problem('member.unknown', `"${id}" is due something and is not a member: add the member.`)
}
