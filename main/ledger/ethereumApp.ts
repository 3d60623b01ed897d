/** The Ethereum app on one open Ledger, whatever is between it and the console. */
import type { Address, Hex } from 'viem'
import type { EcdsaSignature } from '#core/model/recoverSigner'
import type { Signable } from '#core/treasury/signing/signingDigest'
import type { LedgerApp } from './requireEthereumApp'

export interface DeviceSignature extends EcdsaSignature {
  /** Address of the path as the device gave it; the signature recovers to the same. */
  signer: Address
}

export interface EthereumApp {
  readonly app: LedgerApp
  /** Shows nothing on the device. @throws Problem `ledger.path` or another `ledger.*`. */
  getAddress(derivationPath: string): Promise<Address>
  /** The usual path at which this device has the address; null where it is at none of them. */
  findPath(address: Address): Promise<string | null>
  /**
   * Shows the address on the device until the person confirms it there.
   * @param expected who the account should be; null for whoever it is.
   * @throws Problem `ledger.other-account`, `ledger.address-rejected` when the person says no, `ledger.address-differs` when
   * the device showed another one than it gave before, or another `ledger.*`.
   */
  showAddress(derivationPath: string, expected?: Address | null): Promise<Address>
  /**
   * Once per connection: see signingVeto.
   * @param expected who must sign; null for whoever it is.
   * @throws Problem `ledger.other-account` before anything is shown, `ledger.rejected`, `ledger.malformed-answer`,
   * `ledger.wrong-signer`, `signing.*` for what cannot be signed, or another `ledger.*`.
   */
  sign(derivationPath: string, signable: Signable, expected: Address | null): Promise<DeviceSignature>
  /** `sign` for a transaction: EIP-1559, or legacy with its chain id. */
  signTransaction(derivationPath: string, unsigned: Hex, expected?: Address | null): Promise<DeviceSignature>
  disconnect(): Promise<void>
}
