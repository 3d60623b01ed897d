import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seal } from '../model/contentDigest'
import { sumBaseUnits } from '../model/money'
import { add, compare, multiply, parseDecimal, rational, roundHalfEven } from '../model/rational'
import { sumPayees } from '../payout/sumPayees'
import { agreementsArbitrary, periodArbitrary, splitChain } from '../rewards/arbitrarySplits'
import { exampleSplit } from '../rewards/exampleSplit'
import { splitByTerms } from '../rewards/splitByTerms'
import { paidTo } from '../rewards/splitFile'
import { verifySplit } from '../rewards/verifySplit'
import { CREATED_AT, EXAMPLE_DEBTOR, EXAMPLE_PAYMENTS, exampleMoneyPayout, exampleMoneySplit } from './exampleMoney'
import { makeMoneyPayout } from './makeMoneyPayout'
import { fractionFrom, moneyMembers } from './moneyDue'
import { isReference, paymentReference, referencesIn } from './paymentReference'
import { verifyMoneyPayout } from './verifyMoneyPayout'

const common = { debtor: EXAMPLE_DEBTOR, createdAt: CREATED_AT }
const make = (change: Partial<Parameters<typeof makeMoneyPayout>[0]> = {}) =>
  makeMoneyPayout({ split: exampleMoneySplit(), members: EXAMPLE_PAYMENTS, ...common, ...change })
const codeOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
}

describe('[BK3] Who is paid in money gets no tokens: they stay with the cooperative', () => {
  it('needs no address, and is no payee of the tokens although there is one', () => {
    const split = exampleMoneySplit()
    expect(verifySplit(split)).toEqual([])
    const byId = new Map(split.members.map((member) => [member.id, member]))
    expect(byId.get('cy')).toMatchObject({ address: null, paidBy: 'money', status: 'paid', heldBaseUnits: '0' })
    // Di has Ada's address and is paid in tokens there.
    const payees = sumPayees(split, new Map())
    expect(payees.flatMap(({ memberIds }) => memberIds).sort()).toEqual(['bo', 'di'])
    expect(split.totals.payees).toBe(2)
  })

  it('leaves a split without such members as it was', () => {
    expect(JSON.stringify(exampleSplit())).not.toContain('paidBy')
    expect(codeOf(() => make({ split: exampleSplit() }))).toBe('bank.nobody')
  })
})

describe('[BK4] The worth is exact at the price of the split and rounded once, half to even, to minor units', () => {
  it('states price, exact worth, what is paid and what was rounded off', () => {
    const [ada, cy] = make().rows
    // 0.0347 EUR for 10^6 base units: one cent for 10^6 / 3.47.
    const exact = multiply(parseDecimal('3.47'), rational(BigInt(ada?.baseUnits ?? 0), 1_000_000n))
    expect(fractionFrom(ada?.exactMinorUnits ?? '')).toEqual(exact)
    expect(ada).toMatchObject({ currency: 'EUR', price: '0.0347', amountMinorUnits: roundHalfEven(exact).toString() })
    expect(cy).toMatchObject({ currency: 'USD', price: '0.0401' })
  })

  it('knows currencies without minor units', () => {
    const members = [{ id: 'ada', payment: { ...bank(), currency: 'JPY' } }, ...EXAMPLE_PAYMENTS.slice(1)]
    const [ada] = make({ members }).rows
    const exact = multiply(parseDecimal('5.5'), rational(BigInt(ada?.baseUnits ?? 0), 1_000_000n))
    expect(ada?.amountMinorUnits).toBe(roundHalfEven(exact).toString())
  })

  it('conserves: what a split pays is paid in tokens, in money, or waits; rounding loses at most half a unit a row', () => {
    fc.assert(
      fc.property(
        periodArbitrary,
        agreementsArbitrary,
        fc.infiniteStream(fc.constantFrom('token', 'money', 'money-later')),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        (period, agreements, choices, price) => {
          const [link] = splitChain([period], agreements)
          if (!link) throw new Error('A chain of one period has one')
          const { input } = link
          const chosen = input.members.map((member) => ({ member, how: choices.next().value }))
          const split = splitByTerms({
            ...input,
            members: chosen.map(({ member, how }) => (how === 'token' ? member : { ...member, paidBy: 'money' as const })),
            prices: [
              ...(input.prices ?? []).filter(({ currency }) => currency !== 'CHF'),
              { currency: 'CHF', price: `0.${price.toString().padStart(9, '0')}`, source: 'x', at: CREATED_AT },
            ],
          })
          const members = chosen.flatMap(({ member, how }) =>
            how === 'money' ? [{ id: member.id, payment: { ...bank(), currency: 'CHF' } }] : [],
          )
          const inTokens = sumBaseUnits(sumPayees(split, new Map()).map(({ period }) => period))
          const ofMoney = sumBaseUnits(moneyMembers(split).map(paidTo))
          expect(inTokens + ofMoney).toBe(sumBaseUnits(split.members.map(paidTo)))
          try {
            const payout = makeMoneyPayout({ split, members, ...common })
            const { totals, rows, waiting } = payout
            expect(BigInt(totals.inTokensBaseUnits)).toBe(inTokens)
            const inMoney = [...rows, ...waiting].map(({ baseUnits }) => BigInt(baseUnits))
            expect(sumBaseUnits(inMoney)).toBe(ofMoney)
            for (const row of rows) {
              const off = fractionFrom(row.roundedOffMinorUnits)
              expect(add(rational(BigInt(row.amountMinorUnits)), off)).toEqual(fractionFrom(row.exactMinorUnits))
              const size = off.numerator < 0n ? rational(-off.numerator, off.denominator) : off
              expect(compare(size, rational(1n, 2n))).toBeLessThanOrEqual(0)
            }
            for (const total of totals.currencies) {
              const sum = add(rational(BigInt(total.amountMinorUnits)), fractionFrom(total.roundedOffMinorUnits))
              expect(sum).toEqual(fractionFrom(total.exactMinorUnits))
            }
            expect(verifyMoneyPayout(JSON.parse(JSON.stringify(payout)))).toEqual([])
          } catch (thrown) {
            expect((thrown as { code: string }).code).toBe('bank.nobody')
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('[BK5] A reference follows from split, payout and member, and is a creditor reference of ISO 11649', () => {
  it('is the same from the same, and another for another split, payout or member', () => {
    const paidFor = { splitSha256: 'a'.repeat(64), sequence: 1, memberId: 'ada' }
    const all = [
      paidFor,
      { ...paidFor, splitSha256: 'b'.repeat(64) },
      { ...paidFor, sequence: 2 },
      { ...paidFor, memberId: 'bo' },
    ]
    const references = all.map(paymentReference)
    expect(new Set(references).size).toBe(4)
    for (const reference of references) {
      expect(isReference(reference)).toBe(true)
      expect(reference).toMatch(/^RF\d\d[0-9A-Z]{16}$/)
    }
    expect(paymentReference(paidFor)).toBe(references[0])
    // The published example of the standard.
    expect(isReference('RF18539007547034')).toBe(false)
  })
})

describe('[BK6] A reference is found however a bank sets it, and a wrong letter is seen', () => {
  it('in small letters, in groups, broken over lines, with words around it', () => {
    const one = paymentReference({ splitSha256: 'c'.repeat(64), sequence: 1, memberId: 'ada' })
    const two = paymentReference({ splitSha256: 'c'.repeat(64), sequence: 1, memberId: 'bo' })
    const grouped = one.match(/.{1,4}/g)?.join(' ') ?? ''
    for (const text of [one, one.toLowerCase(), grouped, `EREF+${one}+SVWZ`, `x${one.slice(0, 9)}\n${one.slice(9)}y`]) {
      expect(referencesIn([text])).toEqual([one])
    }
    expect(referencesIn([`${one} ${two}`, one])).toEqual([one, two])
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 19 }), fc.constantFrom(...'0123456789ABCDEFGH'), (at, letter) => {
        const changed = `${one.slice(0, at)}${letter}${one.slice(at + 1)}`
        expect(referencesIn([changed])).toEqual(changed === one ? [one] : [])
      }),
    )
  })
})

describe('[BK8] Whom something is missing for waits, is named with what, and is paid by a later payout', () => {
  it('no details, wrong details, no price', () => {
    const [ada, cy] = EXAMPLE_PAYMENTS
    const waitingOf = (members: typeof EXAMPLE_PAYMENTS) => make({ members }).waiting.map(({ reason }) => reason)
    expect(waitingOf(ada ? [ada] : [])).toEqual(['no-details'])
    const wrong = { id: 'ada', payment: { ...bank(), iban: 'PL61109010140000071219812875' } }
    expect(waitingOf(cy ? [wrong, cy] : [])).toEqual(['wrong-details'])
    const chf = { id: 'ada', payment: { ...bank(), currency: 'CHF' } }
    expect(waitingOf(cy ? [chf, cy] : [])).toEqual(['no-price'])
    expect(codeOf(() => make({ members: [] }))).toBe('bank.nobody')
  })
})

describe('[BK9] Nobody is paid twice for one split, unless the payment came back', () => {
  it('leaves out whom an earlier payout paid, and gives a second payment its own reference', () => {
    const first = make({ members: EXAMPLE_PAYMENTS.slice(0, 1) })
    const before = [{ contentSha256: first.contentSha256, memberIds: ['ada'] }]
    const second = make({ before })
    expect(second.rows.map(({ memberId }) => memberId)).toEqual(['cy'])
    expect(second.sequence).toBe(2)
    expect(second.totals.beforeBaseUnits).toBe(first.totals.inMoneyBaseUnits)
    const again = make({ before, again: ['ada'] })
    expect(again.rows.map(({ memberId }) => memberId)).toEqual(['ada', 'cy'])
    expect(again.rows[0]?.reference).not.toBe(first.rows[0]?.reference)
    expect(codeOf(() => make({ before, again: ['cy'] }))).toBe('bank.again-unknown')
    const all = [{ contentSha256: first.contentSha256, memberIds: ['ada', 'cy'] }]
    expect(codeOf(() => make({ before: all }))).toBe('bank.nobody')
  })
})

describe('[BK10] A payout is made of a split that holds, from an account whose IBAN can exist', () => {
  it('refuses others', () => {
    const split = exampleMoneySplit()
    expect(codeOf(() => make({ split: { ...split, token: { ...split.token, decimals: 7 } } }))).toBe('bank.split-does-not-hold')
    expect(codeOf(() => make({ split: { format: 'commonmast-split-v2' } as never }))).toBe('bank.split-version')
    expect(codeOf(() => make({ debtor: { name: 'X', iban: 'DE89370400440532013001' } }))).toBe('iban.check-digits')
  })
})

describe('[BK12] A payout is verified from itself: every amount, reference, total and who waits', () => {
  it('holds as it was made, and names every field that was changed', () => {
    const payout = exampleMoneyPayout()
    expect(verifyMoneyPayout(JSON.parse(JSON.stringify(payout)))).toEqual([])
    const [row, ...others] = payout.rows
    const changes = [
      { rows: [{ ...row, amountMinorUnits: `${BigInt(row?.amountMinorUnits ?? 0) + 1n}` }, ...others] },
      { rows: [{ ...row, reference: others[0]?.reference }, ...others] },
      { rows: [{ ...row, price: '0.0348' }, ...others] },
      { rows: others },
      { sequence: 2 },
      { totals: { ...payout.totals, inMoneyBaseUnits: '1' } },
      { debtor: { ...payout.debtor, iban: 'DE89370400440532013001' } },
    ]
    for (const change of changes) {
      // Sealed again, as whoever changes a file would.
      expect(verifyMoneyPayout(seal({ ...payout, ...change })).length, JSON.stringify(change).slice(0, 60)).toBeGreaterThan(0)
    }
    const other = { ...payout, createdAt: '2026-02-02T09:00:00.000Z' }
    expect(verifyMoneyPayout(other).map(({ where }) => where)).toEqual(['contentSha256'])
    expect(verifyMoneyPayout(null)).not.toEqual([])
  })
})

function bank() {
  const payment = EXAMPLE_PAYMENTS[0]?.payment
  if (payment?.kind !== 'bank') throw new Error('The example begins with a bank account')
  return payment
}
