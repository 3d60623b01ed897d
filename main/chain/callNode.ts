/** `eth_call` and `eth_estimateGas`, with state overrides: what a call would do, without doing it. */
import type { Hex } from 'viem'
import { numberToHex } from 'viem/utils'
import type { CallAnswer, CallRequest, StateOverrides } from './evmChain'
import { hexSchema, quantitySchema, readAnswer } from './nodeAnswers'
import { NodeRefusal, type NodeRpc } from './nodeRpc'
import { refusalProblem } from './refusalProblem'

/** The code of JSON-RPC that nodes give for a call that reverted. */
const REVERTED = 3
const FAILED = /revert|EVM error|out ?of ?gas|invalid opcode|stack|bad jump|execution|insufficient funds|insufficient balance/i

/** @throws Problem `node.*` where the node refuses the question itself. */
export async function callNode(rpc: NodeRpc, request: CallRequest, at: string, overrides?: StateOverrides): Promise<CallAnswer> {
  try {
    const answer = await rpc.request('eth_call', params(request, at, overrides))
    return { ok: true, data: readAnswer(hexSchema, answer, rpc.host, 'eth_call') }
  } catch (thrown) {
    if (!(thrown instanceof NodeRefusal) || thrown.methodIsMissing || !isFailure(thrown)) throw refusalProblem(thrown)
    return { ok: false, words: thrown.message, data: dataOf(thrown) }
  }
}

export async function estimateOnNode(rpc: NodeRpc, request: CallRequest, overrides?: StateOverrides): Promise<bigint | null> {
  try {
    const answer = await rpc.request('eth_estimateGas', params(request, 'latest', overrides))
    return readAnswer(quantitySchema, answer, rpc.host, 'eth_estimateGas')
  } catch (thrown) {
    if (thrown instanceof NodeRefusal) return null
    throw thrown
  }
}

function params({ to, from, data, valueWei, gas }: CallRequest, at: string, overrides?: StateOverrides): unknown[] {
  const call = {
    to,
    data,
    ...(from === undefined ? {} : { from }),
    ...(valueWei === undefined ? {} : { value: numberToHex(valueWei) }),
    ...(gas === undefined ? {} : { gas: numberToHex(gas) }),
  }
  return overrides === undefined ? [call, at] : [call, at, overrides]
}

function isFailure({ code, message, data }: NodeRefusal): boolean {
  return code === REVERTED || hexSchema.safeParse(data).success || FAILED.test(message)
}

function dataOf({ data }: NodeRefusal): Hex | null {
  const parsed = hexSchema.safeParse(data)
  return parsed.success ? parsed.data : null
}
