import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Books } from '../agreements/books'
import { evaluate } from '../agreements/exampleTerms'
import { runMiniFanout } from './miniFanout'

it('[TE12] carried units are those of the mini-fanout program, and none is lost', () => {
  const weights = fc.array(fc.bigInt(1n, 10_000n), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(weights, fc.array(fc.bigInt(0n, 10_000n), { maxLength: 20 }), (parts, amounts) => {
      const shares = parts.map((part, at) => ({ memberId: `m${at}`, parts: part.toString() }))
      const books = new Books()
      let carried = 0n
      let members = parts.map((weight) => ({
        ...{ term: { kind: 'share' as const, weight }, dustPicoUnits: 0n, owedBaseUnits: 0n, hasAccount: true },
      }))
      let account = 0n
      for (const amount of amounts) {
        const [result] = evaluate(amount, [{ id: 'p', kind: 'remainder', shares }], { dust: 'carry-forward', books })
        carried += result?.dustBaseUnits ?? 0n
        account += amount
        // The program sets whole carried units aside by its own sum; what it adds to the account then is the amount.
        const aside = members.reduce((sum, { dustPicoUnits }) => sum + dustPicoUnits, 0n) / 10n ** 12n
        const { payments } = runMiniFanout(amount + aside, members)
        expect(result?.allotments.map(({ amountBaseUnits }) => amountBaseUnits)).toEqual(
          payments.map(({ paidBaseUnits }) => paidBaseUnits),
        )
        members = members.map((member, at) => ({ ...member, dustPicoUnits: payments[at]?.dustPicoUnits ?? 0n }))
        account -= payments.reduce((sum, { paidBaseUnits }) => sum + paidBaseUnits, 0n)
        expect(carried).toBe(account)
        expect(carried >= 0n && carried <= BigInt(parts.length)).toBe(true)
      }
    }),
  )
})
