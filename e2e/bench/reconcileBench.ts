/** Reconciling a payout of 10,000 transfers, against decoding their logs alone as viem decodes events. */
import type { Hex } from 'viem'
import { decodeEventLog, getAddress, numberToHex, padHex, parseAbi } from 'viem/utils'
import { transferLog } from '#core/treasury/chain/exampleLogs'
import { reconcileTransfers } from '#core/treasury/chain/reconcileTransfers'
import { type BenchRow, benchRow, medianMs } from './benchRow'

const TRANSFERS = 10_000
const RECEIPTS = 100
const RUNS = 7
const TREASURY = '0x2FC542CE3FC17f7961c513d53Edf388F0243B5Cc'
const TOKEN = '0x1111111111111111111111111111111111111111'
const TRANSFER_ABI = parseAbi(['event Transfer(address indexed from, address indexed to, uint256 value)'])

export async function reconcileBench(): Promise<BenchRow> {
  const expected = Array.from({ length: TRANSFERS }, (_, at) => ({
    payee: getAddress(padHex(numberToHex(0xc0ffee0000 + at), { size: 20 })),
    amountBaseUnits: BigInt(at + 1),
  }))
  const logs = expected.map(({ payee, amountBaseUnits }) => transferLog(TOKEN, TREASURY, payee, amountBaseUnits))
  const each = TRANSFERS / RECEIPTS
  const receipts = Array.from({ length: RECEIPTS }, (_, at) => {
    const transactionHash: Hex = numberToHex(at, { size: 32 })
    return { transactionHash, succeeded: true, logs: logs.slice(at * each, (at + 1) * each) }
  })
  const reconcile = () => {
    const { status } = reconcileTransfers(expected, receipts, { treasury: TREASURY, token: TOKEN })
    if (status !== 'paid') throw new Error(`Everybody was paid, and it says ${status}.`)
  }
  const decode = () => {
    for (const { topics, data } of logs) decodeEventLog({ abi: TRANSFER_ABI, topics: topics as [Hex, ...Hex[]], data })
  }
  reconcile()
  decode()
  const measured = await medianMs(RUNS, reconcile)
  const reference = await medianMs(RUNS, decode)
  return benchRow('10,000 transfers reconciled, against decoding their logs', '<=2', measured, reference, measured / reference)
}
