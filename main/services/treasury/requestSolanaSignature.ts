/** Asks Ledger's Solana app for the signature over one payment, and turns it into a confirmation that anybody can check. */
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Hex } from 'viem'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { CancelSignal } from '#core/model/cancelSignal'
import type { SolanaPayment } from '#core/solana/compilePayment'
import { ledgerReview } from '#core/solana/ledgerReview'
import { CONFIRMATION_FORMAT, type ConfirmationFile } from '#core/treasury/model/confirmationFile'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { OpenedSolanaSigner } from '../../ledger/solana/openSolanaSigner'

export interface SolanaSignable {
  kind: 'solana'
  payment: SolanaPayment
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
  const { payment, message } = signable
  const review = ledgerReview(payment, message)
  const shown = review.lines.map(({ title, value }) => ({ label: title, value }))
  const expected = shown.map(({ label, value }) => `${label}: ${value}`).join('; ')
  onPrompt?.({
    step: 'review-on-device',
    message: simulated
      ? `The training key signs without a review. A Ledger would show (${review.status}): ${expected}.`
      : `${review.instruction} Expected (${review.status}): ${expected}.`,
  })
  const signature = await signer.signTransaction(derivationPath, message, signal)
  onPrompt?.({ step: 'done', message: `Signed by ${payment.treasury}.` })
  return {
    format: CONFIRMATION_FORMAT,
    payoutSha256: payout.contentSha256,
    at,
    signedHash,
    signer: payment.treasury,
    signature: `0x${bytesToHex(signature)}`,
    simulated,
    device: `${name}, ${signer.appName}`,
    derivationPath,
    // What was expected on a real device is a guess until somebody has tried it, so it is not stated as shown.
    shown: [],
    signedAt: signedAt(),
  }
}
