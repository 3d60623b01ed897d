import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import type { Journal } from '../storage/journal'

type JournalCall = Extract<keyof ConsoleContract['calls'], `journal.${string}`>

/** Shows the journal, whether its chain still holds and whether anything of it is missing, read anew from the disk each time. */
export function createJournalService(journal: Journal): Pick<Handlers<ConsoleContract>, JournalCall> {
  return {
    'journal.list': (page) => journal.list(page),
    'journal.anchor': async () => ({ anchor: journal.anchor() }),
    'journal.checkAnchor': ({ anchor }) => journal.checkAnchor(anchor),
    'journal.acknowledgeLoss': async ({ seq }) => {
      await journal.acknowledgeLoss(seq)
      return {}
    },
  }
}
