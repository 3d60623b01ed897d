import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { InstallRecord } from '#core/agreements/agreementRecords'
import type { WorkOrder } from '#core/model/records'
import { db } from '../records/openRecords'
import { openEmpty, recordsIn, seedRecords } from '../records/testing/seedRecords'
import { undoAct } from '../records/undoAct'
import { saveWorkOrder } from './closeWorkOrder'
import { addInstall, changeHost, changeInstall, type InstallFields, removeInstall } from './installs'

const hotspot = { id: 'helium:K1', name: 'Roof 1' }
const fields = (from: string, to: string | null, hostId: string | null = 'ada'): InstallFields => ({
  ...{ hostId, installerId: null, place: 'Mill', cell: null },
  from: `${from}T00:00:00.000Z`,
  to: to && `${to}T00:00:00.000Z`,
})
const times = async () =>
  (await recordsIn(db, 'installs'))
    .map(({ hostId, from, to }) => `${hostId} ${from.slice(0, 10)} ${to?.slice(0, 10) ?? ''}`.trim())
    .sort()
const only = async () => (await recordsIn(db, 'installs'))[0] as InstallRecord
const lastActId = async () => (await db.acts.toArray()).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0]?.id ?? ''

beforeEach(() => openEmpty(db))

describe('installs by hand', () => {
  it('[IN1] are refused where the hotspot has another at that time, with the day', async () => {
    await addInstall(hotspot, fields('2026-01-01', '2026-03-01'))
    await addInstall(hotspot, fields('2026-03-01', null, 'ben'))
    await expect(addInstall(hotspot, fields('2026-02-01', '2026-02-02'))).rejects.toMatchObject({
      code: 'install.overlap',
      message: expect.stringContaining('two installs on 2026-02-01'),
    })
    await expect(addInstall(hotspot, fields('2025-12-01', '2025-11-01'))).rejects.toMatchObject({
      code: 'install.ends-before-start',
    })
    expect(await times()).toEqual(['ada 2026-01-01 2026-03-01', 'ben 2026-03-01'])
  })

  it('[IN1] a hotspot under its bare key and under network and key is one', async () => {
    await addInstall({ id: 'K1', name: 'K1' }, fields('2026-01-01', null))
    await expect(addInstall(hotspot, fields('2026-02-01', null))).rejects.toMatchObject({ code: 'install.overlap' })
    await addInstall({ id: 'ttn:K2', name: 'Other' }, fields('2026-02-01', null))
    expect(await db.installs.count()).toBe(2)
  })

  it('[IN4] a change of host ends the install on the day and begins the next, as one act that can be taken back', async () => {
    await addInstall(hotspot, fields('2026-01-01', null))
    const opened = await only()
    await expect(changeHost(hotspot, opened, 'ben', '2026-01-01T00:00:00.000Z')).rejects.toMatchObject({
      code: 'install.not-then',
    })
    await changeHost(hotspot, opened, 'ben', '2026-02-01T00:00:00.000Z')
    expect(await times()).toEqual(['ada 2026-01-01 2026-02-01', 'ben 2026-02-01'])
    await undoAct(db, await lastActId())
    expect(await times()).toEqual(['ada 2026-01-01'])
  })

  it('[IN4] an install that ended keeps its end when its host changes within it', async () => {
    await addInstall(hotspot, fields('2026-01-01', '2026-04-01'))
    await changeHost(hotspot, await only(), 'ben', '2026-03-01T00:00:00.000Z')
    expect(await times()).toEqual(['ada 2026-01-01 2026-03-01', 'ben 2026-03-01 2026-04-01'])
  })

  it('[IN4] can be changed, ended and removed', async () => {
    await addInstall(hotspot, fields('2026-01-01', null))
    await changeInstall(hotspot, await only(), { to: '2026-05-01T00:00:00.000Z', hostId: 'cy' })
    expect(await times()).toEqual(['cy 2026-01-01 2026-05-01'])
    await expect(changeInstall(hotspot, await only(), { to: '2025-05-01T00:00:00.000Z' })).rejects.toMatchObject({
      code: 'install.ends-before-start',
    })
    await removeInstall(hotspot, await only())
    expect(await times()).toEqual([])
  })
})

describe('[IN5] closing a work order by hand', () => {
  const order: WorkOrder = {
    ...{ id: 'w1', title: 'Site 1', planId: null, siteId: null, lat: 41.15, lng: -8.61, h3: '8c392251d2a01ff' },
    ...{ status: 'open', assigneeId: 'tess', provisioningId: null },
    ...{ createdAt: '2026-11-01T00:00:00Z', updatedAt: '2026-11-01T00:00:00Z' },
  }

  it('begins the install of its hotspot at its place, and undo takes both back', async () => {
    await seedRecords(db, 'workOrders', [order])
    await saveWorkOrder(order, { status: 'done' }, { hotspotId: hotspot.id, hostId: 'ada' })
    expect(await only()).toMatchObject({
      ...{ hotspotId: 'helium:K1', hostId: 'ada', installerId: 'tess', place: 'Site 1', cell: order.h3, to: null },
      origin: { kind: 'work-order', workOrderId: 'w1' },
    })
    await undoAct(db, await lastActId())
    expect(await db.installs.count()).toBe(0)
    expect(await db.workOrders.get('w1')).toMatchObject({ status: 'open' })
  })

  it('gives the install that it made its host, and makes no second one', async () => {
    await seedRecords(db, 'workOrders', [order])
    await saveWorkOrder(order, { status: 'done' }, { hotspotId: hotspot.id, hostId: null })
    const done = { ...order, status: 'done' as const }
    await saveWorkOrder(done, {}, { hotspotId: hotspot.id, hostId: 'ben' })
    expect(await recordsIn(db, 'installs')).toMatchObject([{ hostId: 'ben' }])
  })

  it('begins none without a hotspot, nor while it is not done', async () => {
    await seedRecords(db, 'workOrders', [order])
    await saveWorkOrder(order, { status: 'in-progress' }, { hotspotId: hotspot.id, hostId: 'ada' })
    await saveWorkOrder(order, { status: 'done' }, null)
    expect(await db.installs.count()).toBe(0)
  })
})
