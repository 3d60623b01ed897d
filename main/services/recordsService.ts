import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import type { JournalPort } from '../storage/journal'
import type { RecordsMemory } from '../storage/recordsMark'

/** Remembers how far the records were; that a person went on without them is an event in the journal. */
export function createRecordsService(
  memory: RecordsMemory,
  journal: JournalPort,
): Pick<Handlers<ConsoleContract>, 'records.compare' | 'records.tell' | 'records.beginAnew'> {
  return {
    'records.compare': (here) => memory.compare(here),
    'records.tell': (seen) => memory.tell(seen),
    'records.beginAnew': async () => {
      await memory.beginAnew()
      await journal.append('records.begun-anew', {})
      return {}
    },
  }
}
