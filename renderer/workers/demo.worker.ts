/** Builds and writes the demo cooperative. */
import { commitChanges } from '../data/commitChanges'
import { CommonmastDatabase } from '../data/database'
import { demoChanges } from '../data/demoChanges'
import { serveWorker } from '../platform/workerCall'

serveWorker<null, null>(async () => {
  const db = new CommonmastDatabase()
  try {
    await commitChanges(db, await demoChanges())
    return null
  } finally {
    db.close()
  }
})
