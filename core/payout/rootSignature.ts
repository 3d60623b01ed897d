/**
 * A device's signature over a root's transaction. What counts is what the bytes say: the signer is recovered from the hash, and a
 * training signature is refused on any chain but a development chain.
 */
import type { Hex } from 'viem'
import { keccak256, serializeTransaction } from 'viem/utils'
import { DEVELOPMENT_CHAIN_IDS, isDevelopmentChain } from '../model/developmentChains'
import { validateArgument } from '../model/problem'
import { recoverSigner as recoverHashSigner } from '../model/recoverSigner'
import type { PayoutSignature, PayoutTransaction } from './payoutFile'
import { transactionFields } from './rootTransaction'

type RootSignature = Pick<PayoutSignature, 'r' | 's' | 'yParity'>

/** @throws Problem `ledger.training-chain` for a simulated device on a chain that is not a development chain. */
export function checkTrainingChain(chainId: number, simulated: boolean): void {
  validateArgument(
    !simulated || isDevelopmentChain(chainId),
    'ledger.training-chain',
    `The training Ledger signs for development chains only (${DEVELOPMENT_CHAIN_IDS.join(' or ')}), not for chain ${chainId}: use a real Ledger, or change the chain.`,
  )
}

/** Who made the signature over the transaction. @throws Problem `ledger.malformed-signature` or `ledger.high-s`. */
export function recoverSigner(transaction: PayoutTransaction, signature: RootSignature): Promise<string> {
  return recoverHashSigner(keccak256(transaction.unsigned as Hex), viemSignature(signature))
}

/** The bytes to broadcast, and the hash under which the chain will know them. */
export function signedBytes(
  transaction: PayoutTransaction,
  signature: RootSignature,
): Pick<PayoutSignature, 'signedTransaction' | 'transactionHash'> {
  const signedTransaction = serializeTransaction(transactionFields(transaction, transaction.data), viemSignature(signature))
  return { signedTransaction, transactionHash: keccak256(signedTransaction) }
}

function viemSignature({ r, s, yParity }: RootSignature) {
  return { r: r as Hex, s: s as Hex, yParity }
}
