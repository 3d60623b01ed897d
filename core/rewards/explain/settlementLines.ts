/** From what the stages gave a member to what they are paid: one signed line for each thing that stood between. Base units. */
import type { Token } from '../../model/money'
import { amountText } from '../../words/amountText'
import type { SplitFile } from '../splitFile'

export type SettlementKind =
  | 'from-reserve'
  | 'inherited'
  | 'from-held'
  | 'from-carried'
  | 'overpaid'
  | 'deducted'
  | 'passed-on'
  | 'held'
  | 'carried'

export interface SettlementLine {
  kind: SettlementKind
  /** What it adds to what is paid; below zero where it takes off. */
  baseUnits: bigint
  sentence: string
}

type SplitMember = SplitFile['members'][number]

/** @returns the lines that are not zero; what the stages gave and the lines together are what is paid. SPEC.md, rule [EX2]. */
export function settlementLines(member: SplitMember, split: SplitFile): SettlementLine[] {
  return Object.entries(settlementAmounts(member)).flatMap(([kind, baseUnits]): SettlementLine[] =>
    baseUnits === 0n
      ? []
      : [{ kind: kind as SettlementKind, baseUnits, sentence: sentenceOf(kind as SettlementKind, member, split) }],
  )
}

/** All of them, with zeros. */
export function settlementAmounts(member: SplitMember): Record<SettlementKind, bigint> {
  const nothing = { 'from-reserve': 0n, inherited: 0n, 'from-held': 0n, 'from-carried': 0n, overpaid: 0n }
  if (!('paidBaseUnits' in member)) {
    const held = member.address === null ? -BigInt(member.amountBaseUnits) : 0n
    return { ...nothing, deducted: 0n, 'passed-on': 0n, held, carried: 0n }
  }
  return {
    'from-reserve': BigInt(member.fromReserveBaseUnits),
    inherited: BigInt(member.inheritedBaseUnits),
    'from-held': BigInt(member.fromHeldBaseUnits),
    'from-carried': BigInt(member.fromCarriedBaseUnits),
    overpaid: BigInt(member.overpaidBaseUnits),
    deducted: -BigInt(member.deductedBaseUnits),
    'passed-on': -BigInt(member.passedOnBaseUnits),
    held: -BigInt(member.heldBaseUnits),
    carried: -BigInt(member.carriedBaseUnits),
  }
}

function sentenceOf(kind: SettlementKind, member: SplitMember, split: SplitFile): string {
  switch (kind) {
    case 'from-reserve':
      return reserveSentence(member.id, split)
    case 'inherited':
      return 'Passed on by members who left.'
    case 'from-held':
      return 'Held before, and paid now.'
    case 'from-carried':
      return 'Carried from before, when it was too little to pay.'
    case 'overpaid':
      return 'Too much was paid before: it is owed from now on, and taken off what comes next.'
    case 'deducted':
      return 'Taken off for what was paid too early or too much.'
    case 'passed-on':
      return passedOnSentence(member, split)
    case 'held':
      return heldSentence(member)
    case 'carried':
      return `Less than the minimum payout of ${minimumText(split)}: it waits for the next period.`
  }
}

function heldSentence(member: SplitMember): string {
  if ('standing' in member && member.standing.kind === 'suspended') return 'Held while the member is suspended.'
  if ('standing' in member && member.standing.kind === 'left') return 'Held, because the member left.'
  return 'Held until the member has an address.'
}

function passedOnSentence(member: SplitMember, { members }: SplitFile): string {
  const afterwards = 'standing' in member && member.standing.kind === 'left' ? member.standing.afterwards : null
  if (afterwards?.kind === 'to-reserve') return `The member left: passed on to the reserve "${afterwards.reserve}".`
  const heirId = afterwards?.kind === 'to-member' ? afterwards.memberId : ''
  return `The member left: passed on to ${members.find(({ id }) => id === heirId)?.name ?? heirId}.`
}

function reserveSentence(memberId: string, split: SplitFile): string {
  const entries = split.format === 'commonmast-split-v3' ? split.entries : []
  const reasons = entries.flatMap((entry) =>
    entry.kind === 'from-reserve' && entry.memberId === memberId ? [`"${entry.reserve}" (${entry.reason})`] : [],
  )
  return `Out of the reserve ${reasons.join(' and ')}.`
}

function minimumText(split: SplitFile): string {
  const token: Token = split.token
  return amountText(split.format === 'commonmast-split-v3' ? BigInt(split.minimumPayoutBaseUnits) : 0n, token)
}
