/** Tells main how far the records are, a moment after they were written by whichever window or worker. */
import type { RecordsStanding } from '#core/records/backup/recordsMark'
import { consoleClient } from '../../platform/consoleClient'
import type { CommonmastDatabase } from '../records/database'
import { onRecordsWritten } from '../records/onRecordsWritten'
import { seeRecords } from './seeRecords'

const TOLD_AFTER_MS = 1_000

/** Until the window ends. @param onFound the records turned out to be an old copy */
export function watchRecords(db: CommonmastDatabase, onFound: (standing: RecordsStanding) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    clearTimeout(timer)
    timer = undefined
    tellMain(db).then(
      (standing) => standing && onFound(standing),
      // Main is away, which the banner says: it is told with the next write, or the next start.
      () => undefined,
    )
  }
  onRecordsWritten(db, () => {
    timer ??= setTimeout(tell, TOLD_AFTER_MS)
  })
  window.addEventListener('pagehide', () => timer !== undefined && tell())
}

/** @returns what is wrong with the records; null where nothing is */
async function tellMain(db: CommonmastDatabase): Promise<RecordsStanding | null> {
  for (const isLast of [false, true]) {
    const { isEmpty, ...seen } = await seeRecords(db)
    if (isEmpty) return null
    const standing = await consoleClient.call('records.tell', seen)
    if (standing.kind === 'as-known') return null
    // Another window may have told of a later write while this was on its way: look again before it is believed.
    if (isLast) return standing
  }
  return null
}
