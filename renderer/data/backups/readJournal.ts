import type { ConsoleContract } from '#core/contract/consoleContract'
import type { ContractClient } from '#core/contract/createClient'
import type { JournalEntry } from '#core/journal/journalEntry'
import type { JournalCopy } from './createBackup'

const PAGE = 1_000

/** All entries of main's journal, the oldest first, and where it ends. @throws Problem of the calls */
export async function readJournal(client: Pick<ContractClient<ConsoleContract>, 'call'>): Promise<JournalCopy> {
  const { anchor } = await client.call('journal.anchor', {})
  const journal: JournalEntry[] = []
  let afterSeq = 0
  for (;;) {
    const { entries } = await client.call('journal.list', { afterSeq, limit: PAGE })
    for (const entry of entries) journal.push(entry)
    const last = entries.at(-1)
    if (!last || entries.length < PAGE) return { journal, journalAnchor: anchor }
    afterSeq = last.seq
  }
}
