import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FanoutMember, type FanoutTerm, runMiniFanout } from './miniFanout'

const PICO = 10n ** 12n

function member(term: FanoutTerm, rest: Partial<FanoutMember> = {}): FanoutMember {
  return { term, dustPicoUnits: 0n, owedBaseUnits: 0n, hasAccount: true, ...rest }
}
const share = (weight: bigint, rest?: Partial<FanoutMember>) => member({ kind: 'share', weight }, rest)
const fixed = (amountBaseUnits: bigint, rest?: Partial<FanoutMember>) => member({ kind: 'fixed', amountBaseUnits }, rest)

const units = fc.bigInt({ min: 0n, max: 2n ** 62n })
const carried = fc.record({
  dustPicoUnits: fc.bigInt({ min: 0n, max: PICO - 1n }),
  owedBaseUnits: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 1000n })),
  hasAccount: fc.boolean(),
})
const members = fc.array(
  fc.oneof(
    fc.tuple(fc.bigInt({ min: 1n, max: 100n }), carried).map(([weight, rest]) => share(weight, rest)),
    fc.tuple(fc.bigInt({ min: 0n, max: 1000n }), carried).map(([amount, rest]) => fixed(amount, rest)),
  ),
  { minLength: 1, maxLength: 6 },
)
const balance = fc.oneof(fc.bigInt({ min: 0n, max: 3000n }), units)

const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n)

describe('mini-fanout', () => {
  it('[MF1] pays fixed amounts in order before shares, with what is owed to them, and sets whole dust units aside', () => {
    const { payments } = runMiniFanout(250n, [share(1n), fixed(100n, { owedBaseUnits: 60n }), fixed(50n)])
    expect(payments.map(({ paidBaseUnits }) => paidBaseUnits)).toEqual([40n, 160n, 50n])
    const half = PICO / 2n
    const carrying = runMiniFanout(10n, [fixed(20n, { dustPicoUnits: half }), share(1n, { dustPicoUnits: half })])
    expect(carrying.payments[0]).toEqual({ paidBaseUnits: 9n, dustPicoUnits: half, owedBaseUnits: 11n })
  })

  it('[MF2] keeps owed what there is not enough for', () => {
    const { payments, leftBaseUnits } = runMiniFanout(50n, [
      fixed(100n, { owedBaseUnits: 60n }),
      share(1n, { owedBaseUnits: 5n }),
    ])
    expect(payments.map(({ owedBaseUnits }) => owedBaseUnits)).toEqual([110n, 5n])
    expect(leftBaseUnits).toBe(0n)
  })

  it('[MF3] pays what shares are owed before it divides the rest', () => {
    const { payments } = runMiniFanout(100n, [share(1n, { owedBaseUnits: 40n }), share(2n)])
    expect(payments.map(({ paidBaseUnits }) => paidBaseUnits)).toEqual([60n, 40n])
  })

  it('[MF4] pays a unit where dust reaches one, and carries all the rest of each exact share', () => {
    const weightsAndDust = fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 100n }), fc.bigInt({ min: 0n, max: PICO - 1n })), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(fc.bigInt({ min: 10n, max: 2n ** 62n }), weightsAndDust, (held, drawn) => {
        const { payments } = runMiniFanout(
          held,
          drawn.map(([weight, dustPicoUnits]) => share(weight, { dustPicoUnits })),
        )
        const divided = held - sum(drawn.map(([, dust]) => dust)) / PICO
        const weights = sum(drawn.map(([weight]) => weight))
        for (const [at, [weight, dust]] of drawn.entries()) {
          const { paidBaseUnits, dustPicoUnits } = payments[at] ?? { paidBaseUnits: -1n, dustPicoUnits: -1n }
          expect(paidBaseUnits * PICO + dustPicoUnits).toBe((divided * weight * PICO) / weights + dust)
          expect(dustPicoUnits).toBeLessThan(PICO)
        }
      }),
    )
  })

  it('[MF5] paid and left add up to what was there, whoever has an account', () => {
    fc.assert(
      fc.property(balance, members, (held, list) => {
        const { payments, leftBaseUnits } = runMiniFanout(held, list)
        expect(sum(payments.map(({ paidBaseUnits }) => paidBaseUnits)) + leftBaseUnits).toBe(held)
        expect(leftBaseUnits).toBeGreaterThanOrEqual(0n)
        for (const [at, { paidBaseUnits, dustPicoUnits, owedBaseUnits }] of payments.entries()) {
          expect(owedBaseUnits).toBeGreaterThanOrEqual(0n)
          expect(dustPicoUnits).toBeLessThan(PICO)
          if (!list[at]?.hasAccount) expect(paidBaseUnits).toBe(0n)
        }
      }),
    )
  })

  it('[MF6] refuses what the program could not hold or divide', () => {
    const refused = (code: string) => expect.objectContaining({ code: `fanout.${code}` })
    expect(() => runMiniFanout(1n, [])).toThrow(refused('no-members'))
    expect(() =>
      runMiniFanout(
        1n,
        Array.from({ length: 7 }, () => share(1n)),
      ),
    ).toThrow(refused('too-many-members'))
    expect(() => runMiniFanout(1n, [share(0n), share(0n)])).toThrow(refused('no-weights'))
    expect(() => runMiniFanout(2n ** 64n, [share(1n)])).toThrow(refused('out-of-range'))
    expect(() => runMiniFanout(1n, [share(2n ** 32n)])).toThrow(refused('out-of-range'))
    expect(() => runMiniFanout(1n, [share(1n, { dustPicoUnits: PICO })])).toThrow(refused('out-of-range'))
    expect(() => runMiniFanout(1n, [fixed(-1n)])).toThrow(refused('out-of-range'))
  })
})
