import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import { validateArgument } from '#core/model/problem'
import type { Backups } from '../storage/backups'
import type { JournalPort } from '../storage/journal'

/** Keeps, lists and judges rolling copies of backups; each copy kept, and each that is not whole, is an event in the journal. */
export function createBackupService(
  backups: Backups,
  journal: JournalPort,
): Pick<Handlers<ConsoleContract>, 'backup.keep' | 'backup.list' | 'backup.read' | 'backup.judge'> {
  return {
    'backup.keep': async ({ text }) => {
      validateArgument(
        /commonmast-backup-v[12]/.test(text),
        'backup.not-a-backup',
        'This is not a Commonmast backup: make one with "Back up now" and keep that.',
      )
      const copy = await backups.keep(text)
      await journal.append('backup.kept', { path: copy.path, bytes: copy.bytes })
      return copy
    },
    'backup.list': () => backups.list(),
    'backup.judge': async ({ name, sha256, verdict }) => {
      await backups.judge(name, sha256, verdict)
      if (!verdict.isWhole) await journal.append('backup.not-whole', { name, reason: verdict.reason })
      return {}
    },
    'backup.read': async ({ name }) => ({ text: await backups.read(name) }),
  }
}
