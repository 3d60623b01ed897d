import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { SHARED_TABLES } from '#core/records/recordTables'
import { readActs } from '../history/readActs'
import { db } from '../records/openRecords'
import { openEmpty, seedRecords } from '../records/testing/seedRecords'
import { transact } from '../records/transact'
import { undoAct } from '../records/undoAct'
import { removeDemoCooperative } from './demoCooperative'
import { demoRecords, putByTable } from './demoRecords'

const KEPT_BY_THE_KERNEL = ['acts', 'actors', 'confirmations']
const counts = async () => {
  const tables = SHARED_TABLES.filter((table) => !KEPT_BY_THE_KERNEL.includes(table))
  const entries = await Promise.all(tables.map(async (table) => [table, await db.table(table).count()] as const))
  return Object.fromEntries(entries.filter(([, count]) => count > 0))
}

it('removes the demo with what was made from it, facts of practice too, and nothing else; taken back, all of it is there', async () => {
  await openEmpty(db)
  const { records } = await demoRecords()
  await transact(db, { kind: 'demo', title: 'Demo' }, SHARED_TABLES, (transaction) => putByTable(transaction, records))
  const [hotspot] = records.hotspots ?? []
  const [period] = records.periods ?? []
  const [order] = records.workOrders ?? []
  if (!hotspot || !period || !order) throw new Error('the demo is not whole')
  await seedRecords(db, 'hotspots', [{ ...hotspot, id: 'real', name: 'Real' }])
  await seedRecords(db, 'workOrders', [{ ...order, id: 'by-hand' }])
  const at = '2026-11-03T10:00:00.000Z'
  const signature = { distributionId: period.id, periodId: period.id, file: {}, root: '0x', signer: '0x', createdAt: at }
  await seedRecords(db, 'signatures', [{ id: '0xabc', ...signature, simulated: true }])
  const provisioning = { deviceName: 'Roof', simulated: false, file: {}, createdAt: at }
  await seedRecords(db, 'provisionings', [
    { id: 'p1', workOrderId: order.id, ...provisioning },
    { id: 'p2', workOrderId: null, ...provisioning },
  ])
  const photo = {
    ...{ title: '', name: 'a.txt', mediaType: 'text/plain' as const, sha256: 'a'.repeat(64), bytes: 1, by: null, memberId: null },
    ...{ seal: { key: 'b'.repeat(64), chunks: ['c'.repeat(64)] }, createdAt: at, updatedAt: at },
  }
  await seedRecords(db, 'evidence', [
    { ...photo, id: 'e1', subject: 'provisionings', subjectId: 'p1' },
    { ...photo, id: 'e2', subject: 'provisionings', subjectId: 'p2' },
    { ...photo, id: 'e3', subject: 'hotspots', subjectId: hotspot.id },
  ])
  const before = await counts()
  await removeDemoCooperative()
  expect(await counts()).toEqual({ hotspots: 1, provisionings: 1, evidence: 1 })
  expect(await db.hotspots.get('real')).toMatchObject({ name: 'Real' })
  await undoAct(db, (await readActs('', 1)).acts[0]?.id ?? '')
  expect(await counts()).toEqual(before)
})
