/** Builds and writes the demo cooperative. */
import { commitChanges } from '../data/commitChanges'
import { CommonmastDatabase } from '../data/database'
import { demoChanges } from '../data/demoChanges'
import { serveWorker } from '../platform/workerCall'

serveWorker<null, null>(async () => {
  const db = new CommonmastDatabase()
  try {
    const { changes, chunks } = await demoChanges()
    await db.transaction('rw', db.tables, async () => {
      await db.layerChunks.bulkPut(chunks)
      await commitChanges(db, changes)
    })
    return null
  } finally {
    db.close()
  }
})
