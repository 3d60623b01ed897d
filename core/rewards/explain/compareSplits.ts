/**
 * Why each member is paid another amount than in an earlier period: parts that add up to the whole difference, largest first.
 * SPEC.md, rules [EX4] to [EX7]. Base units.
 */
import { Problem } from '../../model/problem'
import { amountText } from '../../words/amountText'
import { paidTo, periodOf, type SplitFile } from '../splitFile'
import { bySize, type ChangePart, PartsByMember } from './changeParts'
import { type SettlementKind, settlementAmounts } from './settlementLines'
import { addStageParts } from './stageParts'

export interface MemberChange {
  memberId: string
  name: string
  /** Paid; null where the member was or is not among the period's. */
  beforeBaseUnits: bigint | null
  nowBaseUnits: bigint | null
  changeBaseUnits: bigint
  /** They add up to the change. */
  parts: ChangePart[]
}

export interface SplitComparison {
  beforeName: string
  /** Largest change first. */
  members: MemberChange[]
  beforeBaseUnits: bigint
  nowBaseUnits: bigint
}

/** @throws Problem `compare.other-token` */
export function compareSplits(before: SplitFile, now: SplitFile): SplitComparison {
  if (before.token.symbol !== now.token.symbol || before.token.decimals !== now.token.decimals) {
    throw new Problem(
      'compare.other-token',
      `“${periodOf(before).name}” is in ${before.token.symbol} and “${periodOf(now).name}” in ${now.token.symbol}: choose periods of one token.`,
    )
  }
  const parts = new PartsByMember()
  addStageParts(before, now, parts)
  const earlier = new Map(before.members.map((member) => [member.id, member]))
  const later = new Map(now.members.map((member) => [member.id, member]))
  const members = [...new Set([...later.keys(), ...earlier.keys()])].map((memberId): MemberChange => {
    const [was, is] = [earlier.get(memberId), later.get(memberId)]
    for (const part of settlementParts(was, is, now)) parts.add(memberId, part.cause, part)
    const [beforeBaseUnits, nowBaseUnits] = [was ? paidTo(was) : null, is ? paidTo(is) : null]
    return {
      memberId,
      name: (is ?? was)?.name ?? memberId,
      beforeBaseUnits,
      nowBaseUnits,
      changeBaseUnits: (nowBaseUnits ?? 0n) - (beforeBaseUnits ?? 0n),
      parts: parts.of(memberId),
    }
  })
  const sumOf = (amounts: readonly (bigint | null)[]) => amounts.reduce((sum: bigint, amount) => sum + (amount ?? 0n), 0n)
  return {
    beforeName: periodOf(before).name,
    members: members.sort((one, other) => bySize(one.changeBaseUnits, other.changeBaseUnits)),
    beforeBaseUnits: sumOf(members.map(({ beforeBaseUnits }) => beforeBaseUnits)),
    nowBaseUnits: sumOf(members.map(({ nowBaseUnits }) => nowBaseUnits)),
  }
}

const SETTLEMENT_WORDS: Record<SettlementKind, string> = {
  'from-reserve': 'Out of a reserve',
  inherited: 'Passed on by members who left',
  'from-held': 'Paid of what was held',
  'from-carried': 'Paid of what was carried',
  overpaid: 'Too much paid before',
  deducted: 'Taken off for what was paid too early',
  'passed-on': 'Passed on, because the member left',
  held: 'Held',
  carried: 'Carried, below the minimum payout',
}

type SplitMember = SplitFile['members'][number]

function settlementParts(was: SplitMember | undefined, is: SplitMember | undefined, { token }: SplitFile): ChangePart[] {
  const [earlier, later] = [was && settlementAmounts(was), is && settlementAmounts(is)]
  return (Object.keys(SETTLEMENT_WORDS) as SettlementKind[]).map((kind) => {
    const [from, to] = [earlier?.[kind] ?? 0n, later?.[kind] ?? 0n]
    const text = (amount: bigint) => amountText(amount < 0n ? -amount : amount, token)
    return {
      cause: kind,
      sentence: `${SETTLEMENT_WORDS[kind]}: ${text(to)} now, ${text(from)} before.`,
      baseUnits: to - from,
      stage: null,
    }
  })
}
