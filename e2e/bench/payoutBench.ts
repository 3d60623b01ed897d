/** A Safe payout of 300 payees: its transactions built and verified, against viem's plain encoding of the same calls. */
import type { Address, Hex } from 'viem'
import { concat, encodeFunctionData, encodePacked, hashTypedData, parseAbi, size } from 'viem/utils'
import { manyPayees } from '#core/treasury/exampleSafe'
import { SAFE_SETTINGS, SAFE_TREASURY, TOKEN_FACTS } from '#core/treasury/payout/examplePayoutV4'
import type { PaidFacts } from '#core/treasury/payout/payoutCalls'
import { payoutTransactions } from '#core/treasury/payout/payoutTransactions'
import { type BenchRow, benchRow, medianMs } from './benchRow'

const PAYEES = 300
const IN_ONE = 100
const RUNS = 9
const ABI = parseAbi(['function transfer(address to, uint256 amount)', 'function multiSend(bytes transactions)'])
const ZERO: Address = '0x0000000000000000000000000000000000000000'
const SAFE_TX = [
  ...['to address', 'value uint256', 'data bytes', 'operation uint8', 'safeTxGas uint256', 'baseGas uint256'],
  ...['gasPrice uint256', 'gasToken address', 'refundReceiver address', 'nonce uint256'],
].map((field) => ({ name: field.split(' ')[0] ?? '', type: field.split(' ')[1] ?? '' }))

/** @throws Error when both do not come to the same hashes: a fast wrong answer is no answer. */
export async function payoutBench(): Promise<BenchRow> {
  const payees = manyPayees(PAYEES)
  const facts: PaidFacts = {
    method: 'safe',
    treasury: SAFE_TREASURY,
    token: TOKEN_FACTS,
    merkle: null,
    payees: payees.map(({ address, amountBaseUnits }) => ({
      ...{ address, memberIds: [address], amountBaseUnits: amountBaseUnits.toString(), fromHeldBaseUnits: '0' },
    })),
  }
  let hashes: string[] = []
  let verified = false
  const measured = await medianMs(RUNS, () => {
    const built = payoutTransactions(facts, SAFE_SETTINGS)
    // Verifying is building again from what the file says, and comparing.
    verified = JSON.stringify(payoutTransactions(facts, SAFE_SETTINGS)) === JSON.stringify(built)
    hashes = built.map((transaction) => (transaction.kind === 'safe' ? transaction.safeTxHash : ''))
  })
  let referenceHashes: string[] = []
  const reference = await medianMs(RUNS, () => {
    referenceHashes = Array.from({ length: PAYEES / IN_ONE }, (_, at) =>
      plainHash(payees.slice(at * IN_ONE, (at + 1) * IN_ONE), 7n + BigInt(at)),
    )
  })
  if (!verified || hashes.join() !== referenceHashes.join())
    throw new Error(`The hashes differ: ${hashes} and ${referenceHashes}`)
  return benchRow('a Safe payout of 300 built and verified', '<=3', measured, reference, measured / reference)
}

function plainHash(payees: ReturnType<typeof manyPayees>, nonce: bigint): Hex {
  if (SAFE_TREASURY.kind !== 'safe') throw new Error('a Safe pays')
  const token = TOKEN_FACTS.address as Address
  const calls = payees.map(({ address, amountBaseUnits }) => {
    const data = encodeFunctionData({ abi: ABI, functionName: 'transfer', args: [address, amountBaseUnits] })
    return encodePacked(['uint8', 'address', 'uint256', 'uint256', 'bytes'], [0, token, 0n, BigInt(size(data)), data])
  })
  const data = encodeFunctionData({ abi: ABI, functionName: 'multiSend', args: [concat(calls)] })
  const to = SAFE_TREASURY.multiSendCallOnly as Address
  const zero = { value: 0n, safeTxGas: 0n, baseGas: 0n, gasPrice: 0n, gasToken: ZERO, refundReceiver: ZERO }
  return hashTypedData({
    domain: { chainId: 31337, verifyingContract: SAFE_TREASURY.address as Address },
    types: { SafeTx: SAFE_TX },
    primaryType: 'SafeTx',
    message: { ...zero, to, data, operation: 1, nonce },
  })
}
