/** Why a mined transaction took everything back: it is tried again on the block before, with its own gas and with more. */
import { revertWords } from '#core/treasury/chain/revertWords'
import type { SignedTransaction } from '#core/treasury/chain/signedTransaction'
import type { EvmChain } from './evmChain'

export interface FailureExplanation {
  outOfGas: boolean
  /** One sentence. */
  message: string
}

const MORE_GAS = 3n

/** @param blockNumber in which it failed. @throws Problem `node.*` */
export async function explainFailure(
  chain: EvmChain,
  transaction: SignedTransaction,
  blockNumber: bigint,
): Promise<FailureExplanation> {
  const { from, to, data, valueWei, gasLimit } = transaction
  const request = { from, to, data, valueWei }
  const before = blockNumber - 1n
  const same = await chain.call({ ...request, gas: gasLimit }, before)
  const more = await chain.call({ ...request, gas: gasLimit * MORE_GAS }, before)
  if (!same.ok && more.ok) {
    return {
      outOfGas: true,
      message: `It ran out of gas at ${gasLimit}: nothing was paid but the fee, and what it carried can be sent again with more gas.`,
    }
  }
  const words = more.ok ? 'what it met in its block is not known' : revertWords(more.data)
  return { outOfGas: false, message: `It failed and paid nothing but the fee: ${words}.` }
}
