import type { Hex } from 'viem'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { compareChains } from './comparedChain'
import type { EvmChain } from './evmChain'
import { openNodeChain } from './nodeChain'
import { type ChainBed, openChainBed } from './testing/chainBed'
import { deployToken } from './testing/openZeppelinToken'
import { type Distort, type NodeProxy, startProxy } from './testing/startProxy'

const proxies: NodeProxy[] = []
let bed: ChainBed
let hash: Hex

beforeAll(async () => {
  bed = await openChainBed()
  const holder = bed.account(0).address
  await deployToken(bed, { supplyBaseUnits: 10n, holder })
  const block = (await bed.anvil.rpc('eth_getBlockByNumber', ['latest', false])) as { transactions: Hex[] }
  hash = block.transactions[0] ?? '0x'
})
afterEach(async () => {
  await Promise.all(proxies.splice(0).map((proxy) => proxy.stop()))
})
afterAll(() => bed.stop())

/** The honest node beside one that distorts the results of one method. */
async function besideOneThat(method: string, distort: (result: never) => unknown): Promise<{ both: EvmChain; host: string }> {
  const lie: Distort = async (question, honest) => {
    const answer = (await honest()) as { result: never }
    return question.method === method ? { ...answer, result: distort(answer.result) } : answer
  }
  const proxy = await startProxy(bed.anvil.url, lie)
  proxies.push(proxy)
  return { both: await compareChains(bed.chain, await openNodeChain(proxy.url)), host: new URL(proxy.url).host }
}

interface ToldReceipt {
  status: Hex
  logs: { data: Hex }[]
}

it('[CH15] two honest nodes are one chain', async () => {
  const { both, host } = await besideOneThat('none', (result) => result)
  expect(both.hosts).toEqual([...bed.chain.hosts, host])
  expect(await both.receipt(hash)).toEqual(await bed.chain.receipt(hash))
  expect(await both.receipt(`0x${'12'.repeat(32)}`)).toBeNull()
  expect(await both.head()).toEqual(await bed.chain.head())
})

it('[CH15] a node that changes an amount in a receipt contradicts its own logs, and is named', async () => {
  const { both, host } = await besideOneThat('eth_getTransactionReceipt', (receipt: ToldReceipt) => ({
    ...receipt,
    logs: receipt.logs.map((log) => ({ ...log, data: `0x${'f'.repeat(64)}` })),
  }))
  await expect(both.receipt(hash)).rejects.toMatchObject({ code: 'node.lies', message: expect.stringContaining(host) })
  await expect(both.receipt(hash)).rejects.toMatchObject({ message: expect.not.stringContaining(bed.chain.hosts[0] ?? '') })
})

it.each<[what: string, method: string, distort: (result: never) => unknown]>([
  ['that a failure succeeded', 'eth_getTransactionReceipt', (receipt: ToldReceipt) => ({ ...receipt, status: '0x0' })],
  ['that nothing is mined', 'eth_getTransactionReceipt', () => null],
])('[CH15] a node that says %s is not believed', async (_what, method, distort) => {
  const { both, host } = await besideOneThat(method, distort)
  await expect(both.receipt(hash)).rejects.toMatchObject({ code: 'node.disagree', message: expect.stringContaining(host) })
})

it('[CH15] a node that gives another transaction’s receipt is named even alone', async () => {
  const lie: Distort = async ({ method }, honest) => {
    const answer = (await honest()) as { result: object }
    return method === 'eth_getTransactionReceipt'
      ? { ...answer, result: { ...answer.result, transactionHash: `0x${'12'.repeat(32)}` } }
      : answer
  }
  const proxy = await startProxy(bed.anvil.url, lie)
  proxies.push(proxy)
  const chain = await openNodeChain(proxy.url)
  await expect(chain.receipt(hash)).rejects.toMatchObject({ code: 'node.lies' })
})

it('[CH15] logs that are held back, and another block of the same height, are noticed', async () => {
  const receipt = await bed.chain.receipt(hash)
  const [log] = receipt?.logs ?? []
  if (!receipt || !log) throw new Error('no log')
  const query = { address: log.address as Hex, topics: [], fromBlock: receipt.blockNumber, toBlock: receipt.blockNumber }
  const { both: silent } = await besideOneThat('eth_getLogs', () => [])
  await expect(silent.logs(query)).rejects.toMatchObject({ code: 'node.disagree' })
  const { both: elsewhere } = await besideOneThat('eth_getBlockByNumber', (block: object) => ({
    ...block,
    hash: `0x${'12'.repeat(32)}`,
  }))
  await expect(elsewhere.block(receipt.blockNumber)).rejects.toMatchObject({ code: 'node.disagree' })
})

it('[CH15] nodes of two chains are not compared', async () => {
  const lie: Distort = async ({ method, id }, honest) =>
    method === 'eth_chainId' ? { jsonrpc: '2.0', id, result: '0x1' } : await honest()
  const proxy = await startProxy(bed.anvil.url, lie)
  proxies.push(proxy)
  const other = await openNodeChain(proxy.url)
  await expect(compareChains(bed.chain, other)).rejects.toMatchObject({ code: 'node.other-chain' })
})
