/**
 * The Ethereum app on one open Ledger: its addresses and its signatures. The app's name is checked first and every
 * signature is recovered from what was signed, because an answer may look like a signature and be none.
 */
import type { ClearSignContext } from '@ledgerhq/context-module'
import { type Address, checksumAddress, type Hex, isAddressEqual, keccak256, parseTransaction, recoverAddress } from 'viem'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { CancelSignal } from '#core/model/cancelSignal'
import { Problem } from '#core/model/problem'
import { connectSigner, runDeviceAction } from './connectSigner'
import { parseDerivationPath } from './derivationPath'
import type { HwTransport, LedgerModelId } from './hwTransportPort'
import { type LedgerApp, requireEthereumApp } from './requireEthereumApp'
import { untilCancelled } from './untilCancelled'

interface DeviceSignature {
  r: Hex
  s: Hex
  yParity: 0 | 1
  /** Address of the path as the device gave it; the signature recovers to the same. */
  signer: Address
}

export interface EthereumApp {
  readonly app: LedgerApp
  /** @throws Problem `ledger.path` or another `ledger.*`. */
  getAddress(derivationPath: string): Promise<Address>
  /**
   * Once per connection: see signingVeto.
   * @param unsigned EIP-1559 serialisation of the transaction.
   * @throws Problem `ledger.rejected`, `ledger.wrong-signer` or another `ledger.*`.
   */
  signTransaction(derivationPath: string, unsigned: Hex): Promise<DeviceSignature>
  disconnect(): Promise<void>
}

interface OpenOptions {
  modelId: LedgerModelId
  signal?: CancelSignal
  onPrompt?(prompt: LedgerPrompt): void
  /** Signed descriptions for the device; none means it shows what it can tell from the bytes alone. */
  contexts?: readonly ClearSignContext[]
}

/** @throws Problem `ledger.wrong-app`, `ledger.locked`, `ledger.disconnected` or `ledger.busy`. */
export async function openEthereumApp(hw: HwTransport, options: OpenOptions): Promise<EthereumApp> {
  const { signal, modelId, contexts } = options
  const prompt = (step: LedgerPrompt['step'], message: string) => options.onPrompt?.({ step, message })

  prompt('checking-app', 'Asking the Ledger which app is open.')
  const app = await untilCancelled(() => requireEthereumApp(hw), signal)
  const { signer, disconnect } = await untilCancelled(
    () => connectSigner(hw, modelId, contexts),
    signal,
    (late) => void late.disconnect(),
  )

  async function getAddress(derivationPath: string): Promise<Address> {
    const path = parseDerivationPath(derivationPath)
    prompt('reading-address', `Reading the address at ${path}.`)
    const { address } = await runDeviceAction(() => signer.getAddress(path, { skipOpenApp: true, checkOnDevice: false }), signal)
    return address
  }

  return {
    app,
    getAddress,
    disconnect,
    async signTransaction(derivationPath, unsigned) {
      const address = await getAddress(derivationPath)
      const path = parseDerivationPath(derivationPath)
      prompt('review-on-device', describeReview(unsigned))
      const bytes = Uint8Array.from(Buffer.from(unsigned.slice(2), 'hex'))
      const { r, s, v } = await runDeviceAction(() => signer.signTransaction(path, bytes, { skipOpenApp: true }), signal)
      prompt('recovering', 'Recovering the signer from what was signed.')
      const signature = await recoverSignature({ r, s, v, unsigned, address })
      prompt('done', `Signed by ${address}.`)
      return signature
    },
  }
}

async function recoverSignature(given: { r: Hex; s: Hex; v: number; unsigned: Hex; address: Address }): Promise<DeviceSignature> {
  const { r, s, v, unsigned, address } = given
  const yParity = v === 0 || v === 1 ? v : null
  const refuse = (cause: unknown) =>
    new Problem(
      'ledger.wrong-signer',
      `What the Ledger answered is not a signature by ${address} of this transaction, so it was refused: ` +
        'close other programs that use the Ledger, open its Ethereum app again and retry.',
      { cause },
    )
  if (yParity === null) throw refuse(`v is ${v}`)
  const recovered = await recoverAddress({ hash: keccak256(unsigned), signature: { r, s, yParity } }).catch((error: unknown) => {
    throw refuse(error)
  })
  if (!isAddressEqual(recovered, address)) throw refuse(`recovers to ${recovered}`)
  return { r, s, yParity, signer: address }
}

/** What the person will see on the device, and what they will not. */
function describeReview(unsigned: Hex): string {
  const transaction = parseTransaction(unsigned)
  const hash = keccak256(unsigned)
  const to = transaction.to ? checksumAddress(transaction.to) : 'a new contract'
  if (transaction.data === undefined || transaction.data === '0x') {
    return `Check on the Ledger: amount, recipient ${to} and fees. Approve there if all of them are right.`
  }
  return (
    `Check on the Ledger: recipient ${to}, fees, and the transaction hash ${hash}. ` +
    'It warns of blind signing because it cannot show the call itself, so the hash is what to compare. Approve there if it is the same.'
  )
}
