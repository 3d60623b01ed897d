/**
 * Checks a payout's transaction and signature against their own bytes: the settings must be the ones in the serialised
 * transaction, the hash its hash, the root the payout's root, and the signer the one whose key made the signature.
 */
import type { Hex } from 'viem'
import { parseTransaction } from 'viem/utils'
import type { Finding } from '../model/finding'
import { Problem } from '../model/problem'
import type { PayoutFile, PayoutTransaction } from './payoutFile'
import { checkTrainingChain, recoverSigner, signedBytes } from './rootSignature'
import { buildRootTransaction } from './rootTransaction'

type Add = (where: Finding['where'], message: Finding['message']) => void

/** Adds a finding for each part of the transaction or signature that does not hold. */
export async function verifyTransaction(
  { transaction, signature, merkle }: Pick<PayoutFile, 'transaction' | 'signature' | 'merkle'>,
  add: Add,
): Promise<void> {
  if (!transaction) {
    if (signature) add('signature', 'stands in the file without the transaction it signs')
    return
  }
  try {
    verifyBytes(transaction, merkle.root, add)
  } catch (thrown) {
    add('transaction', wordsOf(thrown))
  }
  if (!signature) return
  try {
    checkTrainingChain(transaction.chainId, signature.simulated)
    const recovered = await recoverSigner(transaction, signature)
    for (const field of ['signer', 'recovered'] as const) {
      if (signature[field] !== recovered)
        add(`signature.${field}`, `reads ${signature[field]}, but the signature is by ${recovered}`)
    }
    const bytes = signedBytes(transaction, signature)
    for (const field of ['signedTransaction', 'transactionHash'] as const) {
      if (signature[field] !== bytes[field]) add(`signature.${field}`, `reads ${signature[field]}, but must be ${bytes[field]}`)
    }
  } catch (thrown) {
    add('signature', wordsOf(thrown))
  }
}

function verifyBytes(transaction: PayoutTransaction, root: string, add: Add): void {
  const parsed = parseTransaction(transaction.unsigned as `0x02${string}`)
  const inBytes = {
    chainId: parsed.chainId,
    contract: parsed.to?.toLowerCase(),
    nonce: parsed.nonce ?? 0,
    gasLimit: (parsed.gas ?? 0n).toString(),
    maxFeePerGasWei: (parsed.maxFeePerGas ?? 0n).toString(),
    maxPriorityFeePerGasWei: (parsed.maxPriorityFeePerGas ?? 0n).toString(),
    data: parsed.data,
  }
  const stated = { ...transaction, contract: transaction.contract.toLowerCase() }
  for (const field of Object.keys(inBytes) as (keyof typeof inBytes)[]) {
    if (stated[field] !== inBytes[field]) {
      add(`transaction.${field}`, `reads ${transaction[field]}, but the bytes to sign say ${inBytes[field]}`)
    }
  }
  const rebuilt = buildRootTransaction(root as Hex, transaction)
  for (const field of ['data', 'unsigned', 'signingHash'] as const) {
    if (transaction[field] !== rebuilt[field]) {
      add(`transaction.${field}`, `reads ${transaction[field]}, but the root and the settings give ${rebuilt[field]}`)
    }
  }
}

function wordsOf(thrown: unknown): string {
  return Problem.from(thrown, 'verify.unreadable', 'cannot be worked out from what the file says').message
}
