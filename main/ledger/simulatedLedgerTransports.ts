/** The simulated Ledger as a device to choose, for training. What it signs only counts on a development chain. */
import type { LedgerTransports } from './ledgerTransports'
import { createSimulatedLedger, type SimulatedLedgerOptions } from './simulatedLedger'

export const SIMULATED_LEDGER_ID = 'simulated:ledger'

/** @param options how its pretended person decides. */
export function createSimulatedLedgerTransports(options: SimulatedLedgerOptions): LedgerTransports {
  return {
    list: async () => [{ id: SIMULATED_LEDGER_ID, kind: 'simulated', name: 'Simulated Ledger (training)', simulated: true }],
    open: async () => ({
      transport: createSimulatedLedger(options),
      modelId: 'nanoSP',
      name: 'Simulated Ledger (training)',
    }),
  }
}
