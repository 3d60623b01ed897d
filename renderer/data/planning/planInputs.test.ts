import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { buildDemoDemand } from '#core/demo/demoDemand'
import type { DemandLayer } from '#core/model/dataLayer'
import type { Hotspot } from '#core/model/records'
import { demandChunks } from '../layers/demandChunks'
import { db } from '../records/openRecords'
import { openEmpty, seedRecords } from '../records/testing/seedRecords'
import { profilesInUse, readDemand, readPlanHotspots, readPlanProfiles, readTerrainPower } from './planInputs'

const at = '2026-11-21T00:00:00.000Z'
const box: [number, number][] = [
  [19.9, 50.03],
  [19.98, 50.03],
  [19.98, 50.09],
  [19.9, 50.09],
]
const demand = buildDemoDemand([{ lat: 50.06, lng: 19.94 }], box, at)
const layer: DemandLayer = { ...demand.layer, id: 'people', fileName: 'people.csv' }

beforeEach(() => openEmpty(db))

test('demand is what its file held, with what was drawn on top', async () => {
  await seedRecords(db, 'dataLayers', [layer])
  const chunks = [...demandChunks(demand)]
  await db.layerChunks.bulkPut(chunks.map((data, part) => ({ id: `people:${part}`, layerId: 'people', part, data })))
  const read = await readDemand('people')
  expect(read).toMatchObject({ resolution: 9, unit: 'people', source: layer.name, total: layer.totalWeight })
  expect(read.cells).toEqual(demand.cells)
  expect(read.weights).toEqual(demand.weights)

  await seedRecords(db, 'dataLayers', [{ ...layer, drawn: [{ id: 'd', name: 'Fair', ring: box, kind: 'weight', value: 500 }] }])
  expect((await readDemand('people')).total).toBeCloseTo(layer.totalWeight + 500, 6)
})

test('demand that is not here says so', async () => {
  await expect(readDemand('gone')).rejects.toMatchObject({ code: 'plan.demand-missing' })
  await seedRecords(db, 'dataLayers', [layer])
  await expect(readDemand('people')).rejects.toThrow('import people.csv again')
  const drawn: DemandLayer['drawn'] = [{ id: 'd', name: '', ring: box, kind: 'weight', value: 9 }]
  await seedRecords(db, 'dataLayers', [{ ...layer, fileName: null, cellCount: 0, drawn }])
  expect((await readDemand('people')).total).toBeCloseTo(9, 9)
})

test('hotspots without a position are left out, and their radios come along', async () => {
  const base = { network: 'n', owner: null, h3: null, place: null, groups: [], importId: null, createdAt: at, updatedAt: at }
  const radio = { profileId: 'standard:cbrs', antennaHeightM: 30 }
  const hotspots: Hotspot[] = [
    { ...base, id: 'a', name: 'A', lat: 50, lng: 20, radio },
    { ...base, id: 'b', name: 'B', lat: null, lng: null },
  ]
  await seedRecords(db, 'hotspots', hotspots)
  const read = await readPlanHotspots()
  expect(read).toEqual([{ id: 'a', name: 'A', lat: 50, lng: 20, radio }])
  const profiles = await readPlanProfiles()
  const [first] = profiles
  expect(profilesInUse(first ?? null, read, profiles).map(({ id }) => id)).toEqual([first?.id, 'standard:cbrs'])
  expect(profilesInUse(null, read, profiles)).toEqual([])
})

test('terrain is read only for a profile over terrain, which says when there is none', async () => {
  const profiles = await readPlanProfiles()
  expect(await readTerrainPower(box, profiles)).toBeUndefined()
  const overTerrain = profiles.slice(0, 1).map((profile) => ({ ...profile, model: 'itm-terrain' as const }))
  await expect(readTerrainPower(box, overTerrain)).rejects.toMatchObject({ code: 'terrain.none' })
})

test('a profile of the cooperative comes as a profile and nothing else, since plans keep it', async () => {
  const [standard] = await readPlanProfiles()
  if (!standard) throw new Error('no profile comes with the program')
  await seedRecords(db, 'radioProfiles', [{ ...standard, id: 'own' }])
  expect((await readPlanProfiles())[0]).toStrictEqual({ ...standard, id: 'own' })
})
