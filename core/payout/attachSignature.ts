/**
 * Joins a device's signature to a payout. What counts is what the bytes say: the signer is recovered from the hash and
 * must be the address the device gave; a training signature is refused on any chain but a development chain.
 */
import type { Hex } from 'viem'
import { keccak256, serializeTransaction } from 'viem/utils'
import { seal } from '../model/contentDigest'
import { DEVELOPMENT_CHAIN_IDS, isDevelopmentChain } from '../model/developmentChains'
import { checkAddress } from '../model/evmAddress'
import { Problem, validateArgument } from '../model/problem'
import { recoverSigner as recoverHashSigner } from '../model/recoverSigner'
import type { PayoutFile, PayoutSignature, PayoutTransaction } from './payoutFile'
import { transactionFields } from './rootTransaction'

export type DeviceSignature = Omit<PayoutSignature, 'recovered' | 'signedTransaction' | 'transactionHash'>

/**
 * The payout with its signature.
 * @throws Problem `payout.no-transaction`, `ledger.training-chain`, `ledger.malformed-signature`, `ledger.high-s`,
 * `ledger.wrong-signer`.
 */
export async function attachSignature(payout: PayoutFile, given: DeviceSignature): Promise<PayoutFile> {
  const { transaction } = payout
  validateArgument(
    transaction,
    'payout.no-transaction',
    'The payout has no transaction to sign: prepare it with the chain’s settings.',
  )
  checkTrainingChain(transaction.chainId, given.simulated)
  const signer = checkAddress(given.signer, 'the device')
  const recovered = await recoverSigner(transaction, given)
  if (recovered !== signer) {
    throw new Problem(
      'ledger.wrong-signer',
      `The signature is by ${recovered}, not by the device's ${signer}: open the Ethereum app and sign again. Nothing was saved.`,
    )
  }
  const { device, derivationPath, simulated, r, s, yParity, signedAt } = given
  const signature: PayoutSignature = {
    simulated,
    device,
    derivationPath,
    r,
    s,
    yParity,
    signer,
    recovered,
    signedAt,
    ...signedBytes(transaction, given),
  }
  return seal({ ...payout, signature })
}

/** @throws Problem `ledger.training-chain` for a simulated device on a chain that is not a development chain. */
export function checkTrainingChain(chainId: number, simulated: boolean): void {
  validateArgument(
    !simulated || isDevelopmentChain(chainId),
    'ledger.training-chain',
    `The training Ledger signs for development chains only (${DEVELOPMENT_CHAIN_IDS.join(' or ')}), not for chain ${chainId}: use a real Ledger, or change the chain.`,
  )
}

/** Who made the signature over the transaction. @throws Problem `ledger.malformed-signature` or `ledger.high-s`. */
export function recoverSigner(
  transaction: PayoutTransaction,
  signature: Pick<PayoutSignature, 'r' | 's' | 'yParity'>,
): Promise<string> {
  return recoverHashSigner(keccak256(transaction.unsigned as Hex), viemSignature(signature))
}

/** The bytes to broadcast, and the hash under which the chain will know them. */
export function signedBytes(
  transaction: PayoutTransaction,
  signature: Pick<PayoutSignature, 'r' | 's' | 'yParity'>,
): Pick<PayoutSignature, 'signedTransaction' | 'transactionHash'> {
  const signedTransaction = serializeTransaction(transactionFields(transaction, transaction.data), viemSignature(signature))
  return { signedTransaction, transactionHash: keccak256(signedTransaction) }
}

function viemSignature({ r, s, yParity }: Pick<PayoutSignature, 'r' | 's' | 'yParity'>) {
  return { r: r as Hex, s: s as Hex, yParity }
}
