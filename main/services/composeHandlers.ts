/** The console without a shell: storage, services and the dispatcher that both shells connect to. */
import { join } from 'node:path'
import { type ConsoleContract, consoleContract } from '#core/contract/consoleContract'
import { createDispatcher, type Dispatcher, type Handlers } from '#core/contract/createDispatcher'
import { openBackups } from '../storage/backups'
import type { Shell } from '../storage/dataDir'
import { lockDataDir } from '../storage/dataDirLock'
import { openInstallationKey } from '../storage/installationKey'
import { openJournal } from '../storage/journal'
import type { SecretBox } from '../storage/secretBox'
import { createAppService } from './appService'
import { createBackupService } from './backupService'
import { createJournalService } from './journalService'

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
    const keyProtection = secretBox.description
    const handlers = {
      ...createAppService({ version, shell, dataDir, publicKeyHex: signer.publicKeyHex, keyProtection }),
      ...createJournalService(journal),
      ...createBackupService(openBackups(join(dataDir, 'backups')), journal),
    } as Handlers<ConsoleContract>
    const dispatcher = createDispatcher(consoleContract, handlers, () => new AbortController())
    return { dispatcher, close }
  } catch (thrown) {
    await close()
    throw thrown
  }
}
