import { describe, expect, it } from 'vitest'
import { exampleSplit, exampleSplitInput } from '../rewards/exampleSplit'
import { splitByTerms } from '../rewards/splitByTerms'
import type { HeldAmount } from './payoutFile'
import { checkHeldBefore, heldMembers, payoutTotals, sumPayees } from './sumPayees'

const held = (memberId: string, amountBaseUnits: string): HeldAmount => ({
  memberId,
  name: memberId,
  amountBaseUnits,
  reason: '',
})
const period = (split = exampleSplit(), before: HeldAmount[] = []) =>
  payoutTotals(split, sumPayees(split, new Map(), before), before)

describe('what the payout before held', () => {
  it('[PO10] is paid to whoever can be paid now, and stays held for the others', () => {
    const split = exampleSplit()
    const before = [held('bo', '70'), held('cy', '30'), held('gone', '5')]
    const bo = sumPayees(split, new Map(), before).find(({ memberIds }) => memberIds.includes('bo'))
    expect(bo).toMatchObject({ fromHeld: 70n, period: BigInt(split.members[1]?.paidBaseUnits ?? '') + 70n })
    const cy = BigInt(split.members[2]?.heldBaseUnits ?? '')
    expect(heldMembers(split, before).map(({ memberId, amountBaseUnits }) => [memberId, amountBaseUnits])).toEqual([
      ['cy', `${cy + 30n}`],
      ['gone', '5'],
    ])
    const sum = ({ periodBaseUnits, heldBaseUnits }: ReturnType<typeof period>) => BigInt(periodBaseUnits) + BigInt(heldBaseUnits)
    expect(sum(period(split, before))).toBe(sum(period()) + 105n)
  })

  it('[PO10] is paid by the books of a split that knows of it, and never twice', () => {
    const first = exampleSplit()
    const [cy] = heldMembers(first)
    const input = exampleSplitInput()
    const members = input.members.map((member) => ({ ...member, address: member.address ?? input.members[0]?.address ?? null }))
    const next = splitByTerms({ ...input, members, previous: [], opening: first.closing })
    expect(next.members[2]).toMatchObject({ fromHeldBaseUnits: cy?.amountBaseUnits })
    if (!cy) throw new Error('Something is held')
    expect(() => checkHeldBefore(next, [cy], [])).not.toThrow()
    expect(period(next, [cy]).periodBaseUnits).toBe(next.totals.paidBaseUnits)
    const more = { ...cy, amountBaseUnits: `${BigInt(cy.amountBaseUnits) + 1n}` }
    expect(() => checkHeldBefore(next, [more], [])).toThrow(expect.objectContaining({ code: 'payout.held-unknown' }))
  })
})
