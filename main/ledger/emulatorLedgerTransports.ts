/** Ledger's emulator (Speculos) over its HTTP interface, for developers. Only on this computer. */
import { Problem, validateArgument } from '#core/model/problem'
import { openEmulatorTransport } from './emulatorTransport'
import type { LedgerTransports } from './ledgerTransports'

const EMULATOR_ID = 'emulator'
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * @param address e.g. `http://127.0.0.1:5000`.
 * @throws Problem `ledger.emulator-address` when it is not an http address of this computer.
 */
export function createEmulatorLedgerTransports(address: string): LedgerTransports {
  const url = URL.canParse(address) ? new URL(address) : null
  validateArgument(
    url !== null && url.protocol === 'http:' && LOOPBACK.has(url.hostname),
    'ledger.emulator-address',
    `The emulator's address "${address.slice(0, 80)}" must be on this computer: set COMMONMAST_SPECULOS_URL to one like http://127.0.0.1:5000.`,
  )
  return {
    // Its seed is public, so what it signs counts as training.
    list: async () => [{ id: EMULATOR_ID, kind: 'emulator', name: `Ledger emulator at ${url.host}`, simulated: true }],
    async open() {
      try {
        // Which model it plays it does not say; to the kit the models differ only in what a person is offered beside signing.
        return { transport: await openEmulatorTransport(url), modelId: 'nanoSP', name: 'Ledger emulator' }
      } catch (error) {
        throw new Problem(
          'ledger.cannot-open',
          `The emulator at ${url.host} does not answer: start it with the Ethereum app, or unset COMMONMAST_SPECULOS_URL.`,
          { cause: error },
        )
      }
    },
  }
}
