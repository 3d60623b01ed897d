import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../fixtures/readFixture'
import { ZERO_ADDRESS } from '../model/evmAddress'
import { ADA, BO, MULTI_SEND, manyPayees, PLAN, SAFE, TOKEN } from './exampleSafe'
import type { PlannedSafeTransaction, SafePayoutPlan } from './planSafeTransactions'
import { planSafeTransactions } from './planSafeTransactions'
import { readSafeTransaction } from './readSafeTransaction'
import type { SafeTransaction } from './safeTransaction'

const refused = (code: string) => expect.objectContaining({ code })
const planOf = (changes: Partial<SafePayoutPlan>) => planSafeTransactions({ ...PLAN, ...changes })

function theOnly(changes: Partial<SafePayoutPlan> = {}): PlannedSafeTransaction {
  const [planned, another] = planOf(changes)
  if (!planned || another) throw new Error('the plan is one transaction')
  return planned
}

/** What the transactions say they pay, in order. */
function readBack(planned: readonly PlannedSafeTransaction[], token = PLAN.token) {
  return planned.flatMap(({ transaction }) =>
    readSafeTransaction(transaction, MULTI_SEND).flatMap((read) => {
      if (read.kind !== 'payment') throw new Error('every call is a payment')
      expect(read.token).toBe(token)
      return read.payees
    }),
  )
}

describe('planSafeTransactions', () => {
  it('[SF4] makes the transaction of the case, byte for byte', () => {
    const { tx } = readFixtureJson('cases/money/t-safe-tx.json') as { tx: Record<string, unknown> }
    const { transaction, hashes } = theOnly()
    expect(transaction).toEqual({
      ...tx,
      value: 0n,
      safeTxGas: 0n,
      baseGas: 0n,
      gasPrice: 0n,
      nonce: 12n,
    })
    expect(hashes.safeTxHash).toBe('0x5687eb9eeb01a7e5d4a2d18f576b3636df1ce711b764d6f69ad60be00aeef573')
  })

  it('[SF4] pays at most 100 in one transaction, in the order given, with one nonce after the other', () => {
    const payees = manyPayees(301)
    const planned = planOf({ payees })
    expect(planned.map((each) => [each.payees.length, each.transaction.nonce])).toEqual([
      [100, 12n],
      [100, 13n],
      [100, 14n],
      [1, 15n],
    ])
    expect(planned.flatMap((each) => each.payees)).toEqual(payees)
    expect(new Set(planned.map(({ hashes }) => hashes.safeTxHash)).size).toBe(4)
    expect(new Set(planned.map(({ hashes }) => hashes.domainHash)).size).toBe(1)
  })

  it('[SF4] pays one payee by a plain call', () => {
    const payees = manyPayees(1)
    expect(theOnly({ payees }).transaction).toMatchObject({ to: TOKEN, value: 0n, operation: 0 })
    expect(theOnly({ payees, token: null }).transaction).toMatchObject({
      to: payees[0]?.address,
      value: 1n,
      data: '0x',
      operation: 0,
    })
  })

  it('[SF5] sets no gas and refunds nobody', () => {
    for (const { transaction } of planOf({ payees: manyPayees(250) })) {
      expect(transaction).toMatchObject({ value: 0n, safeTxGas: 0n, baseGas: 0n, gasPrice: 0n })
      expect([transaction.gasToken, transaction.refundReceiver]).toEqual([ZERO_ADDRESS, ZERO_ADDRESS])
    }
  })

  it.each<[code: string, changes: Partial<SafePayoutPlan>]>([
    ['payee.none', { payees: [] }],
    ['payee.twice', { payees: [...PLAN.payees, { address: ADA, amountBaseUnits: 1n }] }],
    ['payee.no-amount', { payees: [{ address: ADA, amountBaseUnits: 0n }] }],
    ['payee.no-amount', { payees: [{ address: ADA, amountBaseUnits: -1n }] }],
    ['uint256.out-of-range', { payees: PLAN.payees.map(({ address }) => ({ address, amountBaseUnits: 2n ** 255n })) }],
    ['payee.contract', { payees: [{ address: SAFE.address, amountBaseUnits: 1n }] }],
    ['payee.contract', { payees: [{ address: TOKEN, amountBaseUnits: 1n }] }],
    ['payee.contract', { payees: [{ address: MULTI_SEND, amountBaseUnits: 1n }] }],
    ['address.zero', { payees: [{ address: ZERO_ADDRESS, amountBaseUnits: 1n }] }],
    ['address.no-key', { payees: [{ address: '0x000000000000000000000000000000000000dEaD', amountBaseUnits: 1n }] }],
    ['address.no-checksum', { payees: [{ address: BO.toLowerCase() as typeof BO, amountBaseUnits: 1n }] }],
    ['address.wrong-checksum', { payees: [{ address: BO.replace('DAE', 'DAe') as typeof BO, amountBaseUnits: 1n }] }],
    ['address.zero', { token: ZERO_ADDRESS }],
    ['address.zero', { multiSendCallOnly: ZERO_ADDRESS }],
    ['safe.version-does-not-pay', { account: { ...SAFE, version: '1.2.0' } }],
    ['safe.no-chain', { account: { ...SAFE, chainId: undefined } }],
    ['uint256.out-of-range', { firstNonce: -1n }],
  ])('[SF6] refuses %s: %o', (code, changes) => {
    expect(() => planOf(changes)).toThrow(refused(code))
  })
})

describe('readSafeTransaction', () => {
  it('[SF7] reads from the bytes what was planned, for tokens and native coin', () => {
    const payees = fc
      .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.bigInt(1n, 2n ** 200n)), {
        selector: ([at]) => at,
        minLength: 1,
        maxLength: 220,
      })
      .map((pairs) => pairs.map(([at, amountBaseUnits]) => ({ ...manyPayees(at).at(-1), amountBaseUnits }) as const))
    fc.assert(
      fc.property(payees, fc.constantFrom(TOKEN, null), (given, token) => {
        const complete = given.map(({ address = ADA, amountBaseUnits }) => ({ address, amountBaseUnits }))
        expect(readBack(planOf({ payees: complete, token }), token)).toEqual(complete)
      }),
      { numRuns: 12 },
    )
  })

  it.each<[code: string, changes: Partial<SafeTransaction>]>([
    ['safe.gas-set', { safeTxGas: 1n }],
    ['safe.refund', { baseGas: 1n }],
    ['safe.refund', { gasPrice: 1n }],
    ['safe.refund', { gasToken: TOKEN }],
    ['safe.refund', { refundReceiver: BO }],
    ['safe.foreign-code', { to: TOKEN }],
    ['safe.foreign-code', { operation: 2 }],
    ['safe.value-to-multisend', { value: 1n }],
    ['multisend.not-multisend', { data: '0x' }],
  ])('[SF8] refuses %s: %o', (code, changes) => {
    expect(() => readSafeTransaction({ ...theOnly().transaction, ...changes }, MULTI_SEND)).toThrow(refused(code))
  })
})
