/** Whether a confirmation counts for a payout: what matters is what its bytes say. SPEC.md, rules [CF1] to [CF3]. */
import type { Address, Hex } from 'viem'
import { hashMessage, hexToBytes, recoverAddress, size } from 'viem/utils'
import { type Finding, schemaFindings } from '../../model/finding'
import { invariant, Problem, validateArgument } from '../../model/problem'
import { verifySolanaSignature } from '../../solana/signedSolanaTransaction'
import { isPracticeChain } from '../model/chainKey'
import { type ConfirmationFile, confirmationFileSchema } from '../model/confirmationFile'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { transactionAt } from './payoutTransactions'
import { signaturePartsOf } from './signatureParts'
import { signedHashAt } from './signedHash'
import { solanaPaymentOf } from './solanaPayments'
import { treasuryOwners } from './treasuryOwners'

const SOLANA_SIGNATURE_BYTES = 64

export interface CheckedConfirmation {
  at: number
  /** Proved by the signature. */
  signer: string
  confirmation: ConfirmationFile
}

/**
 * @throws Problem `confirmation.malformed`, `confirmation.other-payout`, `confirmation.no-transaction`, `confirmation.other-hash`,
 * `confirmation.training-chain`, `confirmation.high-s`, `confirmation.wrong-signer` or `confirmation.stranger`
 */
export async function checkConfirmation(payout: PayoutFileV4, file: unknown): Promise<CheckedConfirmation> {
  const parsed = confirmationFileSchema.safeParse(file)
  validateArgument(parsed.success, 'confirmation.malformed', 'The file is no confirmation as it should be: ask for it again.')
  const confirmation = parsed.data
  const { at, signedHash } = confirmation
  validateArgument(
    confirmation.payoutSha256 === payout.contentSha256,
    'confirmation.other-payout',
    `The confirmation is for the payout ${confirmation.payoutSha256.slice(0, 12)}…, not for this one (${payout.contentSha256.slice(0, 12)}…).`,
  )
  validateArgument(
    at < payout.transactions.length,
    'confirmation.no-transaction',
    `The confirmation is for transaction ${at + 1}, and the payout has ${payout.transactions.length}.`,
  )
  const hash = signedHashAt(payout, at)
  validateArgument(
    signedHash === hash,
    'confirmation.other-hash',
    `The confirmation is over ${signedHash}, but transaction ${at + 1} has ${hash}: it is not for these payees and amounts.`,
  )
  validateArgument(
    !confirmation.simulated || isPracticeChain(payout.treasury.chain),
    'confirmation.training-chain',
    `A training Ledger signs for practice only, and ${payout.treasury.chain} is a real chain: sign with a real Ledger.`,
  )
  const signer = await signerOf(payout, confirmation)
  validateArgument(
    signer === confirmation.signer,
    'confirmation.wrong-signer',
    `The signature is by ${signer}, or over something else, and not by ${confirmation.signer} as the file says: ask for it again.`,
  )
  checkExpected(payout, signer)
  return { at, signer, confirmation }
}

/** Of Solana's signatures nobody can be recovered: it is the treasury's, or nobody's. */
async function signerOf(payout: PayoutFileV4, confirmation: ConfirmationFile): Promise<string> {
  const { treasury } = payout
  const hash = signedHashAt(payout, confirmation.at)
  if (treasury.kind !== 'solana') return recoverSigner(hash, confirmation, treasury.kind === 'safe')
  const transaction = transactionAt(payout, confirmation.at)
  invariant(transaction.kind === 'solana', 'a treasury on Solana has its transactions there')
  const { message, payment } = await solanaPaymentOf(payout, transaction)
  validateArgument(
    verifySolanaSignature(message, hexToBytes(confirmation.signature as Hex), payment.treasury),
    'confirmation.wrong-signer',
    `The signature is not by ${treasury.address} over transaction ${confirmation.at + 1}: choose the treasury's account on the device and sign it again.`,
  )
  return treasury.address
}

/** Checks a confirmation from nothing but itself: that the signature is by its signer over its hash. Never throws. */
export async function verifyConfirmation(file: unknown): Promise<Finding[]> {
  const parsed = confirmationFileSchema.safeParse(file)
  if (!parsed.success) return schemaFindings(parsed.error)
  const { signedHash, signer, signature } = parsed.data
  if (size(signature as Hex) === SOLANA_SIGNATURE_BYTES) {
    return [{ where: 'signature', message: 'is over a message that only the payout tells: check it together with its payout' }]
  }
  try {
    const recovered = await recoverSigner(signedHash as Hex, parsed.data, true)
    if (recovered === signer) return []
    return [{ where: 'signature', message: `is by ${recovered}, or over another hash, and not by ${signer} as the file says` }]
  } catch (thrown) {
    const { message } = Problem.from(thrown, 'confirmation.malformed', 'cannot be read')
    return [{ where: 'signature', message }]
  }
}

/** Owners of a Safe may also sign its hash as a personal message; an account signs its transaction itself. */
async function recoverSigner(hash: Hex, { signature }: ConfirmationFile, isPersonalTaken: boolean): Promise<Address> {
  const { r, s, yParity, isPersonal } = signaturePartsOf(signature)
  validateArgument(
    !isPersonal || isPersonalTaken,
    'confirmation.malformed',
    'The signature is over a personal message, and an account signs the transaction itself: sign again.',
  )
  try {
    return await recoverAddress({ hash: isPersonal ? hashMessage({ raw: hash }) : hash, signature: { r, s, yParity } })
  } catch (cause) {
    throw new Problem('confirmation.malformed', 'The signature belongs to no key: sign again.', { cause })
  }
}

function checkExpected({ treasury }: PayoutFileV4, signer: string): void {
  const owners = treasuryOwners(treasury)
  if (owners.includes(signer)) return
  throw new Problem(
    'confirmation.stranger',
    treasury.kind === 'safe'
      ? `${signer} is no owner of the Safe ${treasury.address}: its owners are ${owners.join(', ')}.`
      : `${treasury.address} must sign, and ${signer} did: choose the account of the treasury on the device.`,
  )
}
