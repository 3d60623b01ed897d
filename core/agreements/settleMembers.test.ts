import { describe, expect, it } from 'vitest'
import type { Standing } from '../model/terms'
import { Books } from './books'
import { type BookEntry, type MemberToSettle, settleMembers } from './settleMembers'

const END = '2026-02-01T00:00:00.000Z'
const ADDRESS = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
const refused = (code: string) => expect.objectContaining({ code })
const member = (id: string, address: string | null = ADDRESS, standing: Standing = { kind: 'active' }): MemberToSettle => ({
  ...{ id, name: id, address, standing },
})
const gone = (afterwards: Extract<Standing, { kind: 'left' }>['afterwards']): Standing => ({ kind: 'left', afterwards })
const advance = (memberId: string, baseUnits: string): BookEntry => ({
  ...{ kind: 'advance', memberId, baseUnits, at: END, reference: 'cash' },
})

function settle(
  members: MemberToSettle[],
  due: Record<string, bigint>,
  books = new Books(),
  more: { entries?: BookEntry[]; minimum?: bigint } = {},
) {
  const settled = settleMembers({
    ...{ members, due: new Map(Object.entries(due)), entries: more.entries ?? [], minimumPayout: more.minimum ?? 0n },
    ...{ end: END, books },
  })
  return new Map(settled.map((one) => [one.id, one]))
}

describe('what a member is due', () => {
  it('[AC3] is held without an address or while suspended, and paid as its own line afterwards', () => {
    const books = new Books()
    settle(
      [member('ada'), member('bo', null), member('cy', ADDRESS, { kind: 'suspended' })],
      { ada: 500n, bo: 300n, cy: 200n },
      books,
    )
    expect([books.paid, books.balance('held', 'bo'), books.balance('held', 'cy')]).toEqual([500n, 300n, 200n])
    const later = settle([member('bo'), member('cy', null)], { bo: 7n, cy: 1n }, books)
    expect(later.get('bo')).toMatchObject({ due: 7n, fromHeld: 300n, paid: 307n })
    expect(later.get('cy')).toMatchObject({ fromHeld: 0n, held: 1n, paid: 0n })
    expect([books.balance('held', 'bo'), books.balance('held', 'cy')]).toEqual([0n, 201n])
  })

  it('[AC4] waits until it is worth a payment', () => {
    const books = new Books()
    const run = (ada: bigint) => settle([member('ada')], { ada }, books, { minimum: 100n }).get('ada')
    expect(run(60n)).toMatchObject({ paid: 0n, carried: 60n })
    expect(run(39n)).toMatchObject({ paid: 0n, fromCarried: 60n, carried: 99n })
    expect(run(1n)).toMatchObject({ paid: 100n, fromCarried: 99n, carried: 0n })
  })

  it('[AC4] a minimum waits for suspended members too, and then with what was held', () => {
    const books = new Books()
    settle([member('ada')], { ada: 60n }, books, { minimum: 100n })
    settle([member('ada', null)], { ada: 10n }, books, { minimum: 100n })
    expect(books.balance('held', 'ada')).toBe(70n)
    expect(settle([member('ada')], { ada: 30n }, books, { minimum: 100n }).get('ada')).toMatchObject({ paid: 100n })
  })

  it('[AC5] an advance is paid at once and taken off afterwards, until it is used up', () => {
    const books = new Books()
    expect(settle([member('ada')], { ada: 30n }, books, { entries: [advance('ada', '100')] }).get('ada')).toMatchObject({
      ...{ advanced: 100n, deducted: 30n, paid: 0n },
    })
    expect([books.paid, books.balance('prepaid', 'ada')]).toEqual([100n, -70n])
    expect(settle([member('ada')], { ada: 100n }, books).get('ada')).toMatchObject({ deducted: 70n, paid: 30n })
    expect(books.balance('prepaid', 'ada')).toBe(0n)
  })

  it('[AC5] what a correction takes back is owed and taken off: 100.00 that should be 92.50 leave 52.50 of 60.00', () => {
    const books = new Books()
    expect(settle([member('ada')], { ada: -750n }, books).get('ada')).toMatchObject({ overpaid: 750n, paid: 0n })
    expect(books.balance('prepaid', 'ada')).toBe(-750n)
    expect(settle([member('ada')], { ada: 6000n }, books).get('ada')).toMatchObject({ deducted: 750n, paid: 5250n })
  })

  it('[AC5] of something held, what was too much is taken off that', () => {
    const books = new Books()
    settle([member('ada', null)], { ada: 100n }, books)
    settle([member('ada', null)], { ada: -30n }, books)
    expect(settle([member('ada')], {}, books).get('ada')).toMatchObject({ fromHeld: 100n, deducted: 30n, paid: 70n })
  })
})

describe('members who left', () => {
  const heir = gone({ kind: 'to-member', memberId: 'eve', from: '2026-01-15T00:00:00.000Z' })

  it('[AC6] are held for, and from their date on what they have goes to the heir or a reserve', () => {
    const books = new Books()
    settle([member('ada', ADDRESS, gone({ kind: 'hold' }))], { ada: 40n }, books)
    expect(books.balance('held', 'ada')).toBe(40n)
    const settled = settle([member('eve'), member('ada', ADDRESS, heir)], { ada: 5n, eve: 1n }, books)
    expect(settled.get('ada')).toMatchObject({ fromHeld: 40n, passedOn: 45n, paid: 0n })
    expect(settled.get('eve')).toMatchObject({ inherited: 45n, paid: 46n })
    const reserve = gone({ kind: 'to-reserve', reserve: 'masts', from: '2026-01-15T00:00:00.000Z' })
    settle([member('ada', null, reserve)], { ada: 9n }, books)
    expect(books.balance('reserve', 'masts')).toBe(9n)
  })

  it('[AC6] the date counts as an instant, however it is written', () => {
    const at = (from: string) => gone({ kind: 'to-member', memberId: 'eve', from })
    const eve = (from: string) => settle([member('eve'), member('ada', ADDRESS, at(from))], { ada: 5n }).get('eve')?.paid
    expect([eve('2026-02-01T00:00:00Z'), eve('2026-02-01T00:00:00.001Z')]).toEqual([5n, 0n])
  })

  it('[AC6] through several, and never in a circle', () => {
    const to = (memberId: string) => gone({ kind: 'to-member', memberId, from: '2026-01-15T00:00:00.000Z' })
    const chain = [member('cy'), member('bo', null, to('cy')), member('ada', null, to('bo'))]
    expect(settle(chain, { ada: 3n, bo: 4n }).get('cy')).toMatchObject({ inherited: 7n, paid: 7n })
    expect(() => settle([member('ada', null, to('bo')), member('bo', null, to('ada'))], {})).toThrow(
      refused('member.heirs-in-circle'),
    )
    expect(() => settle([member('ada', null, to('nobody'))], {})).toThrow(refused('member.unknown'))
  })

  it('[AC6] an heir without an address is held for', () => {
    const books = new Books()
    settle([member('eve', null), member('ada', ADDRESS, heir)], { ada: 5n }, books)
    expect(books.balance('held', 'eve')).toBe(5n)
  })
})

describe('reserves', () => {
  const pay = (baseUnits: string): BookEntry => ({
    ...{ kind: 'from-reserve', reserve: 'repairs', memberId: 'ada', baseUnits, reason: 'Mast 4' },
  })

  it('[AC3] pay what they hold and no more', () => {
    const books = new Books()
    books.move('reserve', 'repairs', 100n)
    expect(settle([member('ada')], { ada: 1n }, books, { entries: [pay('60')] }).get('ada')).toMatchObject({
      ...{ fromReserve: 60n, paid: 61n },
    })
    expect(() => settle([member('ada')], {}, books, { entries: [pay('20'), pay('21')] })).toThrow(refused('reserve.not-enough'))
  })
})

it('what is due to nobody known is refused', () => {
  expect(() => settle([member('ada')], { bo: 1n })).toThrow(refused('member.unknown'))
})
