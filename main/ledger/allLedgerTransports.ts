/** Every kind of Ledger this computer may have, in the order in which people choose. */
import { Problem } from '#core/model/problem'
import { createEmulatorLedgerTransports } from './emulatorLedgerTransports'
import type { LedgerTransports } from './ledgerTransports'
import type { SimulatedLedgerOptions } from './simulatedLedger'
import { createSimulatedLedgerTransports } from './simulatedLedgerTransports'
import { createUsbLedgerTransports } from './usbLedgerTransports'

/** The pretended person reads for a moment, so that the screens can be read too. */
const REVIEW_MS = 1200

/** What COMMONMAST_SIMULATED_LEDGER may say, to practise with a Ledger that does not sign. */
const REHEARSALS: Record<string, SimulatedLedgerOptions> = {
  approve: {},
  reject: { decision: 'reject' },
  'wrong-app': { fault: 'wrong-app' },
  locked: { fault: 'locked' },
  unplugged: { fault: 'unplugged-while-signing' },
  'blind-signing-off': { fault: 'blind-signing-off' },
}

/**
 * @param environment COMMONMAST_SPECULOS_URL adds Ledger's emulator; COMMONMAST_SIMULATED_LEDGER says how the simulated
 * one behaves.
 * @throws Problem `ledger.emulator-address`, `ledger.rehearsal`.
 */
export function allLedgerTransports(environment: Record<string, string | undefined>): LedgerTransports[] {
  const emulator = environment.COMMONMAST_SPECULOS_URL
  const rehearsal = environment.COMMONMAST_SIMULATED_LEDGER || 'approve'
  const options = Object.hasOwn(REHEARSALS, rehearsal) ? REHEARSALS[rehearsal] : undefined
  if (!options) {
    throw new Problem(
      'ledger.rehearsal',
      `COMMONMAST_SIMULATED_LEDGER is "${rehearsal.slice(0, 40)}": set it to one of ${Object.keys(REHEARSALS).join(', ')}, or unset it.`,
    )
  }
  return [
    createUsbLedgerTransports(),
    ...(emulator ? [createEmulatorLedgerTransports(emulator)] : []),
    createSimulatedLedgerTransports({ reviewMs: REVIEW_MS, ...options }),
  ]
}
