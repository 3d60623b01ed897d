/**
 * The transaction that uses up the nonce of one that was signed and must not be sent: of an account a transfer of nothing to itself,
 * of a Safe an empty call to itself, on Solana the advance of the nonce alone. SPEC.md, rules [PS11] and [PS12].
 */
import { sha256 } from '@noble/hashes/sha2.js'
import type { Address, Hex } from 'viem'
import { bytesToHex, hashMessage, hexToBytes, keccak256, recoverAddress, serializeTransaction } from 'viem/utils'
import { Problem, validateArgument } from '../../model/problem'
import type { DurableNonce } from '../../solana/compileMessage'
import { compileNonceAdvance } from '../../solana/nonceAdvance'
import { verifySolanaSignature } from '../../solana/signedSolanaTransaction'
import { checkSolanaAddress } from '../../solana/solanaAddress'
import type { GasFees } from '../chain/fees'
import { evmChainId, isPracticeChain } from '../model/chainKey'
import type { ConfirmationFile } from '../model/confirmationFile'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import type { MoveFact } from '../model/payoutMove'
import { signaturePartsOf } from '../payout/signatureParts'
import { treasuryOwners } from '../payout/treasuryOwners'
import { safeHashes, safeTypedData } from '../safeHashes'
import { SAFE_OPERATIONS, type SafeTransaction, safeTransaction } from '../safeTransaction'
import { readTransaction } from '../signing/readTransaction'
import { findTransaction, isSameSigner } from './payoutSigners'
import type { SignedParts } from './payoutStateModel'

/** A transfer of coin to an account without code. */
const TRANSFER_GAS = 21_000n

export type CancellingFact = Extract<MoveFact, { kind: 'cancelling' }>

/** Of an account: what its owner signs. @throws Problem `payout.no-account-transaction` */
export function cancelAccountTransaction({ transactions, treasury }: SignedParts, at: number, fees: GasFees): Hex {
  const transaction = findTransaction({ transactions }, at)
  validateArgument(
    transaction?.kind === 'account' && treasury.kind === 'account',
    'payout.no-account-transaction',
    'Only a transaction of an account is cancelled by a transfer to itself: choose one of the payout.',
  )
  const call = { chainId: evmChainId(treasury.chain), nonce: transaction.nonce, to: treasury.address as Address }
  const common = { ...call, value: 0n, gas: TRANSFER_GAS }
  if (fees.kind === 'legacy') return serializeTransaction({ ...common, type: 'legacy', gasPrice: fees.gasPriceWei })
  const { maxFeePerGasWei: maxFeePerGas, maxPriorityFeePerGasWei: maxPriorityFeePerGas } = fees
  return serializeTransaction({ ...common, type: 'eip1559', maxFeePerGas, maxPriorityFeePerGas })
}

export interface SafeCancelling {
  transaction: SafeTransaction
  safeTxHash: Hex
  typedData: ReturnType<typeof safeTypedData> & { primaryType: 'SafeTx' }
}

/** Of a Safe: what its owners sign; it follows from the Safe and the nonce. @throws Problem `payout.no-safe-transaction` */
export function cancelSafeTransaction({ transactions, treasury }: SignedParts, at: number): SafeCancelling {
  const stated = findTransaction({ transactions }, at)
  validateArgument(
    stated?.kind === 'safe' && treasury.kind === 'safe',
    'payout.no-safe-transaction',
    'Only a transaction of a Safe is cancelled by an empty one of the Safe: choose one of the payout.',
  )
  const address = treasury.address as Address
  const account = { address, chainId: evmChainId(treasury.chain), version: treasury.version }
  const call = { to: address, value: 0n, data: '0x' } as const
  const transaction = safeTransaction(call, SAFE_OPERATIONS.call, BigInt(stated.nonce))
  const { safeTxHash } = safeHashes(account, transaction)
  return { transaction, safeTxHash, typedData: { ...safeTypedData(account, transaction), primaryType: 'SafeTx' } }
}

export interface SolanaCancelling extends DurableNonce {
  /** The bytes that are signed. */
  message: Uint8Array
  /** SHA-256 of the message. */
  signedHash: Hex
}

/** On Solana: what the treasury signs; it follows from the nonce. @throws Problem `payout.no-solana-transaction` */
export function cancelSolanaTransaction({ transactions, treasury }: SignedParts, at: number): SolanaCancelling {
  const stated = findTransaction({ transactions }, at)
  validateArgument(
    stated?.kind === 'solana' && treasury.kind === 'solana',
    'payout.no-solana-transaction',
    'Only a transaction on Solana is cancelled by advancing its nonce: choose one of the payout.',
  )
  const nonce = {
    treasury: checkSolanaAddress(treasury.address, 'the treasury'),
    nonceAccount: checkSolanaAddress(stated.nonceAccount, 'the nonce account'),
    nonce: stated.nonce,
  }
  const message = compileNonceAdvance(nonce)
  return { ...nonce, message, signedHash: bytesToHex(sha256(message)) }
}

/**
 * That the signature is by somebody who may, over a transaction that does nothing but use up the nonce.
 * @throws Problem `payout.other-cancelling` or `confirmation.*`
 */
export async function checkCancelling(payout: PayoutFileV4, { at, unsigned, confirmation }: CancellingFact): Promise<void> {
  const hash = cancellingHash(payout, at, unsigned)
  validateArgument(
    confirmation.payoutSha256 === payout.contentSha256 && confirmation.at === at && confirmation.signedHash === hash,
    'payout.other-cancelling',
    'The signature is not over the transaction that cancels this one: sign the cancelling transaction again.',
  )
  validateArgument(
    !confirmation.simulated || isPracticeChain(payout.treasury.chain),
    'confirmation.training-chain',
    `A training Ledger signs for practice only, and ${payout.treasury.chain} is a real chain: sign with a real Ledger.`,
  )
  const signer = await signerOf(payout, hash, confirmation)
  if (isSameSigner(signer, confirmation.signer) && treasuryOwners(payout.treasury).some((one) => isSameSigner(one, signer)))
    return
  throw new Problem(
    'confirmation.wrong-signer',
    `The signature is by ${signer}, who may not sign for this treasury: sign it again.`,
  )
}

function cancellingHash(payout: PayoutFileV4, at: number, unsigned: string | null): Hex {
  if (payout.treasury.kind === 'safe') return cancelSafeTransaction(payout, at).safeTxHash
  return payout.treasury.kind === 'solana' ? cancelSolanaTransaction(payout, at).signedHash : checkUnsigned(payout, at, unsigned)
}

/** Of Solana's signatures nobody can be recovered: it is the treasury's, or nobody's. */
async function signerOf(payout: PayoutFileV4, hash: Hex, confirmation: ConfirmationFile): Promise<string> {
  if (payout.treasury.kind !== 'solana') return recovered(hash, confirmation)
  const { message, treasury } = cancelSolanaTransaction(payout, confirmation.at)
  if (verifySolanaSignature(message, hexToBytes(confirmation.signature as Hex), treasury)) return treasury
  throw new Problem(
    'confirmation.wrong-signer',
    `The signature is not by ${treasury} over what uses up the nonce: choose the treasury's account on the device and sign it again.`,
  )
}

/** An account may sign other fees; everything else has to be as it must be. */
function checkUnsigned(payout: PayoutFileV4, at: number, unsigned: string | null): Hex {
  const fail = () =>
    new Problem('payout.other-cancelling', 'What was signed does more than use up the nonce: do not send it, and sign another.')
  if (unsigned === null) throw fail()
  const read = readTransaction(unsigned as Hex)
  const fees: GasFees =
    read.type === 'legacy'
      ? { kind: 'legacy', gasPriceWei: read.gasPrice ?? 0n }
      : {
          kind: 'eip1559',
          maxFeePerGasWei: read.maxFeePerGas ?? 0n,
          maxPriorityFeePerGasWei: read.maxPriorityFeePerGas ?? 0n,
        }
  if (cancelAccountTransaction(payout, at, fees) !== unsigned) throw fail()
  return keccak256(unsigned as Hex)
}

async function recovered(hash: Hex, { signature }: ConfirmationFile): Promise<Address> {
  const { r, s, yParity, isPersonal } = signaturePartsOf(signature)
  try {
    return await recoverAddress({ hash: isPersonal ? hashMessage({ raw: hash }) : hash, signature: { r, s, yParity } })
  } catch (cause) {
    throw new Problem('confirmation.malformed', 'The signature belongs to no key: sign again.', { cause })
  }
}
