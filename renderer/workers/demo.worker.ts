/** Builds and writes the demo cooperative. */
import { commitChanges } from '../data/commitChanges'
import { CommonmastDatabase } from '../data/database'
import { demoChanges } from '../data/demoChanges'
import { serveWorker } from '../platform/serveWorker'
import { demoContract } from './demoContract'

serveWorker(demoContract, {
  async load() {
    const db = new CommonmastDatabase()
    try {
      const { changes, chunks } = await demoChanges()
      await db.transaction('rw', db.tables, async () => {
        await db.layerChunks.bulkPut(chunks)
        await commitChanges(db, changes)
      })
      return {}
    } finally {
      db.close()
    }
  },
})
