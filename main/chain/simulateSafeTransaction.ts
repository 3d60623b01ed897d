/**
 * Tries a whole Safe transaction without its signatures: for the length of one `eth_call` the Safe asks for one owner, who calls
 * and thereby approves, and has the nonce of the transaction.
 */
import type { Address, Hex } from 'viem'
import { concat, numberToHex, padHex } from 'viem/utils'
import { revertWords } from '#core/treasury/chain/revertWords'
import { execTransactionCall } from '#core/treasury/execTransaction'
import type { SafeTransaction } from '#core/treasury/safeTransaction'
import type { EvmChain } from './evmChain'

/** Where Safes of 1.3.0 and 1.4.1 keep them. */
const THRESHOLD_SLOT = numberToHex(4, { size: 32 })
const NONCE_SLOT = numberToHex(5, { size: 32 })
const APPROVED_HASH = '0x01'
const EMPTY_WORD = numberToHex(0, { size: 32 })

export type SafeSimulation =
  | { works: true; gas: bigint | null }
  /** Why, as far as the chain says. */
  | { works: false; words: string }

/** @param owner any owner of the Safe. @throws Problem `node.*`, `safe.*` */
export async function simulateSafeTransaction(
  chain: EvmChain,
  safe: Address,
  owner: Address,
  transaction: SafeTransaction,
): Promise<SafeSimulation> {
  const signature: Hex = concat([padHex(owner, { size: 32 }), EMPTY_WORD, APPROVED_HASH])
  const approved = { good: [{ owner, signature, kind: 'approved hash' as const }], leftOut: [], missing: 0 }
  const { data } = execTransactionCall(safe, transaction, approved, 1)
  const request = { from: owner, to: safe, data }
  const stateDiff = {
    [THRESHOLD_SLOT]: numberToHex(1, { size: 32 }),
    [NONCE_SLOT]: numberToHex(transaction.nonce, { size: 32 }),
  }
  const overrides = { [safe]: { stateDiff } }
  const answer = await chain.call(request, 'latest', overrides)
  if (!answer.ok) return { works: false, words: revertWords(answer.data) }
  return { works: true, gas: await chain.estimateGas(request, overrides) }
}
