import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import type { Problem } from '#core/model/problem'
import { portsObstacle } from '../devices/listPorts'
import type { LedgerDevices } from '../ledger/ledgerDevices'

type LedgerHandlers = Pick<Handlers<ConsoleContract>, 'ledger.list' | 'ledger.address' | 'ledger.findPath' | 'devices.obstacles'>

/** Lists Ledgers, says what keeps devices from being listed, and reads an address; signing is the payout service's. */
export function createLedgerService({
  ledger,
  findPortsObstacle = () => portsObstacle(),
}: {
  ledger: LedgerDevices
  findPortsObstacle?: () => Promise<Problem | null>
}): LedgerHandlers {
  return {
    'devices.obstacles': async () => {
      const [ports, usb] = await Promise.all([findPortsObstacle(), ledger.obstacle()])
      return { ports: ports?.toData() ?? null, ledger: usb?.toData() ?? null }
    },
    'ledger.list': () => ledger.list(),
    'ledger.address': ({ deviceId, derivationPath, show, app: kind, expected }, { signal, progress }) => {
      const operation = { deviceId, signal, onPrompt: progress }
      if (kind === 'solana') {
        return ledger.withSolana(operation, async ({ signer }) => ({
          ...{ address: await signer.getAddress(derivationPath, signal), appName: signer.appName, appVersion: '' },
        }))
      }
      return ledger.use(operation, async ({ app }) => ({
        address: await (show ? app.showAddress(derivationPath, expected) : app.getAddress(derivationPath, expected)),
        appName: app.app.name,
        appVersion: app.app.version,
      }))
    },
    'ledger.findPath': ({ deviceId, address }, { signal, progress }) =>
      ledger.use({ deviceId, signal, onPrompt: progress }, async ({ app }) => ({ derivationPath: await app.findPath(address) })),
  }
}
