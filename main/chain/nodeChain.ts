/** A chain as one node tells it. */
import type { Address, Hex } from 'viem'
import { numberToHex } from 'viem/utils'
import { z } from 'zod'
import { Problem } from '#core/model/problem'
import { callNode, estimateOnNode } from './callNode'
import { coinMovesOf } from './coinMoves'
import type { BlockAt, EvmChain, LogQuery, SendAnswer } from './evmChain'
import { feeMarketOf } from './feeMarket'
import { findByNonce } from './findByNonce'
import {
  type Ask,
  blockSchema,
  hashSchema,
  hexSchema,
  logSchema,
  quantitySchema,
  readAnswer,
  receiptSchema,
  transactionSchema,
} from './nodeAnswers'
import { createNodeRpc, NodeRefusal, type NodeRpc, type RpcOptions } from './nodeRpc'
import { parseNodeUrl } from './nodeUrl'
import { refusalProblem } from './refusalProblem'

/**
 * A node that answers for the chain that is meant.
 * @param chainId undefined: any, as when a chain is looked at for the first time
 * @throws Problem `node.*`; `node.other-chain` naming both chains.
 */
export async function openNodeChain(urlText: string, chainId?: number, options?: RpcOptions): Promise<EvmChain> {
  const chain = createNodeChain(createNodeRpc(parseNodeUrl(urlText), options))
  const found = await chain.chainId()
  if (chainId === undefined || found === chainId) return chain
  throw new Problem(
    'node.other-chain',
    `The node ${chain.hosts[0]} is of chain ${found}, not of chain ${chainId}: give a node of the right chain.`,
  )
}

function createNodeChain(rpc: NodeRpc): EvmChain {
  const { host } = rpc
  const ask: Ask = async (schema, method, params) => readAnswer(schema, await told(rpc, method, params), host, method)
  return {
    hosts: [host],
    chainId: async () => Number(await ask(quantitySchema, 'eth_chainId', [])),
    head: () => ask(blockSchema, 'eth_getBlockByNumber', ['latest', false]),
    block: (number) => ask(blockSchema.nullable(), 'eth_getBlockByNumber', [numberToHex(number), false]),
    receipt: async (hash) => {
      const receipt = await ask(receiptSchema.nullable(), 'eth_getTransactionReceipt', [hash])
      if (receipt !== null && receipt.transactionHash !== hash.toLowerCase()) {
        throw new Problem('node.lies', `Asked for the receipt of ${hash}, ${host} gave another's: use another node.`)
      }
      return receipt
    },
    transaction: (hash) => ask(transactionSchema.nullable(), 'eth_getTransactionByHash', [hash]),
    transactionByNonce: (sender, nonce, fromBlock) => findByNonce({ ask, rpc }, sender, nonce, fromBlock),
    nonce: (address, at) => ask(quantitySchema, 'eth_getTransactionCount', [address, blockParam(at)]),
    balanceWei: (address, at) => ask(quantitySchema, 'eth_getBalance', [address, blockParam(at)]),
    code: (address, at) => ask(hexSchema, 'eth_getCode', [address, blockParam(at)]),
    storage: (address, slot, at) => ask(hashSchema, 'eth_getStorageAt', [address, slot, blockParam(at)]),
    logs: (query) => ask(z.array(logSchema), 'eth_getLogs', [logParams(query)]),
    call: (request, at, overrides) => callNode(rpc, request, blockParam(at), overrides),
    estimateGas: (request, overrides) => estimateOnNode(rpc, request, overrides),
    feeMarket: () => feeMarketOf(ask, rpc),
    send: async (raw) => [await send(rpc, raw)],
    coinMoves: (hash) => coinMovesOf(rpc, hash),
  }
}

/** What a node says against a question, as a sentence. */
async function told(rpc: NodeRpc, method: string, params: readonly unknown[]): Promise<unknown> {
  try {
    return await rpc.request(method, params)
  } catch (thrown) {
    throw refusalProblem(thrown)
  }
}

/** The chain decides whether it was taken: nodes refuse in many words what they have already. */
async function send({ host, request }: NodeRpc, raw: Hex): Promise<SendAnswer> {
  try {
    await request('eth_sendRawTransaction', [raw])
    return { host, refusal: null }
  } catch (thrown) {
    if (thrown instanceof NodeRefusal) return { host, refusal: thrown.message }
    throw thrown
  }
}

function blockParam(at: BlockAt): string {
  return typeof at === 'bigint' ? numberToHex(at) : at
}

function logParams({ address, topics, fromBlock, toBlock }: LogQuery): { address: Address } & Record<string, unknown> {
  return { address, topics, fromBlock: numberToHex(fromBlock), toBlock: numberToHex(toBlock) }
}
