/** The console without a shell: storage, services and the dispatcher that both shells connect to. */
import { join } from 'node:path'
import { type ConsoleContract, consoleContract } from '#core/contract/consoleContract'
import { createDispatcher, type Dispatcher } from '#core/contract/createDispatcher'
import type { EventName, EventPayload } from '#core/contract/defineContract'
import { allLedgerTransports } from '../ledger/allLedgerTransports'
import { createLedgerDevices } from '../ledger/ledgerDevices'
import { openBackups } from '../storage/backups'
import type { Shell } from '../storage/dataDir'
import { lockDataDir } from '../storage/dataDirLock'
import { openInstallationKey } from '../storage/installationKey'
import { openJournal } from '../storage/journal'
import { openPayoutFiles } from '../storage/payoutFiles'
import type { SecretBox } from '../storage/secretBox'
import { createAppService } from './appService'
import { createBackupService } from './backupService'
import { createJournalService } from './journalService'
import { createLedgerService } from './ledgerService'
import { openKeychain } from './openKeychain'
import { createPayoutService } from './payoutService'
import type { OpenExternally } from './provisioning/openDeviceUrl'
import { createProvisioningService, type ProvisioningService } from './provisioningService'

export interface Console {
  readonly dispatcher: Dispatcher<ConsoleContract>
  /** Releases ports and the data folder and flushes the journal. */
  close(): Promise<void>
}

export interface ConsoleOptions {
  /** An existing folder; see prepareDataDir. */
  dataDir: string
  shell: Shell
  version: string
  secretBox: SecretBox
  /** Missing where this shell runs in the person's browser already: the page then opens addresses itself. */
  openExternally?: OpenExternally
}

/**
 * Takes the data folder, opens what is in it and composes every handler.
 * @throws Problem `data.in-use`, `key.*`, `disk.*`; nothing stays open then.
 */
export async function createConsole(options: ConsoleOptions): Promise<Console> {
  const { dataDir, shell, version, secretBox } = options
  const lock = await lockDataDir(dataDir, shell)
  const closers: (() => Promise<void>)[] = [lock.release]
  const close = async () => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne()
  }
  try {
    const signer = await openInstallationKey(join(dataDir, 'installation.key'), secretBox)
    const journal = await openJournal(join(dataDir, 'journal.jsonl'))
    closers.push(journal.close)
    const ledger = createLedgerDevices({ transports: allLedgerTransports(process.env) })
    // The dispatcher needs the handlers and the provisioning service the dispatcher: events wait for it by name.
    const provisioning = createProvisioningService({
      signer,
      journal,
      keychain: openKeychain(dataDir, shell, secretBox),
      openExternally: options.openExternally ?? null,
      emit: <N extends EventName<ConsoleContract>>(name: N, payload: EventPayload<ConsoleContract, N>) =>
        dispatcher.emit(name, payload),
    })
    closers.push(() => provisioning.closeAll())
    const payouts = createPayoutService({ ledger, journal, files: openPayoutFiles(join(dataDir, 'payouts')) })
    payouts.start()
    closers.push(payouts.close)
    const keyProtection = secretBox.description
    const dispatcher = createDispatcher(
      consoleContract,
      {
        ...createAppService({ version, shell, dataDir, publicKeyHex: signer.publicKeyHex, keyProtection }),
        ...createJournalService(journal),
        ...createBackupService(openBackups(join(dataDir, 'backups')), journal),
        ...provisioning.handlers,
        ...createLedgerService({ ledger }),
        ...payouts.handlers,
      },
      () => new AbortController(),
    )
    return { dispatcher: countRenderers(dispatcher, provisioning), close }
  } catch (thrown) {
    await close()
    throw thrown
  }
}

/** Ports are watched, and sessions kept, only while a renderer is there. */
function countRenderers(
  dispatcher: Dispatcher<ConsoleContract>,
  provisioning: Pick<ProvisioningService, 'attachRenderer'>,
): Dispatcher<ConsoleContract> {
  return {
    ...dispatcher,
    connect(send) {
      const detach = provisioning.attachRenderer()
      const connection = dispatcher.connect(send)
      return {
        receive: connection.receive,
        close() {
          connection.close()
          detach()
        },
      }
    },
  }
}
