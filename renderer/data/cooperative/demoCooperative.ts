/** The demo cooperative in one click, and out again in one click: nothing of it stays, nothing else goes. */
import { DEMO_PREFIX, isDemoKey } from '#core/model/demoIdentity'
import { Problem } from '#core/model/problem'
import type { RecordOf } from '#core/records/recordTables'
import { cooperativeSetting } from '#core/records/tables/cooperativeSettings'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { demoContract } from '../../workers/demoContract'
import { rememberAct } from '../history/actsOfWindow'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'
import { readFounding } from '../sync/readFounding'

/**
 * Writes the whole demo in one transaction, from a worker: its plan and its split take a moment.
 * @throws Problem `demo.in-cooperative`
 */
export async function loadDemoCooperative(): Promise<void> {
  const founding = await readFounding(db)
  if (founding) {
    throw new Problem(
      'demo.in-cooperative',
      `The demo would go to everybody of “${founding.name}”: start the program with another data folder to look at it.`,
    )
  }
  const worker = new Worker(new URL('../../workers/demo.worker.ts', import.meta.url), { type: 'module' })
  const { actId } = await callOnce(connectWorker('demo', demoContract, worker), 'load', {})
  rememberAct(actId)
}

const DEMO_TABLES = [
  'hotspots',
  'members',
  'agreements',
  'goals',
  'periods',
  'contributions',
  'plans',
  'workOrders',
  'distributions',
  'dataLayers',
  'signatures',
  'payouts',
  'payoutMoves',
  'provisionings',
  'evidence',
  'installs',
  'bookEntries',
  'periodInputs',
] as const

/**
 * Removes what came with the demo and what was made from it: its splits, signatures and provisioning records. The bulk of
 * its layers goes with the next layer that is written, so that this can be taken back.
 */
export async function removeDemoCooperative(): Promise<void> {
  const act = { kind: 'demo', title: 'Demo cooperative removed' }
  await transact(db, act, [...DEMO_TABLES, 'cooperativeSettings'], async (records) => {
    for (const table of DEMO_TABLES) {
      const keys = await db.table<unknown, string>(table).where(':id').startsWith(DEMO_PREFIX).primaryKeys()
      await records.remove(table, keys)
    }
    const orders = await keysOfDemo('workOrders', ({ planId }) => planId)
    await records.remove('workOrders', orders)
    await records.remove('distributions', await keysOfDemo('distributions', ({ periodId }) => periodId))
    await records.remove('signatures', await keysOfDemo('signatures', ({ periodId }) => periodId))
    const payouts = await keysOfDemo('payouts', ({ periodId }) => periodId)
    await records.remove('payoutMoves', await db.payoutMoves.where('payoutId').anyOf(payouts).primaryKeys())
    await records.remove('payouts', payouts)
    const devices = await keysOfDemo('provisionings', ({ workOrderId }) => workOrderId)
    await records.remove('provisionings', devices)
    const shown = new Set([...orders, ...devices])
    const isShown = (key: string) => isDemoKey(key) || shown.has(key)
    await records.remove('evidence', await db.evidence.filter(({ subjectId }) => isShown(subjectId)).primaryKeys())
    await records.remove('installs', await keysOfDemo('installs', ({ hotspotId }) => hotspotId))
    await records.remove('bookEntries', await keysOfDemo('bookEntries', ({ periodId }) => periodId))
    await records.remove('cooperativeSettings', [cooperativeSetting.key])
  })
}

type MadeFromDemo = 'workOrders' | 'distributions' | 'signatures' | 'payouts' | 'provisionings' | 'installs' | 'bookEntries'

/** Keys of records that were made from the demo and have ids of their own. */
async function keysOfDemo<T extends MadeFromDemo>(table: T, sourceOf: (record: RecordOf<T>) => string | null): Promise<string[]> {
  return db
    .table<RecordOf<T>, string>(table)
    .filter((record) => isDemoKey(sourceOf(record)))
    .primaryKeys()
}
