import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import type { Journal } from '../storage/journal'

/** Shows the journal and whether its chain still holds, read anew from the disk each time. */
export function createJournalService(journal: Journal): Pick<Handlers<ConsoleContract>, 'journal.list'> {
  return { 'journal.list': ({ limit }) => journal.list(limit) }
}
