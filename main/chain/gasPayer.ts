/** Who signs and pays the gas of a transaction that anybody may send, which a Safe's is. */
import type { Address, Hex, TransactionSerializable } from 'viem'
import { numberToHex } from 'viem/utils'
import { Problem, validateArgument } from '#core/model/problem'
import { readSignedTransaction, type SignedTransaction } from '#core/treasury/chain/signedTransaction'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { UnsignedTransaction } from './executorTransaction'
import { hexSchema } from './nodeAnswers'
import { createNodeRpc } from './nodeRpc'
import { parseNodeUrl } from './nodeUrl'
import { refusalProblem } from './refusalProblem'

export interface GasPayer {
  address: Address
  /** Signs and sends nothing: the hash has to be written down first. */
  sign(transaction: UnsignedTransaction): Promise<SignedTransaction>
}

/**
 * An account that the node itself holds, as development chains do.
 * @throws Problem `broadcast.real-chain` for any but a practice chain
 */
export function nodeAccountPayer(nodeUrl: string, chain: string, address: Address): GasPayer {
  validateArgument(
    isPracticeChain(chain),
    'broadcast.real-chain',
    `A node signs for its own accounts on practice chains only, and ${chain} is a real chain: pay the gas from a Ledger.`,
  )
  const rpc = createNodeRpc(parseNodeUrl(nodeUrl))
  return {
    address,
    async sign(transaction) {
      const signed = await rpc.request('eth_signTransaction', [nodeForm(transaction)]).catch((thrown: unknown) => {
        throw refusalProblem(thrown)
      })
      const raw = hexSchema.safeParse(signed)
      validateArgument(raw.success, 'node.malformed', `${rpc.host} gives no signed transaction: use another account.`)
      return await checkedSigned(raw.data, transaction)
    },
  }
}

/** What is signed, as viem serialises it. */
export function serializable({ call, chainId, nonce, gasLimit, fees }: UnsignedTransaction): TransactionSerializable {
  const { to, value, data } = call
  const common = { chainId, nonce: Number(nonce), to, value, data, gas: gasLimit }
  if (fees.kind === 'legacy') return { type: 'legacy', ...common, gasPrice: fees.gasPriceWei }
  const { maxFeePerGasWei: maxFeePerGas, maxPriorityFeePerGasWei: maxPriorityFeePerGas } = fees
  return { type: 'eip1559', ...common, maxFeePerGas, maxPriorityFeePerGas }
}

/** Whoever signed: the bytes are what was asked for. @throws Problem `broadcast.other-bytes` */
export async function checkedSigned(raw: Hex, wanted: UnsignedTransaction): Promise<SignedTransaction> {
  const signed = await readSignedTransaction(raw)
  const { call, from, nonce, chainId } = wanted
  const isSame =
    signed.from === from &&
    signed.nonce === nonce &&
    signed.chainId === chainId &&
    signed.to === call.to &&
    signed.data === call.data &&
    signed.valueWei === call.value
  if (isSame) return signed
  throw new Problem(
    'broadcast.other-bytes',
    `What ${from} signed is not what it was given, so it is not sent: try again with another account.`,
  )
}

function nodeForm(transaction: UnsignedTransaction): Record<string, string> {
  const { from, call, nonce, gasLimit, chainId, fees } = transaction
  const prices: Record<string, string> =
    fees.kind === 'legacy'
      ? { gasPrice: numberToHex(fees.gasPriceWei) }
      : {
          maxFeePerGas: numberToHex(fees.maxFeePerGasWei),
          maxPriorityFeePerGas: numberToHex(fees.maxPriorityFeePerGasWei),
        }
  return {
    from,
    to: call.to,
    data: call.data,
    value: numberToHex(call.value),
    nonce: numberToHex(nonce),
    gas: numberToHex(gasLimit),
    chainId: numberToHex(chainId),
    ...prices,
  }
}
