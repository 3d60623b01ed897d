/**
 * What Helium's mini-fanout program (helium-program-library, programs/mini-fanout) pays when it runs: fixed amounts first, in the
 * order of the list, then what share members are still owed, then shares of the rest, each with a carry of 10^-12 base units.
 * SPEC.md, rules [MF1] to [MF6]. Amounts are bigint base units.
 */
import { invariant, Problem } from '../model/problem'

export type FanoutTerm = { kind: 'fixed'; amountBaseUnits: bigint } | { kind: 'share'; weight: bigint }

export interface FanoutMember {
  term: FanoutTerm
  /** What rounding has kept back so far, in 10^-12 base units. */
  dustPicoUnits: bigint
  /** What earlier runs could not pay. */
  owedBaseUnits: bigint
  /** Whether there is an account that can receive the token; without one, what is due stays owed. */
  hasAccount: boolean
}

export interface FanoutPayment {
  paidBaseUnits: bigint
  dustPicoUnits: bigint
  owedBaseUnits: bigint
}

export interface FanoutRun {
  /** In the order of the members. */
  payments: FanoutPayment[]
  leftBaseUnits: bigint
}

const MOST_MEMBERS = 6
const PICO = 1_000_000_000_000n
const LARGEST_U32 = 2n ** 32n - 1n
const LARGEST_U64 = 2n ** 64n - 1n

interface Due {
  amount: bigint
  dust: bigint
  stillOwed: bigint
}

/**
 * One run over what the account holds.
 * @throws Problem `fanout.too-many-members`, `fanout.no-members`, `fanout.out-of-range` or `fanout.no-weights`; nothing is paid then,
 * as the program itself stops there.
 */
export function runMiniFanout(balanceBaseUnits: bigint, members: readonly FanoutMember[]): FanoutRun {
  checkMembers(balanceBaseUnits, members)
  const carriedUnits = members.reduce((sum, { dustPicoUnits }) => sum + dustPicoUnits, 0n) / PICO
  let remaining = balanceBaseUnits > carriedUnits ? balanceBaseUnits - carriedUnits : 0n
  const take = (wanted: bigint) => {
    const taken = wanted < remaining ? wanted : remaining
    remaining -= taken
    return taken
  }

  const due = new Map<FanoutMember, Due>()
  const ofKind = (kind: FanoutTerm['kind']) => members.filter(({ term }) => term.kind === kind)
  for (const member of [...ofKind('fixed'), ...ofKind('share')]) {
    const wanted = member.owedBaseUnits + (member.term.kind === 'fixed' ? member.term.amountBaseUnits : 0n)
    const amount = take(wanted)
    due.set(member, { amount, dust: member.dustPicoUnits, stillOwed: wanted - amount })
  }
  const weights = members.reduce((sum, { term }) => sum + (term.kind === 'share' ? term.weight : 0n), 0n)
  for (const member of members) {
    const entry = due.get(member)
    if (member.term.kind !== 'share' || !entry) continue
    const exact = (remaining * member.term.weight * PICO) / weights
    const dust = (exact % PICO) + entry.dust
    entry.amount += exact / PICO + dust / PICO
    entry.dust = dust % PICO
  }

  const payments = members.map((member): FanoutPayment => {
    const { amount, dust, stillOwed } = due.get(member) ?? { amount: 0n, dust: 0n, stillOwed: 0n }
    return {
      paidBaseUnits: member.hasAccount ? amount : 0n,
      dustPicoUnits: dust,
      owedBaseUnits: member.hasAccount ? stillOwed : stillOwed + amount,
    }
  })
  const left = payments.reduce((rest, { paidBaseUnits }) => rest - paidBaseUnits, balanceBaseUnits)
  invariant(left >= 0n, 'a fanout pays no more than it holds')
  return { payments, leftBaseUnits: left }
}

function checkMembers(balance: bigint, members: readonly FanoutMember[]): void {
  if (members.length === 0) throw new Problem('fanout.no-members', 'The fanout has no members: name who is paid.')
  if (members.length > MOST_MEMBERS) {
    throw new Problem('fanout.too-many-members', `A mini-fanout has at most ${MOST_MEMBERS} members, not ${members.length}.`)
  }
  checkRange('balance', balance, LARGEST_U64)
  for (const [at, { term, dustPicoUnits, owedBaseUnits }] of members.entries()) {
    const place = `of member ${at + 1}`
    if (term.kind === 'fixed') checkRange(`fixed amount ${place}`, term.amountBaseUnits, LARGEST_U64)
    else checkRange(`share ${place}`, term.weight, LARGEST_U32)
    checkRange(`dust ${place}`, dustPicoUnits, PICO - 1n)
    checkRange(`owed amount ${place}`, owedBaseUnits, LARGEST_U64)
  }
  const shares = members.flatMap(({ term }) => (term.kind === 'share' ? [term.weight] : []))
  if (shares.length > 0 && shares.every((weight) => weight === 0n)) {
    throw new Problem('fanout.no-weights', 'All shares are 0, so that the rest cannot be divided: give one a share above 0.')
  }
}

function checkRange(what: string, value: bigint, largest: bigint): void {
  if (value >= 0n && value <= largest) return
  throw new Problem('fanout.out-of-range', `The ${what} is ${value}: give a whole number from 0 to ${largest}.`)
}
