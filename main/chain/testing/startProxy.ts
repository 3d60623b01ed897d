/** A node in front of another that can lie, lag, stall or fall silent: it changes answers on their way. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RpcQuestion {
  id: number
  method: string
  params: unknown[]
}

/** @returns the answer to give; a string is given as it is, undefined keeps the line open and says nothing. */
export type Distort = (question: RpcQuestion, honest: () => Promise<unknown>) => Promise<unknown>

export interface NodeProxy {
  url: string
  /** Every question that came, in order. */
  asked: RpcQuestion[]
  stop(): Promise<void>
}

/** @param target null for a node that answers by `distort` alone */
export async function startProxy(target: string | null, distort: Distort, status = 200): Promise<NodeProxy> {
  const asked: RpcQuestion[] = []
  const server = createServer(async (request, response) => {
    const body = await textOf(request)
    const question = JSON.parse(body) as RpcQuestion
    asked.push(question)
    const honest = async () => {
      if (target === null) return null
      const answer = await fetch(target, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      return await answer.json()
    }
    const answer = await distort(question, honest)
    if (answer === undefined) return
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
