/**
 * JSON-RPC over http to one node. viem's own transport is not used here: its errors repeat the whole address, which may hold a
 * key, and its time limit ends with the head of an answer.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import type { NodeUrl } from './nodeUrl'
import { readBounded } from './readBounded'

export interface RpcOptions {
  /** For one question, its whole answer included. */
  timeoutMs?: number
  /** Before a question is asked again that came too soon after others; doubled each time. */
  retryDelayMs?: number
}

export interface NodeRpc {
  host: string
  /**
   * @throws Problem `node.unreachable`, `node.timeout`, `node.rate-limited`, `node.http`, `node.not-json`, `node.too-large`
   * @throws NodeRefusal what the node itself says against the question
   */
  request(method: string, params: readonly unknown[]): Promise<unknown>
}

/** An error of JSON-RPC: the node understood and says no. */
export class NodeRefusal extends Error {
  constructor(
    readonly host: string,
    readonly method: string,
    readonly code: number,
    words: string,
    readonly data: unknown,
  ) {
    super(words)
    this.name = 'NodeRefusal'
  }

  get methodIsMissing(): boolean {
    return this.code === -32601 || /not (found|supported|available|whitelisted)|does not exist/i.test(this.message)
  }
}

const TIMEOUT_MS = 20_000
const MAX_ANSWER_BYTES = 64_000_000
const TRIES_WHILE_LIMITED = 4
const RETRY_DELAY_MS = 500
const LIMIT_EXCEEDED = -32005
const MAX_WORDS = 300

const answerSchema = z.object({
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() }).nullish(),
})

export function createNodeRpc(url: NodeUrl, options: RpcOptions = {}): NodeRpc {
  const { timeoutMs = TIMEOUT_MS, retryDelayMs = RETRY_DELAY_MS } = options
  let id = 0
  const askOnce = async (method: string, params: readonly unknown[]): Promise<unknown> => {
    id += 1
    const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
    const { status, text } = await post(url, body, timeoutMs)
    if (status === 429) throw rateLimited(url.host)
    return resultOf(url.host, method, status, text)
  }
  const request = async (method: string, params: readonly unknown[]): Promise<unknown> => {
    for (let tries = 1; ; tries++) {
      try {
        return await askOnce(method, params)
      } catch (thrown) {
        const limited = isLimited(thrown)
        if (!limited) throw thrown
        if (tries === TRIES_WHILE_LIMITED) throw rateLimited(url.host, thrown)
        await sleep(retryDelayMs * 2 ** (tries - 1))
      }
    }
  }
  return { host: url.host, request }
}

async function post({ href, host, authorization }: NodeUrl, body: string, timeoutMs: number) {
  const headers = { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) }
  try {
    // A node that sends elsewhere could send to plain http.
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(href, { method: 'POST', headers, body, redirect: 'error', signal })
    return { status: response.status, text: await readBounded(response, MAX_ANSWER_BYTES, host) }
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    if (thrown instanceof DOMException && thrown.name === 'TimeoutError') {
      throw new Problem(
        'node.timeout',
        `The node ${host} did not answer within ${timeoutMs / 1000} s: try again, or use another.`,
      )
    }
    throw new Problem('node.unreachable', `The node ${host} cannot be reached: check the network and the address.`, {
      cause: causeWords(thrown),
    })
  }
}

function resultOf(host: string, method: string, status: number, text: string): unknown {
  const parsed = answerSchema.safeParse(parseJson(text))
  if (!parsed.success) {
    if (status >= 400) {
      throw new Problem('node.http', `The node ${host} refused with HTTP ${status}: check its address and key.`)
    }
    throw new Problem('node.not-json', `What ${host} answers is no JSON-RPC: check that the address is a node's.`)
  }
  const { error, result } = parsed.data
  if (error) throw new NodeRefusal(host, method, error.code, error.message.slice(0, MAX_WORDS), error.data)
  if (status >= 400) throw new Problem('node.http', `The node ${host} refused with HTTP ${status}: check its address and key.`)
  if (result === undefined) {
    throw new Problem('node.not-json', `What ${host} answers is no JSON-RPC: check that the address is a node's.`)
  }
  return result
}

function parseJson(text: string): unknown {
  try {
    return parseBoundedJson(text)
  } catch {
    return undefined
  }
}

function isLimited(thrown: unknown): boolean {
  if (thrown instanceof Problem) return thrown.code === 'node.rate-limited'
  return thrown instanceof NodeRefusal && (thrown.code === LIMIT_EXCEEDED || thrown.code === 429)
}

function rateLimited(host: string, cause?: unknown): Problem {
  const details = cause instanceof NodeRefusal ? { cause: cause.message } : {}
  return new Problem(
    'node.rate-limited',
    `The node ${host} takes no more questions for now: wait a minute, or use another.`,
    details,
  )
}

/** Words of the innermost cause: what wraps it may repeat the address. */
function causeWords(thrown: unknown): string {
  const inner = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown
  if (inner instanceof Error && 'code' in inner && typeof inner.code === 'string') return inner.code
  return inner instanceof Error ? inner.name : 'unknown'
}
