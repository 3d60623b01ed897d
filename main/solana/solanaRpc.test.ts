import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { createJsonRpcSolanaChain } from './jsonRpcSolanaChain'
import { createSolanaRpc } from './solanaRpc'

const code = (name: string) => expect.objectContaining({ code: `node.${name}` })
const opened: (() => void)[] = []
afterEach(() => {
  for (const close of opened.splice(0)) close()
})

async function nodeThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/?key=secret`
}

const ask = (url: string) => createSolanaRpc(url).ask(z.string(), 'getGenesisHash', [])

const cases: [problem: string, answers: RequestListener][] = [
  ['http', (_, response) => response.writeHead(503).end('busy')],
  ['not-json', (_, response) => response.end('<html>')],
  ['bad-answer', (_, response) => response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: 7 }))],
  [
    'refused',
    (_, response) => response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code: -32004, message: 'behind' } })),
  ],
]
it.each(cases)('names as node.%s what a node does instead of answering', async (problem, answers) => {
  const asking = ask(await nodeThat(answers))
  await expect(asking).rejects.toThrow(code(problem))
  await expect(asking).rejects.toThrow(/^(?!.*secret)/)
})

it('refuses numbers that JSON has cut, and balances that fit no account', async () => {
  const chain = (result: unknown) =>
    nodeThat((_, response) => response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result }))).then((url) =>
      createJsonRpcSolanaChain(createSolanaRpc(url)),
    )
  await expect((await chain(2 ** 60)).rentLamports(0)).rejects.toThrow(code('bad-answer'))
  await expect(
    (await chain({ context: { slot: 1 }, value: [] })).accounts(['11111111111111111111111111111111' as never]),
  ).rejects.toThrow(code('bad-answer'))
})
