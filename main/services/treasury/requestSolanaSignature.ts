/** Asks Ledger's Solana app for the signature over one message, and turns it into a confirmation that anybody can check. */
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Hex } from 'viem'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { CancelSignal } from '#core/model/cancelSignal'
import { reviewOfMessage } from '#core/solana/ledgerReview'
import { CONFIRMATION_FORMAT, type ConfirmationFile } from '#core/treasury/model/confirmationFile'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { OpenedSolanaSigner } from '../../ledger/solana/openSolanaSigner'

export interface SolanaSignable {
  kind: 'solana'
  /** The bytes that are signed. */
  message: Uint8Array
}

interface Wanted {
  payout: PayoutFileV4
  at: number
  signable: SolanaSignable
  signedHash: Hex
}

interface SolanaDevice {
  signer: OpenedSolanaSigner
  name: string
  simulated: boolean
  derivationPath: string
}

interface Options {
  signedAt(): string
  signal?: CancelSignal
  onPrompt?(prompt: LedgerPrompt): void
}

/** @throws Problem `ledger.*`: another account than the treasury's is refused before the device shows anything */
export async function requestSolanaSignature(
  { payout, at, signable, signedHash }: Wanted,
  { signer, name, simulated, derivationPath }: SolanaDevice,
  { signedAt, signal, onPrompt }: Options,
): Promise<ConfirmationFile> {
  const { message } = signable
  onPrompt?.({ step: 'review-on-device', message: await solanaReviewText(message, simulated) })
  const signature = await signer.signTransaction(derivationPath, message, signal)
  const { address } = payout.treasury
  onPrompt?.({ step: 'done', message: `Signed by ${address}.` })
  return {
    format: CONFIRMATION_FORMAT,
    payoutSha256: payout.contentSha256,
    at,
    signedHash,
    signer: address,
    signature: `0x${bytesToHex(signature)}`,
    simulated,
    device: `${name}, ${signer.appName}`,
    derivationPath,
    // What was expected on a real device is a guess until somebody has tried it, so it is not stated as shown.
    shown: [],
    signedAt: signedAt(),
  }
}

/** What to look for on the device, in words. */
export async function solanaReviewText(message: Uint8Array, simulated: boolean): Promise<string> {
  const { lines, status, instruction } = await reviewOfMessage(message)
  const expected = lines.map(({ title, value }) => `${title}: ${value}`).join('; ')
  return simulated
    ? `The training key signs without a review. A Ledger would show (${status}): ${expected}.`
    : `${instruction} Expected (${status}): ${expected}.`
}
