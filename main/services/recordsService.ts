import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import type { JournalPort } from '../storage/journal'
import type { RecordsMemory } from '../storage/recordsMark'

/** Remembers how far the records were, and says how much room there is; that a person went on without them is an event in the journal. */
export function createRecordsService(
  memory: RecordsMemory,
  journal: JournalPort,
  freeBytes: () => Promise<number | null>,
): Pick<Handlers<ConsoleContract>, 'records.compare' | 'records.tell' | 'records.beginAnew' | 'records.disk'> {
  return {
    'records.compare': (here) => memory.compare(here),
    'records.tell': (seen) => memory.tell(seen),
    'records.disk': async () => ({ freeBytes: await freeBytes() }),
    'records.beginAnew': async () => {
      await memory.beginAnew()
      await journal.append('records.begun-anew', {})
      return {}
    },
  }
}
