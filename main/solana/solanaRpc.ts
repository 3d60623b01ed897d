/** JSON-RPC over http to one node of Solana: bounded in time and size, and never to another address than the one given. */

import { z } from 'zod'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'

export interface SolanaRpc {
  /** For people; the rest of the address may be a key and is never shown. */
  host: string
  /**
   * The answer, held to its form.
   * @throws Problem `node.unreachable`, `node.timeout`, `node.http`, `node.too-large`, `node.refused`, `node.bad-answer`
   */
  ask<S extends z.ZodType>(schema: S, method: string, params: readonly unknown[]): Promise<z.output<S>>
}

const TIMEOUT_MS = 20_000
const MOST_BYTES = 16_000_000
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

const answerSchema = z.object({
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string() }).nullish(),
})

/** @throws Problem `node.bad-url` or `node.not-private` */
export function createSolanaRpc(address: string, { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {}): SolanaRpc {
  const url = parseAddress(address)
  const { host } = url
  let id = 0
  return {
    host,
    async ask(schema, method, params) {
      id += 1
      const { status, text } = await post(url, JSON.stringify({ jsonrpc: '2.0', id, method, params }), timeoutMs)
      const answer = answerSchema.safeParse(parseJson(text))
      if (answer.success && answer.data.error) {
        const { code, message } = answer.data.error
        throw new Problem('node.refused', `The node ${host} refuses ${method}: ${message.slice(0, 300)}`, {
          cause: `code ${code}`,
        })
      }
      if (status >= 400)
        throw new Problem('node.http', `The node ${host} refuses with HTTP ${status}: check its address and key.`)
      const result = answer.success ? schema.safeParse(answer.data.result) : answer
      if (answer.success && result.success) return result.data as z.output<typeof schema>
      throw new Problem('node.bad-answer', `What ${host} answers to ${method} has another form than it must: use another node.`, {
        cause: result.error,
      })
    },
  }
}

function parseAddress(text: string): URL {
  if (!URL.canParse(text)) {
    throw new Problem('node.bad-url', 'The address of the node cannot be read: it begins with https:// as its provider gives it.')
  }
  const url = new URL(text)
  if (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname))) return url
  throw new Problem(
    'node.not-private',
    `The node ${url.host} must be asked over https; plain http is for a node on this computer only.`,
  )
}

async function post(url: URL, body: string, timeoutMs: number): Promise<{ status: number; text: string }> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    // A node that sends elsewhere could send to plain http.
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal,
    })
    return { status: response.status, text: await readBounded(response, url.host) }
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    if (signal.aborted) {
      throw new Problem(
        'node.timeout',
        `The node ${url.host} did not answer within ${timeoutMs / 1000} s: try again, or use another.`,
      )
    }
    const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause.message : 'unknown'
    throw new Problem('node.unreachable', `The node ${url.host} cannot be reached: check the network and the address.`, { cause })
  }
}

async function readBounded(response: Response, host: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) {
      throw new Problem('node.too-large', `The node ${host} answers with more than ${MOST_BYTES} bytes: use another.`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return parseBoundedJson(text)
  } catch {
    return undefined
  }
}
