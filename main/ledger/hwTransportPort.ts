/**
 * The part of Ledger's hw-transport that the console needs. Every way to a device (USB, the emulator, recordings,
 * the simulated Ledger) is one of these; everything above it is the same for all of them.
 */
import type { DeviceModelId } from '@ledgerhq/device-management-kit'

export interface HwTransport {
  /** Sends one APDU and resolves with the answer, its last two bytes the status word. One exchange at a time. */
  exchange(apdu: Buffer): Promise<Buffer>
  /** May wait for an exchange that is under way: callers bound it. */
  close(): Promise<void>
  on(event: 'disconnect', listener: () => void): void
}

/** The kit's names for device models, without loading the kit. */
export type LedgerModelId = `${DeviceModelId}`

export interface OpenedLedger {
  transport: HwTransport
  modelId: LedgerModelId
  /** What is connected, in words, as the signature file names it. */
  name: string
}
