import type { Hex } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { readSignedTransaction, type SignedTransaction } from '#core/treasury/chain/signedTransaction'
import { broadcast, lookAtTransaction } from './broadcast'
import type { BroadcastRequest } from './broadcastRequest'
import { executorTransaction, replacementTransaction, type UnsignedTransaction } from './executorTransaction'
import { explainFailure } from './explainFailure'
import { openNodeChain } from './nodeChain'
import { readContract, SAFE_ABI } from './readContract'
import { deployToken } from './testing/openZeppelinToken'
import { newPayees, openSafeBed, type SafeBed } from './testing/safeBed'
import { startProxy } from './testing/startProxy'

const CAP_WEI = 10n ** 12n
let bed: SafeBed
let restore: () => Promise<void>

beforeAll(async () => {
  bed = await openSafeBed()
})
beforeEach(async () => {
  restore = await bed.keep()
})
afterEach(async () => {
  await bed.anvil.rpc('evm_setAutomine', [true])
  await bed.anvil.rpc('anvil_dropAllTransactions')
  await restore()
})
afterAll(() => bed.stop())

async function signed(
  transaction: UnsignedTransaction,
  change: { nonce?: bigint; gas?: bigint; chainId?: number } = {},
): Promise<SignedTransaction> {
  const { call, fees, chainId, nonce, gasLimit } = transaction
  if (fees.kind === 'legacy') throw new Error('a chain with EIP-1559 is expected')
  const raw = await bed.account(4).signTransaction({
    type: 'eip1559',
    chainId: change.chainId ?? chainId,
    nonce: Number(change.nonce ?? nonce),
    to: call.to,
    value: call.value,
    data: call.data,
    gas: change.gas ?? gasLimit,
    maxFeePerGas: fees.maxFeePerGasWei,
    maxPriorityFeePerGas: fees.maxPriorityFeePerGasWei,
  })
  return await readSignedTransaction(raw)
}

const payment = () => ({ to: newPayees(1)[0]?.payee ?? bed.safe, value: 5n, data: '0x' as Hex })
const prepared = () => executorTransaction(bed.chain, { from: bed.account(4).address, call: payment(), capWei: CAP_WEI })
const request = (...attempts: [SignedTransaction, ...SignedTransaction[]]): BroadcastRequest => {
  return { attempts, confirmations: 3n, fromBlock: 0n, blockBefore: null }
}
const balance = () => bed.chain.balanceWei(payment().to, 'latest')

it('[CH18] a transaction is sent once, however often it is asked for, and becomes final', async () => {
  const transaction = request(await signed(await prepared()))
  expect((await lookAtTransaction(bed.chain, transaction)).now).toEqual({ state: 'not-sent' })
  expect(await broadcast(bed.chain, transaction)).toMatchObject({
    now: { state: 'mined', succeeded: true, confirmations: 1n },
    answers: [{ refusal: null }],
  })
  expect(await broadcast(bed.chain, transaction)).toMatchObject({ now: { state: 'mined' }, answers: [] })
  await bed.mine(2)
  expect(await broadcast(bed.chain, transaction)).toMatchObject({
    now: { state: 'final', confirmations: 3n },
    reorganised: false,
  })
  expect(await balance()).toBe(5n)
})

it('[CH18] a process that ends between sending and remembering finds by the hash that it was sent', async () => {
  const transaction = request(await signed(await prepared()))
  // The node takes the transaction, and the line breaks before it says so.
  const proxy = await startProxy(bed.anvil.url, async ({ method }, honest) => {
    const answer = await honest()
    return method === 'eth_sendRawTransaction' ? 'connection reset' : answer
  })
  try {
    const chain = await openNodeChain(proxy.url)
    await expect(broadcast(chain, transaction)).rejects.toMatchObject({ code: 'node.not-json' })
    expect(await broadcast(chain, transaction)).toMatchObject({ now: { state: 'mined' }, answers: [] })
    expect(proxy.asked.filter(({ method }) => method === 'eth_sendRawTransaction')).toHaveLength(1)
  } finally {
    await proxy.stop()
  }
  expect(await balance()).toBe(5n)
})

it('[CH18] words of a refusal decide nothing: what is mined is mined', async () => {
  const transaction = request(await signed(await prepared()))
  const proxy = await startProxy(bed.anvil.url, async ({ method, id }, honest) => {
    const answer = await honest()
    const refusal = { jsonrpc: '2.0', id, error: { code: -32000, message: 'nonce too low: payment rejected' } }
    return method === 'eth_sendRawTransaction' ? refusal : answer
  })
  try {
    const result = await broadcast(await openNodeChain(proxy.url), transaction)
    expect(result).toMatchObject({ now: { state: 'mined' }, answers: [{ refusal: 'nonce too low: payment rejected' }] })
  } finally {
    await proxy.stop()
  }
})

it('[CH18] a nonce that another transaction took is said, with its hash', async () => {
  const unsigned = await prepared()
  const ours = request(await signed(unsigned))
  const other = await signed({ ...unsigned, call: { ...unsigned.call, value: 1n } })
  await broadcast(bed.chain, request(other))
  expect(await broadcast(bed.chain, ours)).toMatchObject({ now: { state: 'nonce-taken', by: other.hash }, answers: [] })
  // Nodes that do not answer by nonce: the block is looked for.
  const proxy = await startProxy(bed.anvil.url, async ({ method, id }, honest) =>
    method === 'eth_getTransactionBySenderAndNonce'
      ? { jsonrpc: '2.0', id, error: { code: -32601, message: 'not found' } }
      : await honest(),
  )
  try {
    await bed.mine(5)
    const chain = await openNodeChain(proxy.url)
    expect((await lookAtTransaction(chain, ours)).now).toEqual({ state: 'nonce-taken', by: other.hash })
  } finally {
    await proxy.stop()
  }
})

it('[CH18] behind a gap of nonces nothing is sent', async () => {
  const unsigned = await prepared()
  const result = await broadcast(bed.chain, request(await signed(unsigned, { nonce: unsigned.nonce + 2n })))
  expect(result).toEqual({
    now: { state: 'nonce-gap', missingFrom: unsigned.nonce, missingCount: 2n },
    reorganised: false,
    answers: [],
  })
})

it('[CH18] a node of another chain is refused before anything is sent', async () => {
  const other = request(await signed(await prepared(), { chainId: 8453 }))
  await expect(broadcast(bed.chain, other)).rejects.toMatchObject({ code: 'broadcast.other-chain' })
  const unsigned = await prepared()
  const mixed = request(await signed(unsigned), await signed(unsigned, { nonce: unsigned.nonce + 1n }))
  await expect(broadcast(bed.chain, mixed)).rejects.toMatchObject({ code: 'broadcast.other-sender' })
})

it('[CH18] a replacement takes the place of what waits, and is paid once', async () => {
  await bed.anvil.rpc('evm_setAutomine', [false])
  const first = await signed(await prepared())
  expect(await broadcast(bed.chain, request(first))).toMatchObject({ now: { state: 'waiting', hash: first.hash } })
  const second = await signed(await replacementTransaction(bed.chain, first, CAP_WEI))
  expect(second.nonce).toBe(first.nonce)
  expect(await broadcast(bed.chain, request(first, second))).toMatchObject({
    now: { state: 'waiting', hash: second.hash },
    answers: [{ refusal: null }],
  })
  await bed.mine()
  expect((await lookAtTransaction(bed.chain, request(first, second))).now).toMatchObject({ state: 'mined', hash: second.hash })
  expect(await balance()).toBe(5n)
  await expect(replacementTransaction(bed.chain, first, 1n)).rejects.toMatchObject({ code: 'fees.above-cap' })
})

it('[CH18] after a reorganisation it is sent again', async () => {
  const transaction = request(await signed(await prepared()))
  const { now } = await broadcast(bed.chain, transaction)
  if (now.state !== 'mined') throw new Error(now.state)
  const blockBefore = { number: now.blockNumber, hash: now.blockHash }
  await bed.anvil.rpc('anvil_reorg', [1, []])
  const after = { ...transaction, blockBefore }
  expect(await lookAtTransaction(bed.chain, after)).toMatchObject({ reorganised: true })
  const again = await broadcast(bed.chain, after)
  expect(again.reorganised).toBe(true)
  await bed.mine()
  expect((await lookAtTransaction(bed.chain, transaction)).now).toMatchObject({ state: expect.stringMatching(/^(mined|final)$/) })
  expect(await balance()).toBe(5n)
})

it('[CH19] an executor that runs out of gas is told so, and the Safe’s nonce stays free', async () => {
  const token = await deployToken(bed, { supplyBaseUnits: 10n ** 9n, holder: bed.safe })
  const [planned] = bed.plan(token, newPayees(5), 0n)
  if (!planned) throw new Error('nothing planned')
  const { call } = await bed.signed(planned.transaction)
  const unsigned = await executorTransaction(bed.chain, { from: bed.account(4).address, call, capWei: CAP_WEI })
  const poor = await signed(unsigned, { gas: 120_000n })
  const { now } = await broadcast(bed.chain, request(poor))
  if (now.state !== 'mined') throw new Error(now.state)
  expect(now.succeeded).toBe(false)
  expect(await explainFailure(bed.chain, poor, now.blockNumber)).toMatchObject({ outOfGas: true })
  expect(await readContract(bed.chain, 'latest', { address: bed.safe, abi: SAFE_ABI, functionName: 'nonce' })).toBe(0n)
  const enough = await signed({ ...unsigned, nonce: unsigned.nonce + 1n })
  expect(await broadcast(bed.chain, request(enough))).toMatchObject({ now: { state: 'mined', succeeded: true } })
})

it('[CH19] what would fail, costs too much or cannot be afforded is not prepared', async () => {
  const from = bed.account(4).address
  const failing = { to: bed.safe, value: 0n, data: '0x6a761202' as Hex }
  await expect(executorTransaction(bed.chain, { from, call: failing, capWei: CAP_WEI })).rejects.toMatchObject({
    code: 'broadcast.would-fail',
  })
  await expect(executorTransaction(bed.chain, { from, call: payment(), capWei: 1n })).rejects.toMatchObject({
    code: 'fees.above-cap',
  })
  await bed.anvil.rpc('anvil_setBalance', [from, '0xffff'])
  await expect(executorTransaction(bed.chain, { from, call: payment(), capWei: CAP_WEI })).rejects.toMatchObject({
    code: 'broadcast.sender-poor',
  })
})
