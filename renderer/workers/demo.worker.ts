/** Builds and writes the demo cooperative. */
import { SHARED_TABLES } from '#core/records/recordTables'
import { demoRecords, putByTable } from '../data/cooperative/demoRecords'
import { db } from '../data/records/openRecords'
import { transact } from '../data/records/transact'
import { serveWorker } from '../platform/serveWorker'
import { demoContract } from './demoContract'

serveWorker(demoContract, {
  async load() {
    const { records, chunks } = await demoRecords()
    const { actId } = await transact(
      db,
      { kind: 'demo', title: 'Demo cooperative loaded' },
      SHARED_TABLES,
      async (transaction) => {
        await putByTable(transaction, records)
        await db.layerChunks.bulkPut(chunks)
      },
      { local: ['layerChunks'] },
    )
    return { actId }
  },
})
