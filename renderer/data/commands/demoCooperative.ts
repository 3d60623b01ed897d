/** The demo cooperative in one click, and out again in one click: nothing of it stays, nothing else goes. */
import { DEMO_PREFIX } from '#core/demo/demoIdentity'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { demoContract } from '../../workers/demoContract'
import { type Change, commitChanges, type RecordTable } from '../commitChanges'
import { db } from '../openDatabase'
import { deleteChange } from './putRecords'

/** Writes the whole demo in one transaction, from a worker: its plan and its split take a moment. */
export async function loadDemoCooperative(): Promise<void> {
  const worker = new Worker(new URL('../../workers/demo.worker.ts', import.meta.url), { type: 'module' })
  await callOnce(connectWorker('demo', demoContract, worker), 'load', {})
}

/** Removes what came with the demo and what was made from it: its splits, signatures and provisioning records. */
export async function removeDemoCooperative(): Promise<void> {
  const isDemo = (id: string | null) => id?.startsWith(DEMO_PREFIX) ?? false
  const changes: Change[] = []
  for (const table of [
    'hotspots',
    'members',
    'agreements',
    'goals',
    'epochs',
    'contributions',
    'plans',
    'workOrders',
    'distributions',
    'dataLayers',
  ] as const) {
    const keys = await db.table(table).where(':id').startsWith(DEMO_PREFIX).primaryKeys()
    changes.push(...keys.map((key) => deleteChange(table, String(key))))
  }
  const gone = new Set(changes.map((change) => `${change.table}:${change.key}`))
  const alsoDelete = (table: RecordTable, key: string) => {
    if (!gone.has(`${table}:${key}`)) changes.push(deleteChange(table, key))
  }
  await db.workOrders.each((order) => isDemo(order.planId) && alsoDelete('workOrders', order.id))
  await db.distributions.each((distribution) => isDemo(distribution.epochId) && alsoDelete('distributions', distribution.id))
  await db.signatures.each((signature) => isDemo(signature.epochId) && alsoDelete('signatures', signature.id))
  await db.provisionings.each((record) => isDemo(record.workOrderId) && alsoDelete('provisionings', record.id))
  changes.push(deleteChange('settings', 'cooperative'))
  await db.transaction('rw', db.tables, async () => {
    await db.layerChunks.where('layerId').startsWith(DEMO_PREFIX).delete()
    await commitChanges(db, changes)
  })
}
