import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { seal } from '#core/model/contentDigest'
import type { DemandLayer } from '#core/model/dataLayer'
import { bindActor } from '../records/bindActor'
import type { CommonmastDatabase } from '../records/database'
import { readMemory } from '../records/kernelMemory'
import { readLog } from '../records/replayLog'
import { expectLogEqualsTables } from '../records/testing/expectLogEqualsTables'
import { undoAct } from '../records/undoAct'
import { openBackup } from './openBackup'
import { previewRestore, restoreBackup } from './restoreBackup'
import {
  AT,
  backupText,
  contribution,
  distribution,
  hotspot,
  member,
  openDatabase,
  period,
  put,
  recordsIn,
  remove,
  restoreText,
  signature,
} from './testing/backupRig'

let db: CommonmastDatabase
const opened: CommonmastDatabase[] = []

async function another(): Promise<CommonmastDatabase> {
  const made = await openDatabase()
  opened.push(made)
  return made
}

beforeEach(async () => {
  db = await another()
  await put(db, 'hotspots', hotspot('a', 'A', ['harbour']), hotspot('b'))
  await put(db, 'members', member('ada', 'Ada'))
  await db.machineSettings.put({ key: 'shade', value: 'dark' })
})

afterEach(async () => {
  for (const each of opened.splice(0)) await each.delete()
})

describe('an older backup of the same records', () => {
  test('[BR1] brings every record back to what it was, by one act that can be taken back', async () => {
    const before = await recordsIn(db)
    const text = await backupText(db)
    await put(db, 'hotspots', hotspot('a', 'Renamed', ['ridge']), hotspot('c'))
    await remove(db, 'members', 'ada')
    const after = await recordsIn(db)
    const { actId } = await restoreText(db, text)
    expect(stripTimes(await recordsIn(db))).toEqual(stripTimes(before))
    await expectLogEqualsTables(db)
    await undoAct(db, actId ?? '')
    expect(stripTimes(await recordsIn(db))).toEqual(stripTimes(after))
    await expectLogEqualsTables(db)
  })

  test('[BR2] never takes the log back', async () => {
    const text = await backupText(db)
    await put(db, 'hotspots', hotspot('c'))
    const [log, { actor }] = [await readLog(db), await readMemory(db)]
    await restoreText(db, text)
    const longer = await readLog(db)
    expect(longer.slice(0, log.length)).toEqual(log)
    expect(longer.length).toBe(log.length + 2)
    expect((await readMemory(db)).actor).toBe(actor)
    expect(longer.map(({ n }) => n)).toEqual(longer.map((_operation, at) => at + 1))
  })

  test('[BR3] a payout signed since stays, with its period and its split, and no number of its chain is used again', async () => {
    const chain = (nonce: number) => ({ chainId: 31337, contract: `0x${'1'.repeat(40)}`, nonce, ...FEES })
    await put(db, 'periods', period('may'), period('june'))
    await put(db, 'contributions', contribution('may'), contribution('june'))
    await put(db, 'distributions', distribution('may', 'split'))
    await put(db, 'cooperativeSettings', { key: 'chain', value: chain(4) })
    const text = await backupText(db)
    await put(db, 'signatures', signature('may', true))
    await put(db, 'distributions', distribution('may', 'signed'))
    await put(db, 'periods', period('july'))
    await put(db, 'contributions', contribution('july'))
    await put(db, 'cooperativeSettings', { key: 'chain', value: chain(5) })
    const { changes } = await restoreText(db, text)
    expect(await db.signatures.count()).toBe(1)
    expect(await db.distributions.get('split-may')).toMatchObject({ status: 'signed' })
    expect((await db.periods.toCollection().primaryKeys()).sort()).toEqual(['june', 'may'])
    // What the network paid is a fact, although the period that it is listed under is not here any more.
    expect(await db.contributions.count()).toBe(3)
    expect(await db.cooperativeSettings.get('chain')).toMatchObject({ value: { nonce: 5 } })
    expect(changes.tables.find(({ table }) => table === 'signatures')?.stays).toEqual({ count: 1, names: ['0xmay'] })
    await expectLogEqualsTables(db)
  })

  test('says what will differ before it writes, and writes nothing when that is no longer so', async () => {
    const text = await backupText(db)
    await put(db, 'hotspots', hotspot('a', 'Renamed'), hotspot('c', 'Ridge mast'))
    await remove(db, 'members', 'ada')
    await db.machineSettings.put({ key: 'shade', value: 'light' })
    const backup = openBackup(text, { leaveOut: false })
    const preview = await previewRestore(db, backup)
    const none = { count: 0, names: [] }
    expect(preview).toEqual({
      createdAt: AT,
      isEmptyHere: false,
      tables: [
        {
          table: 'hotspots',
          added: none,
          changed: { count: 1, names: ['A'] },
          removed: { count: 1, names: ['Ridge mast'] },
          stays: none,
          otherwise: none,
        },
        { table: 'members', added: { count: 1, names: ['Ada'] }, changed: none, removed: none, stays: none, otherwise: none },
      ],
      settings: 1,
      layersToImport: [],
      leftOut: { count: 0, first: [] },
    })
    await put(db, 'members', member('ben'))
    const before = await recordsIn(db)
    await expect(restoreBackup(db, backup, preview)).rejects.toMatchObject({ code: 'restore.changed-meanwhile' })
    expect(await recordsIn(db)).toEqual(before)
    expect(await db.machineSettings.get('shade')).toMatchObject({ value: 'light' })
  })

  test('that differs in nothing writes nothing', async () => {
    const text = await backupText(db)
    const log = await readLog(db)
    expect(await restoreText(db, text)).toMatchObject({ actId: null, changes: { tables: [] } })
    expect(await readLog(db)).toEqual(log)
  })

  test('changes nothing when it is cancelled or fails half way', async () => {
    const text = await backupText(db)
    await put(db, 'hotspots', hotspot('c'))
    const [before, log] = [await recordsIn(db), await readLog(db)]
    const backup = openBackup(text, { leaveOut: false })
    const preview = await previewRestore(db, backup)
    await expect(restoreBackup(db, backup, preview, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'data.cancelled',
    })
    const broken = { ...backup, demandCells: [{ id: 'l:0', layerId: 'l', part: 0, cells: '#', weights: '#' }] }
    await expect(restoreBackup(db, broken, preview)).rejects.toMatchObject({ code: 'data.write-failed' })
    expect(await recordsIn(db)).toEqual(before)
    expect(await readLog(db)).toEqual(log)
  })
})

describe('a fresh database', () => {
  test('[BR4] takes rows and log as they are, under an actor of its own that goes on counting', async () => {
    await remove(db, 'hotspots', 'b')
    const text = await backupText(db)
    const fresh = await another()
    await bindActor(fresh, 'f'.repeat(64))
    const own = await readLog(fresh)
    const { actId } = await restoreText(fresh, text)
    expect(actId).toBeNull()
    expect(await recordsIn(fresh)).toEqual(await recordsIn(db))
    expect(await readLog(fresh)).toEqual([...own, ...(await readLog(db))])
    expect(await fresh.shadows.toArray()).toEqual(await db.shadows.toArray())
    expect(await fresh.machineSettings.toArray()).toEqual(await db.machineSettings.toArray())
    const [old, now] = [await readMemory(db), await readMemory(fresh)]
    expect(now.actor).not.toBe(old.actor)
    expect(now.waiting).toBe(old.waiting + own.length)
    await put(fresh, 'members', member('ben'))
    const last = (await readLog(fresh)).at(-1)
    // Actor, act and member.
    expect(last).toMatchObject({ actor: now.actor, n: own.length + 3 })
    expect(last && last.t > (old.clock.near ?? '')).toBe(true)
    await expectLogEqualsTables(fresh)
  })

  test('an act from before the backup can still be taken back in it', async () => {
    const fresh = await another()
    await restoreText(fresh, await backupText(db))
    const act = (await fresh.acts.toArray()).find(({ title }) => title === '1 members')
    await undoAct(fresh, act?.id ?? '')
    expect(await fresh.members.count()).toBe(0)
  })

  test('is one no more when something was written into it meanwhile', async () => {
    const fresh = await another()
    const backup = openBackup(await backupText(db), { leaveOut: false })
    const preview = await previewRestore(fresh, backup)
    await put(fresh, 'members', member('ben'))
    await expect(restoreBackup(fresh, backup, preview)).rejects.toMatchObject({ code: 'restore.changed-meanwhile' })
    expect(await fresh.hotspots.count()).toBe(0)
  })
})

describe('records of another installation', () => {
  test('[BR2] are received with their log, and what was here goes, to come back by its own backup', async () => {
    const other = await another()
    await put(other, 'hotspots', hotspot('a', 'Other A'), hotspot('x'))
    await put(other, 'signatures', signature('may'))
    const own = await backupText(other)
    const before = await recordsIn(other)
    await restoreText(other, await backupText(db))
    expect(stripTimes(await recordsIn(other))).toEqual(
      stripTimes({ ...(await recordsIn(db)), signatures: before.signatures ?? [] }),
    )
    expect(new Set((await readLog(other)).map(({ actor }) => actor)).size).toBe(2)
    await expectLogEqualsTables(other)
    await restoreText(other, own)
    expect(stripTimes(await recordsIn(other))).toEqual(stripTimes(before))
    await expectLogEqualsTables(other)
  })

  test('[BR5] that tell of something else under one number are compared by their tables alone', async () => {
    const text = await backupText(db)
    const document = JSON.parse(text)
    const [first] = document.tables.operations
    first.operations[0].set.title = 'Something else'
    document.tables.hotspots[0].name = 'Forked'
    await restoreText(db, JSON.stringify(seal(document)))
    expect(await db.hotspots.get('a')).toMatchObject({ name: 'Forked' })
    expect(await db.quarantine.count()).toBe(0)
    expect(await db.acts.filter(({ title }) => title === 'Something else').count()).toBe(0)
    await expectLogEqualsTables(db)
  })
})

describe('demand', () => {
  const layer: DemandLayer = {
    ...{ id: 'people', kind: 'demand', name: 'People', fileName: 'people.csv', fileSha256: null, bounds: null, unit: 'people' },
    ...{ resolution: 8, cellCount: 3, totalWeight: 6.5, drawn: [], createdAt: AT, updatedAt: AT },
  }
  const data = { cells: BigUint64Array.of(0x881e2e6b1bfffffn, 1n, 2n ** 63n), weights: Float64Array.of(0.1, Math.PI, 1e300) }
  const chunk = { id: 'people:0', layerId: 'people', part: 0, data }

  test('comes back with its cells, bit for bit; other bulk must be imported again', async () => {
    const hills = {
      ...layer,
      id: 'hills',
      name: 'Hills',
      fileName: 'N50E019.hgt',
      kind: 'terrain' as const,
      source: 'srtm-hgt' as const,
    }
    const samples = { columns: 2, rows: 2, minElevationM: 1, maxElevationM: 2, voids: 0 }
    await put(db, 'dataLayers', layer, { ...hills, ...samples } as never)
    await db.layerChunks.bulkPut([chunk, { id: 'hills:0', layerId: 'hills', part: 0, data: { heights: Int16Array.of(1) } }])
    const text = await backupText(db)
    const fresh = await another()
    const { changes } = await restoreText(fresh, text)
    expect(changes.layersToImport).toEqual([{ name: 'Hills', fileName: 'N50E019.hgt' }])
    expect(await fresh.layerChunks.toArray()).toEqual([chunk])
    await db.layerChunks.put({ ...chunk, data: { ...data, weights: Float64Array.of(1, 2, 3) } })
    await restoreText(db, text)
    expect(await db.layerChunks.get('people:0')).toEqual(chunk)
    expect(await db.layerChunks.count()).toBe(2)
  })
})

test('what a newer version keeps in a record comes back with it', async () => {
  await put(db, 'members', { ...member('eve'), newer: { kept: true } } as never)
  const text = await backupText(db)
  await put(db, 'members', { ...member('eve', 'Renamed'), newer: { kept: false } } as never)
  await restoreText(db, text)
  expect(await db.members.get('eve')).toMatchObject({ name: 'eve', newer: { kept: true } })
  const fresh = await another()
  await restoreText(fresh, text)
  expect(await fresh.members.get('eve')).toMatchObject({ newer: { kept: true } })
})

test('bulk of another file does not pass for that of the backup', async () => {
  const hills = (fileSha256: string, rows: number) => ({
    ...{ id: 'hills', kind: 'terrain' as const, name: 'Hills', fileName: 'N50E019.hgt', fileSha256, bounds: null },
    ...{ source: 'srtm-hgt' as const, columns: 2, rows, minElevationM: 1, maxElevationM: 2, voids: 0 },
    ...{ createdAt: AT, updatedAt: AT },
  })
  await put(db, 'dataLayers', hills('a'.repeat(64), 2))
  await db.layerChunks.put({ id: 'hills:0', layerId: 'hills', part: 0, data: { heights: Int16Array.of(1, 2, 3, 4) } })
  const text = await backupText(db)
  await put(db, 'dataLayers', hills('b'.repeat(64), 1))
  await db.layerChunks.put({ id: 'hills:0', layerId: 'hills', part: 0, data: { heights: Int16Array.of(9, 9) } })
  const { changes } = await restoreText(db, text)
  expect(changes.layersToImport).toEqual([{ name: 'Hills', fileName: 'N50E019.hgt' }])
  expect(await db.layerChunks.count()).toBe(0)
})

describe('a backup with a row that cannot be used', () => {
  async function faulty(change: (tables: Record<string, Record<string, unknown>[]>) => void): Promise<string> {
    const document = JSON.parse(await backupText(db))
    change(document.tables)
    return JSON.stringify(seal(document))
  }

  test('[BR6] is refused with the table, the number and the field', async () => {
    const text = await faulty((tables) => {
      Object.assign(tables.members?.[0] ?? {}, { name: 7 })
    })
    expect(() => openBackup(text, { leaveOut: false })).toThrow(
      expect.objectContaining({
        code: 'backup.unusable-record',
        field: 'name',
        message: expect.stringMatching(/^Record 1 of members \(name: .*\) in this backup cannot be used: choose another copy/),
      }),
    )
  })

  test('can be restored without it, and says so', async () => {
    const text = await faulty((tables) => {
      Object.assign(tables.members?.[0] ?? {}, { name: 7 })
      tables.operations?.splice(0, 1)
    })
    const fresh = await another()
    const { changes } = await restoreText(fresh, text, true)
    expect(changes.leftOut).toMatchObject({ count: 1, first: [{ table: 'members', record: 1 }] })
    // The log still tells of it.
    expect(await recordsIn(fresh)).toEqual(await recordsIn(db))
    await expectLogEqualsTables(fresh)
    // Where the record is here, it is left as it is.
    await restoreText(db, text, true)
    expect(await db.members.get('ada')).toMatchObject({ name: 'Ada' })
  })

  test('of a setting that is malformed never comes in', async () => {
    const text = await faulty((tables) => {
      tables.cooperativeSettings?.push({
        key: 'cooperative',
        value: { name: { en: 'Harbour' }, synthetic: false },
        $stamps: '019a9f3d1000-0000@x',
      })
    })
    expect(() => openBackup(text, { leaveOut: false })).toThrow(
      expect.objectContaining({ code: 'backup.unusable-record', field: 'value.name' }),
    )
  })
})

const FEES = { gasLimit: '200000', maxFeePerGasWei: '2000000000', maxPriorityFeePerGasWei: '1000000000' }

/** Taking back is a change too, which says when it was. */
function stripTimes(records: Record<string, unknown[]>): unknown {
  return JSON.parse(JSON.stringify(records, (name, value) => (name === 'updatedAt' ? undefined : value)))
}
