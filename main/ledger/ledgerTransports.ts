/** One kind of connection to Ledger devices: which are present, and how to open one of them. */
import type { LedgerDeviceInfo } from '#core/contract/consoleContract'
import type { Problem } from '#core/model/problem'
import type { OpenedLedger } from './hwTransportPort'

export interface LedgerTransports {
  /** Devices present now. Never throws: a kind of connection that cannot work here has none. */
  list(): Promise<LedgerDeviceInfo[]>
  /** Why this kind of connection cannot work here, with what to do; null where it can, or missing where it always can. */
  obstacle?(): Promise<Problem | null>
  /**
   * Calls back when a device of this kind may have come or gone, until the function that it returns is called. Missing where
   * none ever does. Never throws.
   */
  watch?(onChange: () => void): () => void
  /** @throws Problem `ledger.cannot-open` or `ledger.busy`. */
  open(deviceId: string): Promise<OpenedLedger>
}
