/** Archived batches leave the database: their names stay, and so does what they said, in the log. SPEC.md, [SY52]. */
import type { BatchId } from '#core/sync/batch'
import { readBatch } from '#core/sync/readBatch'
import { chunksOfBatch } from '#core/sync/travel/openBatch'
import type { CommonmastDatabase } from '../records/database'
import { isNamedOnly } from '../records/joinedAt'

/** Call it inside a transaction of the kernel on `heldBatches`, `batchTexts` and `batchChunks`. */
export async function letGoOf(db: CommonmastDatabase, ids: readonly BatchId[]): Promise<{ batches: number; bytes: number }> {
  const rows = await db.heldBatches.bulkGet(ids.map(({ actor, n }) => [actor, n] as [string, number]))
  // Who may write is read from batches about access, again and again.
  const going = rows.flatMap((row, at) =>
    row && row.hash === ids[at]?.hash && row.grants === 0 && !isNamedOnly(row) ? [row] : [],
  )
  const hashes = new Set(going.map(({ hash }) => hash))
  const named = { going: new Set<string>(), staying: new Set<string>() }
  let bytes = 0
  await db.batchTexts.each(({ hash, text }) => {
    const isGoing = hashes.has(hash)
    if (isGoing) bytes += text.length
    for (const chunk of chunksIn(text)) named[isGoing ? 'going' : 'staying'].add(chunk)
  })
  const chunks = [...named.going].filter((chunk) => !named.staying.has(chunk))
  for (const chunk of await db.batchChunks.bulkGet(chunks)) bytes += chunk?.bytes.length ?? 0
  const archivedAt = new Date().toISOString()
  await db.heldBatches.bulkPut(going.map((row) => ({ ...row, archivedAt })))
  await db.batchTexts.bulkDelete([...hashes])
  await db.batchChunks.bulkDelete(chunks)
  return { batches: going.length, bytes }
}

function chunksIn(text: string): string[] {
  // Most batches name none, and reading one takes a while.
  if (!text.includes('"$file"')) return []
  const read = readBatch(text)
  return read.kind === 'whole' ? chunksOfBatch(read.batch) : []
}
