import fc from 'fast-check'
import type { Address } from 'viem'
import { expect, it } from 'vitest'
import { manyPayees } from '../exampleSafe'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { readCallData } from '../readCallData'
import { readSafeTransaction } from '../readSafeTransaction'
import { BY_ACCOUNT, BY_ROOT, DISTRIBUTOR, payoutOf, SAFE_SETTINGS, SAFE_TREASURY, TOKEN_FACTS } from './examplePayoutV4'
import { payoutCalls, payoutSteps } from './payoutCalls'
import { payoutTransactions } from './payoutTransactions'
import { transactionToSign } from './transactionToSign'

const native = { ...TOKEN_FACTS, address: null }
const paysOf = (payout: PayoutFileV4) =>
  payout.payees.map(({ address, amountBaseUnits }) => ({ address, amountBaseUnits: BigInt(amountBaseUnits) }))

it.each([TOKEN_FACTS, native])('[PY13] a Safe pays exactly its payees, read back from the bytes', async (token) => {
  const payout = await payoutOf({ token })
  const toSign = await Promise.all(payout.transactions.map(({ at }) => transactionToSign(payout, at)))
  const read = toSign.flatMap((each) => {
    if (each.kind !== 'safe' || payout.treasury.kind !== 'safe') throw new Error('a Safe pays')
    return readSafeTransaction(each.transaction, payout.treasury.multiSendCallOnly as Address)
  })
  expect(read.flatMap((each) => (each.kind === 'payment' ? each.payees : []))).toEqual(paysOf(payout))
  for (const each of read) expect(each).toMatchObject({ kind: 'payment', token: token.address })
})

it('[PY13] a Safe pays at most 100 in one transaction, with one nonce after the other', async () => {
  const payout = await payoutOf()
  await fc.assert(
    fc.property(fc.integer({ min: 1, max: 450 }), (count) => {
      const payees = manyPayees(count).map(({ address, amountBaseUnits }) => ({
        ...{ address, memberIds: ['m'], amountBaseUnits: amountBaseUnits.toString(), fromHeldBaseUnits: '0' },
      }))
      const ranges = payoutSteps({ ...payout, payees }).map((step) => step.payees)
      const paid = ranges.flatMap((range) => Array.from({ length: range?.count ?? 0 }, (_, at) => (range?.first ?? 0) + at))
      expect(paid).toEqual(payees.map((_, at) => at))
      expect(Math.max(...ranges.map((range) => range?.count ?? 0))).toBeLessThanOrEqual(100)
    }),
    { numRuns: 30 },
  )
  const payees = manyPayees(101).map(({ address }) => ({
    address,
    memberIds: ['m'],
    amountBaseUnits: '1',
    fromHeldBaseUnits: '0',
  }))
  expect(await payoutTransactions({ ...payout, payees }, SAFE_SETTINGS)).toMatchObject([{ nonce: '7' }, { nonce: '8' }])
})

it.each([TOKEN_FACTS, native])('[PY14] an account pays each payee by a transaction of its own', async (token) => {
  const payout = await payoutOf({ ...BY_ACCOUNT, token })
  const calls = payoutCalls(payout)
  expect(calls.every(({ length }) => length === 1)).toBe(true)
  const read = calls.flat().map(readCallData)
  expect(read.flatMap((each) => (each.kind === 'payment' ? each.payees : []))).toEqual(paysOf(payout))
  expect(payout.transactions.map(({ nonce }) => nonce)).toEqual(payout.payees.map((_, at) => 7 + at))
})

it('[PY15] a distributor is funded before its root is set: by two transactions of an account, or one of a Safe', async () => {
  const byAccount = await payoutOf(BY_ROOT)
  expect(byAccount.transactions).toMatchObject([
    { purpose: 'fund', nonce: 7, gasLimit: '90000' },
    { purpose: 'set-root', nonce: 8, gasLimit: '160000' },
  ])
  const distributor = { ...BY_ROOT.distributor, kind: 'universal-rewards' as const }
  const bySafe = await payoutOf({ method: 'merkle', distributor })
  expect(bySafe.transactions).toMatchObject([{ purpose: 'fund-and-set-root', nonce: '7', payees: null }])
  const total = BigInt(bySafe.totals.payeesBaseUnits)
  const [fund, setRoot] = payoutCalls(bySafe)[0]?.map(readCallData) ?? []
  expect(fund).toMatchObject({ kind: 'payment', payees: [{ address: DISTRIBUTOR, amountBaseUnits: total }] })
  expect(setRoot).toMatchObject({ kind: 'other', call: { name: 'setRoot', args: [bySafe.merkle?.root, `0x${'00'.repeat(32)}`] } })
  const funded = await payoutOf({ method: 'merkle', distributor: { ...distributor, fundBaseUnits: '0' } })
  expect(funded.transactions).toMatchObject([{ purpose: 'set-root' }])
  const [only] = payoutCalls(await payoutOf({ ...BY_ROOT, distributor: { ...BY_ROOT.distributor, fundBaseUnits: '0' } }))
  expect(only?.map(readCallData)).toMatchObject([{ call: { name: 'setMerkleRoot' } }])
})

it('[PY16] what a Safe signs needs no gas of its own, and what an account signs needs neither less than its call nor more than a chain takes', async () => {
  const toSign = await transactionToSign(await payoutOf(), 0)
  expect(toSign.kind === 'safe' && toSign.transaction.safeTxGas).toBe(0n)
  const settings = { ...BY_ACCOUNT.settings, gasLimit: '21000' }
  await expect(payoutOf({ ...BY_ACCOUNT, settings })).rejects.toThrow(expect.objectContaining({ code: 'transaction.bad-gas' }))
  expect((await payoutOf({ ...BY_ACCOUNT, settings, token: native })).transactions[0]).toMatchObject({ gasLimit: '21000' })
  expect(SAFE_TREASURY.kind).toBe('safe')
})
