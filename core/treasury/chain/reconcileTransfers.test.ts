import fc from 'fast-check'
import type { Address, Hex } from 'viem'
import { getAddress, numberToHex, padHex, toEventSelector } from 'viem/utils'
import { expect, it } from 'vitest'
import { readFixtureJson } from '../../../fixtures/readFixture'
import { ADA, BO, CY, manyPayees, SAFE, TOKEN } from '../exampleSafe'
import type { ChainLog } from './chainLog'
import { executionLog, transferLog } from './exampleLogs'
import { reconcileTransfers, type TransferReceipt } from './reconcileTransfers'
import type { ExpectedPayment } from './reconciliation'
import { EXECUTION_FAILURE_TOPIC, EXECUTION_SUCCESS_TOPIC, readSafeExecution } from './safeExecutions'
import { readTransfer, TRANSFER_TOPIC } from './tokenTransfers'

const EXPECTED: ExpectedPayment[] = [
  { payee: ADA, amountBaseUnits: 80_000_000n },
  { payee: BO, amountBaseUnits: 20_000_000n },
]
const QUERY = { treasury: SAFE.address, token: TOKEN }
const HASH: Hex = `0x${'ab'.repeat(32)}`

function receiptOf(logs: readonly ChainLog[], succeeded = true, number = 1): TransferReceipt {
  return { transactionHash: numberToHex(number, { size: 32 }), succeeded, logs }
}

interface CaseFile {
  plan: { safeTxHash: Hex }
  receipts: Record<'r1' | 'r2' | 'r3', { status: Hex; logs: ChainLog[] }>
}

it('[CH1] a transfer is the token’s own event of three topics and one amount', () => {
  const log = transferLog(TOKEN, SAFE.address, ADA, 5n)
  const token = TOKEN.toLowerCase()
  expect(TRANSFER_TOPIC).toBe(toEventSelector('Transfer(address,address,uint256)'))
  expect(readTransfer(log, token)).toEqual({ from: SAFE.address.toLowerCase(), to: ADA.toLowerCase(), amountBaseUnits: 5n })
  expect(readTransfer({ ...log, address: BO }, token)).toBeUndefined()
  expect(readTransfer({ ...log, removed: true }, token)).toBeUndefined()
  expect(readTransfer({ ...log, topics: [...log.topics, HASH] }, token)).toBeUndefined()
  expect(readTransfer({ ...log, topics: [TRANSFER_TOPIC, HASH, HASH] }, token)).toBeUndefined()
  expect(readTransfer({ ...log, data: '0x' }, token)).toBeUndefined()
})

it('[CH2] every payee is compared to the unit, and only what lacks is due again', () => {
  const result = reconcileTransfers(
    EXPECTED,
    [
      receiptOf([
        transferLog(TOKEN, SAFE.address, ADA, 50_000_000n),
        transferLog(TOKEN, SAFE.address, ADA, 30_000_000n),
        transferLog(TOKEN, SAFE.address, BO, 19_999_999n),
        transferLog(TOKEN, CY, BO, 1n),
        transferLog(CY, SAFE.address, BO, 1n),
        transferLog(TOKEN, SAFE.address, CY, 1n),
      ]),
    ],
    QUERY,
  )
  expect(result.status).toBe('part-paid')
  expect(result.payments.map(({ state }) => state)).toEqual(['paid', 'short'])
  expect(result.unpaid).toEqual([{ payee: BO, amountBaseUnits: 1n }])
  expect(result.foreign).toEqual([{ to: CY, amountBaseUnits: 1n }])
})

it('[CH2] more than was due is no plain success', () => {
  const logs = EXPECTED.map(({ payee, amountBaseUnits }) => transferLog(TOKEN, SAFE.address, payee, amountBaseUnits + 1n))
  const result = reconcileTransfers(EXPECTED, [receiptOf(logs)], QUERY)
  expect(result.status).toBe('over-paid')
  expect(result.unpaid).toEqual([])
})

it('[CH2] what arrives and what is due again come to what was expected, however it is split up and ordered', () => {
  const amounts = fc.array(fc.array(fc.bigInt(0n, 1_000n), { maxLength: 3 }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(amounts, fc.infiniteStream(fc.nat()), (paid, order) => {
      const expected = manyPayees(3).map(({ address }) => ({ payee: address, amountBaseUnits: 1_000n }))
      const logs = expected.flatMap(({ payee }, at) =>
        (paid[at] ?? []).map((amount) => transferLog(TOKEN, SAFE.address, payee, amount)),
      )
      const shuffled = logs.map((log) => ({ log, key: order.next().value })).sort((a, b) => a.key - b.key)
      const result = reconcileTransfers(expected, [receiptOf(shuffled.map(({ log }) => log))], QUERY)
      for (const [at, payment] of result.payments.entries()) {
        const total = (paid[at] ?? []).reduce((sum, amount) => sum + amount, 0n)
        const due = result.unpaid.find(({ payee }) => payee === payment.payee)?.amountBaseUnits ?? 0n
        expect(payment.receivedBaseUnits).toBe(total)
        expect(due).toBe(total < 1_000n ? 1_000n - total : 0n)
      }
    }),
  )
})

it('[CH3] pay-16: success with two transfers pays both, a failed execution nobody, one transfer one', () => {
  const { plan, receipts } = readFixtureJson('cases/money/t-receipts.json') as CaseFile
  const { r1, r2, r3 } = receipts
  const reconcile = ({ status, logs }: (typeof receipts)['r1']) =>
    reconcileTransfers(EXPECTED, [receiptOf(logs, status === '0x1')], { ...QUERY, safeTxHashes: [plan.safeTxHash] })
  expect(reconcile(r1)).toMatchObject({ status: 'paid', unpaid: [], foreign: [], voided: [] })
  expect(reconcile(r2)).toMatchObject({ status: 'nobody', voided: [plan.safeTxHash] })
  expect(reconcile(r3)).toMatchObject({ status: 'part-paid', unpaid: [{ payee: BO, amountBaseUnits: 20_000_000n }], voided: [] })
})

it('[CH3] a transaction that was taken back pays nobody, and a receipt that comes twice counts once', () => {
  const logs = EXPECTED.map(({ payee, amountBaseUnits }) => transferLog(TOKEN, SAFE.address, payee, amountBaseUnits))
  expect(reconcileTransfers(EXPECTED, [receiptOf(logs, false)], QUERY).status).toBe('nobody')
  expect(reconcileTransfers(EXPECTED, [receiptOf(logs), receiptOf(logs)], QUERY).status).toBe('paid')
  expect(reconcileTransfers(EXPECTED, [receiptOf(logs), receiptOf(logs, true, 2)], QUERY).status).toBe('over-paid')
})

it('[CH3] expectations that cannot be compared are refused', () => {
  const refusal = (expected: ExpectedPayment[]) => () => reconcileTransfers(expected, [], QUERY)
  expect(refusal([])).toThrow(expect.objectContaining({ code: 'reconcile.nobody' }))
  expect(refusal([...EXPECTED, ...EXPECTED])).toThrow(expect.objectContaining({ code: 'reconcile.payee-twice' }))
  expect(refusal([{ payee: ADA, amountBaseUnits: 0n }])).toThrow(expect.objectContaining({ code: 'reconcile.no-amount' }))
})

it('[CH4] an execution is read from topics and from data, of the Safe alone', () => {
  const safe = SAFE.address.toLowerCase()
  expect(EXECUTION_SUCCESS_TOPIC).toBe(toEventSelector('ExecutionSuccess(bytes32,uint256)'))
  expect(EXECUTION_FAILURE_TOPIC).toBe(toEventSelector('ExecutionFailure(bytes32,uint256)'))
  for (const place of ['topics', 'data'] as const) {
    for (const succeeded of [true, false]) {
      const log = executionLog(SAFE.address, HASH, succeeded, place)
      expect(readSafeExecution(log, safe)).toEqual({ safeTxHash: HASH, succeeded })
      expect(readSafeExecution({ ...log, address: BO }, safe)).toBeUndefined()
      expect(readSafeExecution({ ...log, removed: true }, safe)).toBeUndefined()
      expect(readSafeExecution({ ...log, data: '0x' }, safe)).toBeUndefined()
    }
  }
})

it('[CH4] another payout’s execution in the same receipt is not this one’s', () => {
  const other: Hex = `0x${'cd'.repeat(32)}`
  const logs = [executionLog(SAFE.address, other, false, 'data'), executionLog(SAFE.address, HASH, true, 'topics')]
  const result = reconcileTransfers(EXPECTED, [receiptOf(logs)], { ...QUERY, safeTxHashes: [HASH] })
  expect(result.executions).toEqual([{ safeTxHash: HASH, succeeded: true }])
  expect(result).toMatchObject({ voided: [], status: 'nobody' })
})

it('[CH2] addresses are compared without their capital letters', () => {
  const small = ADA.toLowerCase() as Address
  const log = transferLog(TOKEN.toLowerCase() as Address, SAFE.address, small, 80_000_000n)
  const [ada] = reconcileTransfers(EXPECTED, [receiptOf([log])], QUERY).payments
  expect(ada?.state).toBe('paid')
  expect(getAddress(padHex(small, { size: 20 }))).toBe(ADA)
})
