/**
 * The journal's anchor, kept in the records apart from the journal: a journal that was emptied, deleted or cut shows by it.
 * The actor of these records is bound to the installation's key here too.
 */
import { type JournalAnchor, journalAnchorSchema } from '#core/journal/journalAnchor'
import { consoleClient } from '../../platform/consoleClient'
import { bindActor } from '../records/bindActor'
import type { CommonmastDatabase } from '../records/database'
import { db } from '../records/openRecords'

const KEY = 'journalAnchor'

let listens = false

/** Shows main the anchor that was kept, then keeps the newest and every one that follows. */
export async function keepAnchor(records: CommonmastDatabase = db): Promise<void> {
  const { publicKey } = await consoleClient.call('app.info', {})
  if (publicKey !== '') await bindActor(records, publicKey)
  const kept = journalAnchorSchema.safeParse((await records.meta.get(KEY))?.value)
  // What main finds by it stands in `journal.list`, and stops payments.
  if (kept.success) await consoleClient.call('journal.checkAnchor', { anchor: kept.data })
  if (!listens) consoleClient.on('journal.anchored', (anchor) => void keep(records, anchor))
  listens = true
  const { anchor } = await consoleClient.call('journal.anchor', {})
  if (anchor) await keep(records, anchor)
}

async function keep(records: CommonmastDatabase, anchor: JournalAnchor): Promise<void> {
  await records.meta.put({ key: KEY, value: anchor })
}
