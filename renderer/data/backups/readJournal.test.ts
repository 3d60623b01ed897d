import { expect, test } from 'vitest'
import type { JournalEntry } from '#core/journal/journalEntry'
import { readJournal } from './readJournal'

/** As main answers `journal.list`. */
function clientOf(entries: JournalEntry[]) {
  const call = async (name: string, input: { afterSeq?: number | null; limit?: number }) =>
    name === 'journal.anchor'
      ? { anchor: null }
      : { entries: entries.filter(({ seq }) => seq > (input.afterSeq ?? 0)).slice(0, input.limit) }
  return { call } as unknown as Parameters<typeof readJournal>[0]
}

test.each([0, 1, 999, 1_000, 12_345])('a backup takes the whole journal: %i entries', async (count) => {
  const entries = Array.from({ length: count }, (_, at): JournalEntry => {
    return { seq: at + 1, at: '', kind: 'test', data: {}, prev: '', hash: '' }
  })
  expect((await readJournal(clientOf(entries))).journal).toEqual(entries)
})
