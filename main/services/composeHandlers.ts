/** The console without a shell: storage, services and the dispatcher that both shells connect to. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type ConsoleContract, consoleContract } from '#core/contract/consoleContract'
import { createDispatcher, type Dispatcher } from '#core/contract/createDispatcher'
import type { EventName, EventPayload } from '#core/contract/defineContract'
import type { JournalAnchor } from '#core/journal/journalAnchor'
import { isFault } from '#core/model/fault'
import { Problem } from '#core/model/problem'
import { allLedgerTransports } from '../ledger/allLedgerTransports'
import { createLedgerDevices } from '../ledger/ledgerDevices'
import type { LedgerTransports } from '../ledger/ledgerTransports'
import { createLedgerWatcher, type LedgerWatcher } from '../ledger/watchLedgers'
import { openBackups } from '../storage/backups'
import type { Shell } from '../storage/dataDir'
import { lockDataDir } from '../storage/dataDirLock'
import { openDataKeyVault } from '../storage/dataKeyVault'
import { openEvidenceFiles } from '../storage/evidence/evidenceFiles'
import { type FaultLog, openFaultLog } from '../storage/faultLog'
import { findTwinFolder } from '../storage/folderPlace'
import { findForeignAccess } from '../storage/foreignAccess'
import { type Journal, openJournal } from '../storage/journal'
import { openPayoutFiles } from '../storage/payoutFiles'
import { openRecordsMemory } from '../storage/recordsMark'
import { freeBytesOf } from '../storage/requireRoom'
import type { SecretBox } from '../storage/secretBox'
import { openSecretVault } from '../storage/secretVault'
import { removeLeftovers } from '../storage/temporaryFiles'
import { createAppService } from './appService'
import { createBackupService } from './backupService'
import { type CameraGate, createCameraGate, createCameraService } from './camera/cameraGate'
import { createDeclarationService } from './declarationService'
import { createEvidenceService } from './evidenceService'
import { createFaultService } from './faultService'
import { createJournalService } from './journalService'
import { createLedgerService } from './ledgerService'
import { openKeychain } from './openKeychain'
import { openSigner, signerWithout } from './openSigner'
import { createPayoutService } from './payoutService'
import type { OpenExternally } from './provisioning/openDeviceUrl'
import { createProvisioningService, type ProvisioningService } from './provisioningService'
import { createRecordsService } from './recordsService'
import { createPlaceBook } from './sync/placeBook'
import { openServerAccess } from './sync/serverAccess'
import { type ChooseFolder, createSyncService } from './sync/syncService'
import { createNodeBook } from './treasury/chain/nodeBook'
import { createTreasuryService } from './treasuryService'
import { watchProcess } from './watchProcess'

export interface Console {
  readonly dispatcher: Dispatcher<ConsoleContract>
  /** Why nothing can be signed, and another folder with the same key. The console runs all the same. */
  readonly warnings: readonly Problem[]
  /** Writes down what befell a window as a whole; what happens in its page is told by the page. */
  onWindowFault(problem: Problem): void
  /** Releases ports and the data folder and flushes the journal. */
  close(): Promise<void>
}

export interface ConsoleOptions {
  /** An existing folder; see prepareDataDir. */
  dataDir: string
  shell: Shell
  version: string
  secretBox: SecretBox
  /** Begin a new key in the place of one that is gone. */
  newKey?: boolean
  /** Missing: every kind of Ledger that this computer may have. */
  ledgerTransports?: LedgerTransports[]
  /** Missing where this shell runs in the person's browser already: the page then opens addresses itself. */
  openExternally?: OpenExternally
  /** Missing where this shell runs in the person's browser: there the browser asks the person. */
  cameraGate?: CameraGate
  /** Missing where this shell runs in the person's browser: there a person types the path of a folder. */
  chooseFolder?: ChooseFolder
}

/**
 * Takes the data folder, opens what is in it and composes every handler.
 * @throws Problem `data.in-use`, `key.present`, `key.sealed-elsewhere` or `disk.*`; nothing stays open then.
 */
export async function createConsole(options: ConsoleOptions): Promise<Console> {
  const { dataDir, shell, version, secretBox } = options
  const camera = options.cameraGate ?? createCameraGate()
  const lock = await lockDataDir(dataDir, shell)
  const faults = openFaultLog({ folder: dataDir, version, home: homedir() })
  const stopWatching = watchProcess(faults)
  const closers: (() => Promise<void>)[] = [lock.release, async () => stopWatching()]
  const close = async () => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne()
  }
  try {
    // The folder is this process's own now: what another left half-written there is nobody's.
    for (const folder of [dataDir, ...['backups', 'payouts', 'evidence'].map((name) => join(dataDir, name))])
      await removeLeftovers(folder)
    const key = await openSigner({ dataDir, box: secretBox, newKey: options.newKey ?? false })
    // The dispatcher needs the handlers, and what emits needs the dispatcher: events wait for it by name, and are nobody's before.
    let emitAnchored: (anchor: JournalAnchor) => void = () => undefined
    const opened = await openJournal(join(dataDir, 'journal.jsonl'), {
      anchoring: { path: join(dataDir, 'journal.anchor.json'), ...key, onAnchored: (anchor) => emitAnchored(anchor) },
    })
    const journal = withFaults(opened, faults)
    closers.push(() => journal.close())
    const publicKeyHex = key.signer?.publicKeyHex ?? journal.anchor()?.publicKey ?? ''
    const signer = key.signer ?? signerWithout(key.problem, publicKeyHex)
    const ledger = createLedgerDevices({ transports: options.ledgerTransports ?? allLedgerTransports(process.env) })
    const ledgerWatcher = createLedgerWatcher(ledger, (devices) => dispatcher.emit('ledger.devicesChanged', devices))
    closers.push(async () => ledgerWatcher.stop())
    const provisioning = createProvisioningService({
      signer,
      journal,
      keychain: openKeychain(dataDir, shell, secretBox),
      openExternally: options.openExternally ?? null,
      emit: <N extends EventName<ConsoleContract>>(name: N, payload: EventPayload<ConsoleContract, N>) =>
        dispatcher.emit(name, payload),
    })
    closers.push(() => provisioning.closeAll())
    const payouts = createPayoutService({ journal, files: openPayoutFiles(join(dataDir, 'payouts')) })
    payouts.start()
    const treasury = createTreasuryService({
      ...{ ledger, journal, signer, keyProblem: key.problem },
      files: openPayoutFiles(join(dataDir, 'payouts'), 'content-digest'),
      earlier: payouts,
      nodes: createNodeBook(openSecretVault(join(dataDir, 'nodes.json'), secretBox, 'address')),
      protection: secretBox.description,
    })
    treasury.start()
    closers.push(treasury.close)
    const sync = createSyncService({
      ...{ signer, journal, book: createPlaceBook(dataDir), access: openServerAccess(dataDir, secretBox) },
      dataKeys: openDataKeyVault(join(dataDir, 'data-keys.json'), secretBox),
      chooseFolder: options.chooseFolder ?? null,
      log: (sentence) => faults.note('main', 'sync', new Problem('sync.note', sentence)),
    })
    closers.push(sync.close)
    const backups = openBackups(join(dataDir, 'backups'))
    const keyProtection = key.problem?.message ?? secretBox.description
    const keyProblem = key.problem?.toData() ?? null
    const keyTwin = await findTwinFolder(dataDir, publicKeyHex)
    const dispatcher = createDispatcher(
      consoleContract,
      {
        ...createAppService({
          ...{ version, shell, dataDir, publicKeyHex, keyProtection, keyProblem, keyTwin: keyTwin?.toData() ?? null },
          journalLost: () => journal.knownLoss(),
          foreignAccess: () => findForeignAccess(dataDir, process.platform),
        }),
        ...createJournalService({ journal, signer }),
        ...createFaultService(faults),
        ...createCameraService(camera),
        ...createBackupService(backups, journal),
        ...createEvidenceService({
          ...{ files: openEvidenceFiles(join(dataDir, 'evidence')), backups, dataDir },
          chooseFolder: options.chooseFolder ?? null,
        }),
        ...createRecordsService(
          openRecordsMemory(join(dataDir, 'records.json'), { onDamaged: (thrown) => faults.note('main', 'records', thrown) }),
          journal,
          () => freeBytesOf(dataDir),
        ),
        ...sync.handlers,
        ...provisioning.handlers,
        ...createLedgerService({ ledger }),
        ...payouts.handlers,
        ...treasury.handlers,
        ...createDeclarationService({
          ...{ signer, journal },
          signedPayouts: async () => [...(await payouts.signedPayouts()), ...(await treasury.signedPeriods())],
        }),
      },
      () => new AbortController(),
      { onFault: (call, problem) => faults.note('call', call, problem) },
    )
    emitAnchored = (anchor) => dispatcher.emit('journal.anchored', anchor)
    return {
      dispatcher: countRenderers(dispatcher, provisioning, { ledgerWatcher, camera }),
      warnings: [key.problem, keyTwin].filter((problem) => problem !== null),
      onWindowFault: (problem) => faults.note('window', 'shell', problem),
      close,
    }
  } catch (thrown) {
    if (!(thrown instanceof Problem) || isFault(thrown)) faults.note('main', 'start', thrown)
    await close()
    throw thrown
  }
}

/** What the disk refuses of the journal is a fault also where a session keeps it in memory and goes on. */
function withFaults(journal: Journal, faults: FaultLog): Journal {
  return {
    append: (kind, data) =>
      journal.append(kind, data).catch((thrown: unknown) => {
        faults.note('main', 'journal', thrown)
        throw thrown
      }),
    list: (page) => journal.list(page),
    readBack: (wants, backTo) => journal.readBack(wants, backTo),
    loss: () => journal.loss(),
    knownLoss: () => journal.knownLoss(),
    acknowledgeLoss: (seq) => journal.acknowledgeLoss(seq),
    anchor: () => journal.anchor(),
    checkAnchor: (anchor) => journal.checkAnchor(anchor),
    close: () => journal.close(),
  }
}

/** Ports and Ledgers are watched, sessions kept and the camera given only while a renderer is there. */
function countRenderers(
  dispatcher: Dispatcher<ConsoleContract>,
  provisioning: Pick<ProvisioningService, 'attachRenderer'>,
  { ledgerWatcher, camera }: { ledgerWatcher: LedgerWatcher; camera: CameraGate },
): Dispatcher<ConsoleContract> {
  const windows = new Set<symbol>()
  return {
    ...dispatcher,
    connect(send) {
      const detach = provisioning.attachRenderer()
      const windowId = Symbol('window')
      windows.add(windowId)
      ledgerWatcher.start()
      const connection = dispatcher.connect(send)
      return {
        receive: connection.receive,
        close() {
          connection.close()
          detach()
          windows.delete(windowId)
          if (windows.size === 0) ledgerWatcher.stop()
          camera.setOpen(false)
        },
      }
    },
  }
}
