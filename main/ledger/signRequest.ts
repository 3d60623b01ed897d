/** A signing request from file to file: checked, signed on a device, and proved again from its own bytes. */
import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { CancelSignal } from '#core/model/cancelSignal'
import { checkAddress } from '#core/model/evmAddress'
import { Problem } from '#core/model/problem'
import { type SigningRequest, signingRequestSchema } from '#core/treasury/model/signingRequest'
import type { SigningResult } from '#core/treasury/model/signingResult'
import { makeSignatureFile } from '#core/treasury/signing/signatureFile'
import { signingDigest } from '#core/treasury/signing/signingDigest'
import type { LedgerDevices } from './ledgerDevices'

interface SignOptions {
  deviceId: string
  derivationPath: string
  signal?: CancelSignal
  onPrompt?(prompt: LedgerPrompt): void
}

/** @throws Problem `signing.not-a-request`, `address.*` or `signing.*` naming what in the document cannot be used. */
export function readSigningRequest(document: unknown): SigningRequest {
  const parsed = signingRequestSchema.safeParse(document)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue?.path.join('.') || 'the file'
    throw new Problem('signing.not-a-request', `This is no signing request (${where}: ${issue?.message}): ask for it again.`, {
      field: where,
    })
  }
  const request = parsed.data
  checkAddress(request.expectedSigner, 'who must sign', { field: 'expectedSigner' })
  signingDigest(request)
  return request
}

/** @throws Problem `ledger.*`, above all `ledger.other-account` before the device shows anything. */
export async function signRequest(
  { ledger, clock = () => new Date() }: { ledger: LedgerDevices; clock?: () => Date },
  request: SigningRequest,
  { deviceId, derivationPath, signal, onPrompt }: SignOptions,
): Promise<SigningResult> {
  const { simulated } = await ledger.find(deviceId)
  return ledger.use({ deviceId, ...(signal ? { signal } : {}), ...(onPrompt ? { onPrompt } : {}) }, async ({ app, name }) => {
    const signature = await app.sign(derivationPath, request, request.expectedSigner)
    const device = `${name}, ${app.app.name} app ${app.app.version}`
    return makeSignatureFile(request, signature, { derivationPath, device, simulated, signedAt: clock().toISOString() })
  })
}
