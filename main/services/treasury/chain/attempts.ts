import type { Hex } from 'viem'
import { readSignedTransaction, type SignedTransaction } from '#core/treasury/chain/signedTransaction'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { BroadcastFact, MinedFact } from '#core/treasury/state/payoutStateModel'
import type { BroadcastRequest } from '../../../chain/broadcastRequest'

/** Blocks, its own included, after which a transaction counts as final; those of a development chain are final at once. */
export function finalBlocks(chain: string): bigint {
  return isPracticeChain(chain) ? 1n : 12n
}

/** What was given to nodes for one transaction, by sender and nonce: each list is one that only one of can be mined. */
export async function attemptsOf(broadcasts: readonly BroadcastFact[]): Promise<[SignedTransaction, ...SignedTransaction[]][]> {
  const lists = new Map<string, [SignedTransaction, ...SignedTransaction[]]>()
  for (const { raw } of broadcasts) {
    const signed = await readSignedTransaction(raw as Hex)
    const key = `${signed.from} ${signed.nonce}`
    const before = lists.get(key)
    if (before) before.push(signed)
    else lists.set(key, [signed])
  }
  for (const list of lists.values())
    list.sort((one, other) => (price(one) < price(other) ? -1 : Number(price(one) > price(other))))
  return [...lists.values()]
}

export function requestOf(
  chain: string,
  attempts: [SignedTransaction, ...SignedTransaction[]],
  mined: MinedFact | null,
): BroadcastRequest {
  const isOneOf = attempts.some(({ hash }) => hash === mined?.transaction)
  const blockBefore = mined && isOneOf ? { number: BigInt(mined.block), hash: mined.blockHash as Hex } : null
  return { attempts, confirmations: finalBlocks(chain), fromBlock: 0n, blockBefore }
}

function price({ fees }: SignedTransaction): bigint {
  return fees.kind === 'legacy' ? fees.gasPriceWei : fees.maxFeePerGasWei
}
