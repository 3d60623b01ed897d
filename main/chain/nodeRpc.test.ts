import { afterEach, expect, it } from 'vitest'
import type { Problem } from '#core/model/problem'
import { openNodeChain } from './nodeChain'
import { createNodeRpc, type RpcOptions } from './nodeRpc'
import { parseNodeUrl } from './nodeUrl'
import { type Distort, type NodeProxy, startProxy } from './testing/startProxy'

const KEY = 'SECRET-KEY-1234'
const proxies: NodeProxy[] = []

afterEach(async () => {
  await Promise.all(proxies.splice(0).map((proxy) => proxy.stop()))
})

async function nodeThat(distort: Distort, { status = 200, ...options }: RpcOptions & { status?: number } = {}) {
  const proxy = await startProxy(null, distort, status)
  proxies.push(proxy)
  const url = parseNodeUrl(`${proxy.url}/v2/${KEY}?token=${KEY}`)
  return { proxy, rpc: createNodeRpc(url, { timeoutMs: 2_000, retryDelayMs: 1, ...options }) }
}

/** Everything that a log or a journal could take from a problem. */
function wordsOf(thrown: unknown): string {
  const { message, causeText = '', stack = '', cause } = thrown as Problem
  return [message, causeText, stack, cause instanceof Error ? `${cause.stack}${JSON.stringify(cause)}` : ''].join('\n')
}

it('[CH14] a node is asked over https, or on this computer', () => {
  expect(parseNodeUrl('https://node.example/v2/abc').host).toBe('node.example')
  expect(parseNodeUrl('http://127.0.0.1:8545').host).toBe('127.0.0.1:8545')
  expect(parseNodeUrl('http://[::1]:8545').host).toBe('[::1]:8545')
  for (const url of ['http://node.example', 'ws://node.example', 'http://127.0.0.1.example']) {
    expect(() => parseNodeUrl(url)).toThrow(expect.objectContaining({ code: 'node.not-private' }))
  }
  expect(() => parseNodeUrl('node.example')).toThrow(expect.objectContaining({ code: expect.stringMatching(/^node\./) }))
  for (const url of ['localhost:8545', 'file:///etc/passwd']) {
    expect(() => parseNodeUrl(url)).toThrow(expect.objectContaining({ code: 'node.bad-url' }))
  }
  expect(() => parseNodeUrl(KEY)).toThrow(expect.objectContaining({ message: expect.not.stringContaining(KEY) }))
})

it('[CH14] a name and password in the address become a header and are not shown', async () => {
  const { host, authorization, href } = parseNodeUrl(`https://ada:${KEY}@node.example/`)
  expect([host, href]).toEqual(['node.example', 'https://node.example/'])
  expect(Buffer.from(authorization?.slice('Basic '.length) ?? '', 'base64').toString()).toBe(`ada:${KEY}`)
})

it.each<[code: string, distort: Distort, status?: number]>([
  ['node.not-json', async () => '<html>welcome</html>'],
  ['node.not-json', async () => ({ jsonrpc: '2.0', id: 1 })],
  ['node.not-json', async () => '[]'],
  ['node.http', async () => 'forbidden', 403],
  ['node.http', async () => ({ jsonrpc: '2.0', id: 1, result: '0x1' }), 500],
  ['node.rate-limited', async () => 'slow down', 429],
  ['node.rate-limited', async () => ({ jsonrpc: '2.0', id: 1, error: { code: -32005, message: 'limit exceeded' } })],
])('[CH14] %s has its own words, and the address is in none of them', async (code, distort, status = 200) => {
  const { rpc } = await nodeThat(distort, { status })
  const thrown = await rpc.request('eth_chainId', []).catch((problem: unknown) => problem)
  expect(thrown).toMatchObject({ code })
  expect(wordsOf(thrown)).toContain(rpc.host)
  expect(wordsOf(thrown)).not.toContain(KEY)
})

it('[CH14] a node that falls silent in the middle, or cannot be reached, is told apart', async () => {
  const { rpc } = await nodeThat(async () => undefined, { timeoutMs: 100 })
  await expect(rpc.request('eth_chainId', [])).rejects.toMatchObject({ code: 'node.timeout' })
  const { proxy, rpc: gone } = await nodeThat(async () => undefined)
  await proxy.stop()
  const thrown = await gone.request('eth_chainId', []).catch((problem: unknown) => problem)
  expect(thrown).toMatchObject({ code: 'node.unreachable', causeText: 'ECONNREFUSED' })
  expect(wordsOf(thrown)).not.toContain(KEY)
})

it('[CH14] a question that came too soon is asked again', async () => {
  let times = 0
  const { rpc, proxy } = await nodeThat(async () => {
    times += 1
    const limited = { error: { code: -32005, message: 'limit exceeded' } }
    return { jsonrpc: '2.0', id: 1, ...(times < 3 ? limited : { result: '0x1' }) }
  })
  expect(await rpc.request('eth_chainId', [])).toBe('0x1')
  expect(proxy.asked).toHaveLength(3)
})

it('[CH14] an answer of another form is refused, and a node of another chain', async () => {
  const answering = (result: unknown) => nodeThat(async () => ({ jsonrpc: '2.0', id: 1, result }))
  const { proxy } = await answering('8453')
  await expect(openNodeChain(proxy.url, 8453)).rejects.toMatchObject({ code: 'node.bad-answer' })
  const { proxy: other } = await answering('0x1')
  await expect(openNodeChain(other.url, 8453)).rejects.toMatchObject({ code: 'node.other-chain' })
  expect((await openNodeChain(other.url, 1)).hosts).toEqual([new URL(other.url).host])
})
