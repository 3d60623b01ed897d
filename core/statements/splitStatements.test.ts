import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PayoutFile } from '../payout/payoutFile'
import { NO_PREVIOUS_TOTALS, preparePayout } from '../payout/preparePayout'
import { agreementsArbitrary, periodArbitrary, splitChain } from '../rewards/arbitrarySplits'
import { exampleSplit } from '../rewards/exampleSplit'
import { postingsOf } from './bookAccounts'
import { readEntries } from './entriesFile'
import { entriesOfCooperative, entriesOfMember } from './splitEntries'
import { balancesIn, statementsOf } from './splitStatements'
import { findMember, membersOf, readStatementSource, type StatementSource } from './statementSource'
import { exampleSplits } from './testing/exampleSplits'

const chainArbitrary = fc
  .tuple(fc.array(periodArbitrary, { minLength: 1, maxLength: 3 }), agreementsArbitrary)
  .map(([periods, agreements]) => splitChain(periods, agreements).map(({ split }) => split))

const sourceOf = (splits: StatementSource['periods'][number]['split'][], given = {}) =>
  readStatementSource({ cooperative: 'Mesh', zone: 'UTC', splits, ...given })

describe('statements of closed periods', () => {
  it('[ST28] [ST29] of any periods, balances go on from one to the next and close with the books of the split', () => {
    fc.assert(
      fc.property(chainArbitrary, (splits) => {
        const source = sourceOf([...splits].reverse())
        for (const member of membersOf(source)) {
          const statements = statementsOf(source, member)
          expect(statements).toHaveLength(splits.length)
          statements.forEach(({ opening, closing, entries }, at) => {
            const period = source.periods[at]
            if (period) expect(closing).toEqual(balancesIn(period.closing, member.id))
            expect(opening).toEqual(statements[at - 1]?.closing ?? { due: 0n, held: 0n, carried: 0n, prepaid: 0n })
            expect(entries.every(({ amountBaseUnits }) => amountBaseUnits !== 0n)).toBe(true)
          })
          const paid = splits.map((split) => split.members.find(({ id }) => id === member.id))
          expect(statements.map(({ paidBaseUnits }) => paidBaseUnits)).toEqual(
            paid.map((line) => BigInt(line?.paidBaseUnits ?? 0) + BigInt(line?.advancedBaseUnits ?? 0)),
          )
        }
      }),
      { numRuns: 60 },
    )
  })

  it("[ST32] of any periods, the cooperative's book comes to the books of the last split, account by account", () => {
    fc.assert(
      fc.property(chainArbitrary, (splits) => {
        const source = sourceOf(splits)
        const { book } = entriesOfCooperative(source)
        const file = JSON.parse(JSON.stringify({ format: 'commonmast-entries-v1', ...book }, textOfBigints))
        expect(readEntries(file).entries).toHaveLength(book.entries.length)
        const sums = new Map<string, bigint>()
        for (const entry of book.entries) {
          for (const { account, amountBaseUnits } of postingsOf(entry, book.book, {
            cooperative: '',
            memberName: ({ id }) => id,
          })) {
            const name = account.join(':')
            sums.set(name, (sums.get(name) ?? 0n) + amountBaseUnits)
          }
        }
        const sumOf = (name: string) => sums.get(name) ?? 0n
        const { closing, split } = source.periods.at(-1) ?? {}
        if (!closing || !split) throw new Error('There are periods')
        expect(sumOf('Assets:Treasury')).toBe(closing.received - closing.paid)
        expect(sumOf('Liabilities:Reserve')).toBe(-closing.sumOf('reserve'))
        expect(sumOf('Liabilities:Passed on')).toBe(0n)
        let carriedForMembers = 0n
        for (const { id } of membersOf(source)) {
          expect(sumOf(`Liabilities:Members:${id}:Due`)).toBe(0n)
          for (const account of ['held', 'carried', 'prepaid'] as const) {
            const name = account === 'prepaid' ? `Assets:Members:${id}:Prepaid` : `Liabilities:Members:${id}:${capital(account)}`
            expect(sumOf(name)).toBe(-closing.balance(account, id))
          }
          carriedForMembers += closing.balance('carried', id)
        }
        // What nobody got, and parts of a base unit that agreements carry on.
        const left = closing.dust + closing.sumOf('carried') - carriedForMembers
        expect(sumOf('Liabilities:Rewards to share')).toBe(-left)
      }),
      { numRuns: 60 },
    )
  })

  it('[ST29] a correction names the period that it corrects', () => {
    fc.assert(
      fc.property(chainArbitrary, (splits) => {
        const source = sourceOf(splits)
        for (const member of membersOf(source)) {
          statementsOf(source, member).forEach((statement, at) => {
            const corrected = splits[at]?.period.corrects[0]
            const name = splits.find(({ period }) => period.id === corrected?.id)?.period.name
            for (const { kind, corrects } of statement.entries) {
              if (corrected && name !== undefined) expect(kind).not.toBe('reward')
              else expect(kind).not.toBe('correction')
              if (kind === 'correction') expect(corrects).toEqual({ periodId: corrected?.id, periodName: name })
            }
          })
        }
      }),
      { numRuns: 20 },
    )
  })

  it('[ST28] refuses what is no row of closed periods of one token', () => {
    const [first, second, third] = exampleSplits()
    if (!first || !second || !third) throw new Error('There are three periods')
    const undated = exampleSplit()
    const other = { ...second, token: { symbol: 'OTHER', decimals: 6 } }
    const old = { ...undated, format: 'commonmast-split-v2', rule: 'largest-remainder-per-hotspot-v1' } as never
    for (const [splits, code] of [
      [[], 'statement.no-periods'],
      [[first, third], 'statement.not-consecutive'],
      [[first, first], 'statement.not-consecutive'],
      [[first, { ...second, opening: null }], 'statement.not-consecutive'],
      [[undated], 'statement.no-dates'],
      [[old], 'statement.no-books'],
      [[first, other], 'statement.two-tokens'],
    ] as const) {
      expect(() => sourceOf([...splits])).toThrow(expect.objectContaining({ code }))
    }
    const source = sourceOf([third, second, first])
    expect(source.periods.map(({ name }) => name)).toEqual(['January', 'February', 'March'])
    expect(findMember(source, 'ada').name).toBe('Ada')
    expect(findMember(source, 'Bo').id).toBe('bo')
    expect(() => findMember(source, 'Zed')).toThrow(expect.objectContaining({ code: 'statement.unknown-member' }))
  })

  it('[ST30] [ST33] a payment has the transaction that was signed, and without one says how far it has come', async () => {
    const [january, february] = exampleSplits()
    if (!january || !february) throw new Error('There are periods')
    const unsigned = await preparePayout({ split: january, previous: NO_PREVIOUS_TOTALS, transaction: null })
    const hash = `0x${'a'.repeat(64)}`
    const signed = (simulated: boolean): PayoutFile => ({
      ...unsigned,
      transaction: { chainId: 10 } as PayoutFile['transaction'],
      signature: { simulated, transactionHash: hash, signedAt: '2026-02-03T08:00:00.000Z' } as PayoutFile['signature'],
    })
    const paymentWith = (payouts: PayoutFile[]) => {
      const source = sourceOf([january, february], { payouts })
      const ada = findMember(source, 'ada')
      const of = (entries: readonly { kind: string }[]) => entries.find(({ kind }) => kind === 'payment')
      const { book, notes } = entriesOfMember(source, ada)
      return { told: of(statementsOf(source, ada)[0]?.entries ?? []), booked: of(book.entries), notes }
    }
    const known = paymentWith([signed(false)])
    const chain = { name: '10', transactionHash: hash, logIndex: null }
    expect(known.told).toMatchObject({ at: '2026-01-31T23:59:59.999Z', chain })
    expect(known.booked).toMatchObject({ at: '2026-02-03T08:00:00.000Z', chain })
    expect(known.notes.join()).not.toContain('January')
    for (const [payouts, words] of [
      [[], 'no payout is known'],
      [[unsigned], 'the payout is not signed'],
      [[signed(true)], 'TRAINING'],
    ] as const) {
      const { told, booked, notes } = paymentWith([...payouts])
      expect(told).toMatchObject({ chain: null, note: expect.stringContaining(words) })
      expect(booked).toMatchObject({ at: '2026-01-31T23:59:59.999Z', chain: null })
      expect(notes.join()).toContain('The payments of "January" are dated on its last day')
    }
    expect(() => paymentWith([unsigned, unsigned])).toThrow(expect.objectContaining({ code: 'statement.two-payouts' }))
    const ofOther = { ...unsigned, split: exampleSplit() } as PayoutFile
    expect(() => paymentWith([ofOther])).toThrow(expect.objectContaining({ code: 'statement.other-payout' }))
  })

  it('[ST31] worths are those of the price that the split states, with where it is from', () => {
    const source = sourceOf(exampleSplits(), { currency: 'EUR' })
    const [january] = statementsOf(source, findMember(source, 'ada'))
    const reward = january?.entries.find(({ kind }) => kind === 'reward')
    expect(reward?.fiat).toEqual({
      currency: 'EUR',
      amountText: '120.00',
      priceText: '2.5',
      priceSource: 'exchange, 2026-02-01T00:00:00.000Z',
    })
    expect(january?.priceSource).toBe('1 WXM = 2.5 EUR, exchange, 2026-02-01 00:00:00 UTC')
    const none = sourceOf(exampleSplits(), { currency: 'USD' })
    expect(statementsOf(none, findMember(none, 'ada'))[0]?.entries.every(({ fiat }) => fiat === null)).toBe(true)
  })

  it('[ST33] books that begin in the middle say so, and no entry for what stood before', () => {
    const [, february, march] = exampleSplits()
    if (!february || !march) throw new Error('There are periods')
    const { notes } = entriesOfCooperative(sourceOf([february, march]))
    expect(notes[0]).toContain('The books go on from before "February"')
  })
})

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
const textOfBigints = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)
