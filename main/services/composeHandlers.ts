/** The console without a shell: storage, services and the dispatcher that both shells connect to. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type ConsoleContract, consoleContract } from '#core/contract/consoleContract'
import { createDispatcher, type Dispatcher } from '#core/contract/createDispatcher'
import type { EventName, EventPayload } from '#core/contract/defineContract'
import { isFault } from '#core/model/fault'
import { Problem } from '#core/model/problem'
import { allLedgerTransports } from '../ledger/allLedgerTransports'
import { createLedgerDevices } from '../ledger/ledgerDevices'
import { openBackups } from '../storage/backups'
import type { Shell } from '../storage/dataDir'
import { lockDataDir } from '../storage/dataDirLock'
import { type FaultLog, openFaultLog } from '../storage/faultLog'
import { openInstallationKey } from '../storage/installationKey'
import { type Journal, openJournal } from '../storage/journal'
import type { SecretBox } from '../storage/secretBox'
import { createAppService } from './appService'
import { createBackupService } from './backupService'
import { createFaultService } from './faultService'
import { createJournalService } from './journalService'
import { createLedgerService } from './ledgerService'
import { openKeychain } from './openKeychain'
import { createPayoutService } from './payoutService'
import type { OpenExternally } from './provisioning/openDeviceUrl'
import { createProvisioningService, type ProvisioningService } from './provisioningService'
import { watchProcess } from './watchProcess'

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
  const faults = openFaultLog({ folder: dataDir, version, home: homedir() })
  const stopWatching = watchProcess(faults)
  const closers: (() => Promise<void>)[] = [lock.release, async () => stopWatching()]
  const close = async () => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne()
  }
  try {
    const signer = await openInstallationKey(join(dataDir, 'installation.key'), secretBox)
    const journal = withFaults(await openJournal(join(dataDir, 'journal.jsonl')), faults)
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
    const keyProtection = secretBox.description
    const dispatcher = createDispatcher(
      consoleContract,
      {
        ...createAppService({ version, shell, dataDir, publicKeyHex: signer.publicKeyHex, keyProtection }),
        ...createJournalService(journal),
        ...createFaultService(faults),
        ...createBackupService(openBackups(join(dataDir, 'backups')), journal),
        ...provisioning.handlers,
        ...createLedgerService({ ledger }),
        ...createPayoutService({ ledger, journal }),
      },
      () => new AbortController(),
      { onFault: (call, problem) => faults.note('call', call, problem) },
    )
    return { dispatcher: countRenderers(dispatcher, provisioning), close }
  } catch (thrown) {
    if (!(thrown instanceof Problem) || isFault(thrown)) faults.note('main', 'start', thrown)
    await close()
    throw thrown
  }
}

/** What the disk refuses of the journal is a fault also where a session keeps it in memory and goes on. */
function withFaults(journal: Journal, faults: FaultLog): Journal {
  return {
    ...journal,
    append: (kind, data) =>
      journal.append(kind, data).catch((thrown: unknown) => {
        faults.note('main', 'journal', thrown)
        throw thrown
      }),
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
