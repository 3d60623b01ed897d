/** One node of Solana: questions over JSON-RPC, with answers held to their form. */
import { type Ask, readAnswer } from '../chain/nodeAnswers'
import { createNodeRpc, type RpcOptions } from '../chain/nodeRpc'
import { parseNodeUrl } from '../chain/nodeUrl'
import { refusalProblem } from '../chain/refusalProblem'

export interface SolanaRpc {
  /** For people; the rest of the address may be a key and is never shown. */
  host: string
  /** @throws Problem `node.*` */
  ask: Ask
}

/** @throws Problem `node.bad-url` or `node.not-private` */
export function createSolanaRpc(address: string, options?: RpcOptions): SolanaRpc {
  const rpc = createNodeRpc(parseNodeUrl(address), options)
  return {
    host: rpc.host,
    async ask(schema, method, params) {
      const answer = await rpc.request(method, params).catch((thrown: unknown) => {
        throw refusalProblem(thrown)
      })
      return readAnswer(schema, answer, rpc.host, method)
    },
  }
}
