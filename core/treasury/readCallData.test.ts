import fc from 'fast-check'
import type { Hex } from 'viem'
import { encodeFunctionData } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { ADA, BO, CY, manyPayees, SAFE, TOKEN } from './exampleSafe'
import { KNOWN_CALLS } from './knownCalls'
import { payeeCall } from './payeeCalls'
import { readCallData } from './readCallData'
import type { Call } from './safeTransaction'

const refused = (code: string) => expect.objectContaining({ code })
const TRANSFER = payeeCall(TOKEN, { address: ADA, amountBaseUnits: 5n })

function disperse(functionName: 'disperseToken' | 'disperseTokenSimple', values: readonly bigint[]): Call {
  return { to: CY, value: 0n, data: encodeFunctionData({ abi: KNOWN_CALLS, functionName, args: [TOKEN, [ADA, BO], values] }) }
}

function disperseEther(value: bigint, values: readonly bigint[]): Call {
  return {
    to: CY,
    value,
    data: encodeFunctionData({ abi: KNOWN_CALLS, functionName: 'disperseEther', args: [[ADA, BO], values] }),
  }
}

describe('payeeCall', () => {
  it('[CD1] is the transfer of a token, or native coin without data', () => {
    expect(TRANSFER).toEqual({
      to: TOKEN,
      value: 0n,
      data: `0xa9059cbb${ADA.slice(2).toLowerCase().padStart(64, '0')}${'5'.padStart(64, '0')}`,
    })
    expect(payeeCall(null, { address: ADA, amountBaseUnits: 5n })).toEqual({ to: ADA, value: 5n, data: '0x' })
  })
})

describe('readCallData', () => {
  it('[CD2] reads payee, amount and token of any payment', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.bigInt(0n, 2n ** 256n - 1n),
        fc.constantFrom(TOKEN, null),
        (at, amount, token) => {
          const payee = { address: manyPayees(at).at(-1)?.address ?? ADA, amountBaseUnits: amount }
          expect(readCallData(payeeCall(token, payee))).toEqual({ kind: 'payment', token, payees: [payee] })
        },
      ),
    )
  })

  it('[CD2] reads the payees of Disperse', () => {
    const payees = [
      { address: ADA, amountBaseUnits: 3n },
      { address: BO, amountBaseUnits: 4n },
    ]
    for (const name of ['disperseToken', 'disperseTokenSimple'] as const) {
      expect(readCallData(disperse(name, [3n, 4n]))).toEqual({ kind: 'payment', token: TOKEN, payees })
    }
    expect(readCallData(disperseEther(7n, [3n, 4n]))).toEqual({ kind: 'payment', token: null, payees })
  })

  it('[CD3] says what is known and pays nobody by itself, and what is not known', () => {
    const approve = encodeFunctionData({ abi: KNOWN_CALLS, functionName: 'approve', args: [SAFE.address, 9n] })
    expect(readCallData({ to: TOKEN, value: 0n, data: approve })).toEqual({
      kind: 'other',
      call: { name: 'approve', signature: 'approve(address,uint256)', args: [SAFE.address, 9n] },
    })
    const unknown = (data: Hex) => readCallData({ to: TOKEN, value: 0n, data })
    expect(unknown('0x40c10f19')).toEqual({ kind: 'unknown', selector: '0x40c10f19' })
    expect(unknown(`0x40c10f19${TRANSFER.data.slice(10)}`)).toEqual({ kind: 'unknown', selector: '0x40c10f19' })
    expect(unknown('0x00')).toEqual({ kind: 'unknown', selector: '0x00' })
  })

  it.each<[what: string, data: Hex]>([
    ['a byte too many', `${TRANSFER.data}00`],
    ['a byte too few', TRANSFER.data.slice(0, -2) as Hex],
    ['the selector alone', TRANSFER.data.slice(0, 10) as Hex],
    ['an address of more than 20 bytes', TRANSFER.data.replace('a9059cbb00', 'a9059cbb01') as Hex],
  ])('[CD4] refuses a transfer with %s', (_, data) => {
    expect(() => readCallData({ ...TRANSFER, data })).toThrow(refused('call.not-canonical'))
  })

  it('[CD4] refuses bytes that are none', () => {
    expect(() => readCallData({ ...TRANSFER, data: '0xa9059cb' })).toThrow(refused('call.not-bytes'))
  })

  it('[CD5] refuses native coin that nobody gets, and recipients without amounts', () => {
    expect(() => readCallData({ ...TRANSFER, value: 1n })).toThrow(refused('call.value-differs'))
    expect(() => readCallData(disperseEther(8n, [3n, 4n]))).toThrow(refused('call.value-differs'))
    expect(() => readCallData(disperse('disperseToken', [3n]))).toThrow(refused('call.uneven-lists'))
  })
})
