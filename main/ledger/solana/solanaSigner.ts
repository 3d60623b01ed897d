/** Who signs messages of Solana: a Ledger, or a key in software for practice and tests. */
import type { Address } from '@solana/kit'
import type { CancelSignal } from '#core/model/cancelSignal'
import type { NOT_TRIED_ON_A_DEVICE } from '#core/solana/ledgerReview'

export interface SolanaSigner {
  /** What signs, for screens and the journal. A Ledger's part was read from its app's source and tried on no device. */
  readonly label: { name: string; status: typeof NOT_TRIED_ON_A_DEVICE | 'training' }
  /** @throws Problem `ledger.*` */
  getAddress(derivationPath: string, signal?: CancelSignal): Promise<Address>
  /**
   * One signature over exactly these bytes (64 bytes), verified before it is handed on.
   * @param message a message that `readSignableMessage` can read.
   * @throws Problem `ledger.rejected`, `ledger.wrong-signer` when the account at the path does not pay, or another `ledger.*`
   */
  signTransaction(derivationPath: string, message: Uint8Array, signal?: CancelSignal): Promise<Uint8Array>
}
