/**
 * The Ethereum app on one open Ledger: its addresses and its signatures. The app's name and version are checked first, the
 * account before anything is shown, and every signature is recovered from what was signed, because an answer may look like
 * a signature and be none.
 */
import type { ClearSignContext } from '@ledgerhq/context-module'
import { type Address, isAddressEqual } from 'viem'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { CancelSignal } from '#core/model/cancelSignal'
import { invariant, Problem } from '#core/model/problem'
import { parseDerivationPath } from '#core/treasury/model/derivationPath'
import { type Signable, signingDigest } from '#core/treasury/signing/signingDigest'
import { connectSigner, runDeviceAction } from './connectSigner'
import { describeReview } from './describeReview'
import type { EthereumApp } from './ethereumApp'
import { findPath, requireSigner } from './expectedSigner'
import type { HwTransport, LedgerModelId } from './hwTransportPort'
import { requireEthereumApp } from './requireEthereumApp'
import { readSignature, signableSubject, startSigning } from './signSignable'
import { untilCancelled } from './untilCancelled'

interface OpenOptions {
  modelId: LedgerModelId
  signal?: CancelSignal
  onPrompt?(prompt: LedgerPrompt): void
  /** Signed descriptions for the device; none means it shows what it can tell from the bytes alone. */
  contexts?: readonly ClearSignContext[]
}

/** @throws Problem `ledger.wrong-app`, `ledger.old-app`, `ledger.locked`, `ledger.disconnected` or `ledger.busy`. */
export async function openEthereumApp(hw: HwTransport, options: OpenOptions): Promise<EthereumApp> {
  const { signal, modelId, contexts } = options
  const prompt = (step: LedgerPrompt['step'], message: string) => options.onPrompt?.({ step, message })
  let asked = false

  prompt('checking-app', 'Asking the Ledger which app is open.')
  const app = await untilCancelled(() => requireEthereumApp(hw), signal)
  const connected = await untilCancelled(
    () => connectSigner(hw, modelId, contexts),
    signal,
    (late) => void late.disconnect(),
  )

  async function askAddress(path: string, checkOnDevice: boolean): Promise<Address> {
    const { address } = await runDeviceAction(
      connected,
      (signer) => signer.getAddress(path, { skipOpenApp: true, checkOnDevice }),
      { signal, subject: 'address' },
    )
    return address
  }

  async function getAddress(derivationPath: string): Promise<Address> {
    const path = parseDerivationPath(derivationPath)
    prompt('reading-address', `Reading the address at ${path}.`)
    return askAddress(path, false)
  }

  async function sign(derivationPath: string, signable: Signable, expected: Address | null) {
    invariant(!asked, 'one request to sign for each connection')
    const digest = signingDigest(signable)
    const path = parseDerivationPath(derivationPath)
    const address = await requireSigner(getAddress, path, expected)
    asked = true
    prompt('review-on-device', describeReview(signable))
    const given = await runDeviceAction(connected, (signer) => startSigning(signer, path, signable), {
      signal,
      subject: signableSubject(signable),
    })
    prompt('recovering', 'Recovering the signer from what was signed.')
    const signature = await readSignature(given, { signable, digest, address })
    prompt('done', `Signed by ${address}.`)
    return { ...signature, signer: address }
  }

  return {
    app,
    getAddress,
    disconnect: connected.disconnect,
    findPath: async (address) => (await findPath(getAddress, address))?.path ?? null,
    async showAddress(derivationPath, expected = null) {
      const path = parseDerivationPath(derivationPath)
      const address = await requireSigner(getAddress, path, expected)
      prompt('review-on-device', `Compare on the Ledger: ${address}. Confirm there only if every character is the same.`)
      const shown = await askAddress(path, true)
      prompt('done', `The Ledger showed ${shown}.`)
      if (isAddressEqual(shown, address)) return address
      throw new Problem(
        'ledger.address-differs',
        `The Ledger showed ${shown}, but had given ${address} before: do not use either, and look at what is between this computer and the Ledger.`,
      )
    },
    sign,
    signTransaction: (derivationPath, unsigned, expected = null) =>
      sign(derivationPath, { kind: 'transaction', unsigned }, expected),
  }
}
