/** Every kind of Ledger this computer may have, in the order in which people choose. */
import { createEmulatorLedgerTransports } from './emulatorLedgerTransports'
import type { LedgerTransports } from './ledgerTransports'
import type { SimulatedLedgerOptions } from './simulatedLedger'
import { createSimulatedLedgerTransports } from './simulatedLedgerTransports'
import { createUsbLedgerTransports } from './usbLedgerTransports'

/**
 * @param environment COMMONMAST_SPECULOS_URL adds Ledger's emulator.
 * @throws Problem `ledger.emulator-address`.
 */
export function allLedgerTransports(
  environment: Record<string, string | undefined>,
  simulated?: SimulatedLedgerOptions,
): LedgerTransports[] {
  const emulator = environment.COMMONMAST_SPECULOS_URL
  return [
    createUsbLedgerTransports(),
    ...(emulator ? [createEmulatorLedgerTransports(emulator)] : []),
    createSimulatedLedgerTransports(simulated),
  ]
}
