import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import type { LedgerDevices } from '../ledger/ledgerDevices'

/** Lists Ledgers and reads an address from one; signing is the payout service's. */
export function createLedgerService({
  ledger,
}: {
  ledger: LedgerDevices
}): Pick<Handlers<ConsoleContract>, 'ledger.list' | 'ledger.address'> {
  return {
    'ledger.list': () => ledger.list(),
    'ledger.address': ({ deviceId, derivationPath }, { signal, progress }) =>
      ledger.use({ deviceId, signal, onPrompt: progress }, async ({ app }) => ({
        address: await app.getAddress(derivationPath),
        appName: app.app.name,
        appVersion: app.app.version,
      })),
  }
}
