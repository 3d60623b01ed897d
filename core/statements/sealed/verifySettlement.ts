/** A sealed period's line of the member, settled again from what the agreements gave and what stood in the books before. */
import { Books } from '../../agreements/books'
import { type MemberToSettle, settleMembers } from '../../agreements/settleMembers'
import type { Standing } from '../../model/terms'
import { findDifferences } from '../../rewards/findDifferences'
import { settlementText } from '../../rewards/splitText'
import type { SealedPeriod, SealedStatement, StatedEvaluation } from './sealedStatement'
import type { AddFinding } from './verifyStatement'

const ACTIVE: Standing = { kind: 'active' }
const LONG_AGO = '1970-01-01T00:00:00.000Z'

export function verifySettlement({ member }: SealedStatement, period: SealedPeriod, add: AddFinding): void {
  const { settlement, applied, correction } = period
  const given = givenTo(member.id, applied) - givenTo(member.id, correction?.before ?? [])
  const books = booksBefore(period, member.id)
  if (settlement) {
    if (BigInt(settlement.amountBaseUnits) !== given) {
      add('settlement amountBaseUnits', `reads ${settlement.amountBaseUnits}, but the agreements give ${given}`)
    }
    const { address, standing, paidBy, ...stated } = settlement
    const due = new Map([[member.id, BigInt(settlement.amountBaseUnits)]])
    const members: MemberToSettle[] = [{ id: member.id, name: member.name, address, standing, paidBy }]
    // Those who left it to the member, with nothing but what they passed on.
    for (const giver of period.inheritedFrom) {
      due.set(giver.memberId, (due.get(giver.memberId) ?? 0n) + BigInt(giver.amountBaseUnits))
      members.push({
        id: giver.memberId,
        name: giver.memberId,
        address: null,
        standing: { kind: 'left', afterwards: { kind: 'to-member', memberId: member.id, from: LONG_AGO } },
      })
    }
    const heir = heirOf(standing)
    if (heir !== null) members.push({ id: heir, name: heir, address: null, standing: ACTIVE })
    const [settled] = settleMembers({
      members,
      due,
      entries: period.entries,
      minimumPayout: BigInt(period.minimumPayoutBaseUnits),
      end: period.period.end,
      books,
    })
    for (const { field, where, stated: reads, expected } of settled ? findDifferences(stated, settlementText(settled), []) : []) {
      add(`settlement ${where} ${field}`.trim(), `reads ${reads}, but what came in gives ${expected}`)
    }
  } else if (given !== 0n || period.entries.length + period.inheritedFrom.length > 0) {
    add('settlement', 'is missing, though the member is given something')
  }
  const after = {
    held: books.balance('held', member.id),
    carried: books.balance('carried', member.id),
    prepaid: -books.balance('prepaid', member.id),
  }
  for (const account of ['held', 'carried', 'prepaid'] as const) {
    if (period.closing[account] === after[account].toString()) continue
    add(`closing.${account}`, `reads ${period.closing[account]}, but opening and movements give ${after[account]}`)
  }
}

function givenTo(memberId: string, evaluations: readonly StatedEvaluation[]): bigint {
  let sum = 0n
  for (const { kind, id, amountBaseUnits } of evaluations.flatMap(({ stages }) =>
    stages.flatMap(({ allotments }) => allotments),
  )) {
    if (kind === 'member' && id === memberId) sum += BigInt(amountBaseUnits)
  }
  return sum
}

function booksBefore({ opening, entries }: SealedPeriod, memberId: string): Books {
  const books = new Books()
  books.move('held', memberId, BigInt(opening.held))
  books.move('carried', memberId, BigInt(opening.carried))
  books.move('prepaid', memberId, -BigInt(opening.prepaid))
  // Whether a reserve had as much is not the member's statement to show.
  for (const entry of entries) {
    if (entry.kind === 'from-reserve') books.move('reserve', entry.reserve, BigInt(entry.baseUnits))
  }
  return books
}

function heirOf(standing: Standing): string | null {
  return standing.kind === 'left' && standing.afterwards.kind === 'to-member' ? standing.afterwards.memberId : null
}
