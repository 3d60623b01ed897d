import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { Hotspot } from '#core/model/records'
import { db } from '../records/openRecords'
import { openEmpty, recordIn, seedRecords } from '../records/testing/seedRecords'
import { transact } from '../records/transact'
import { undoAct } from '../records/undoAct'
import { forgetAct, latestAct, rememberAct, rememberActsOfWindow } from './actsOfWindow'
import { readActs } from './readActs'
import { previewTakeBack } from './takeBack'
import { findLatestAct, takeBackAct } from './takeBackAct'
import { stayingText, takenBackText, undoNote } from './undoText'

const at = '2026-01-01T00:00:00.000Z'
const hotspot = (id: string): Hotspot => ({
  ...{ id, name: `Mast ${id}`, network: 'helium', owner: null, lat: null, lng: null, h3: null, place: null },
  ...{ groups: [], importId: null, createdAt: at, updatedAt: at },
})

let stopRemembering = () => {}

beforeEach(async () => {
  stopRemembering()
  for (const which of ['done', 'undoing'] as const) {
    for (let id = latestAct(which); id !== undefined; id = latestAct(which)) forgetAct(id)
  }
  await openEmpty(db)
  await seedRecords(db, 'hotspots', ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(hotspot))
  stopRemembering = rememberActsOfWindow()
})

const name = (to: string, key = 'a') =>
  transact(db, { kind: 'test', title: `Named ${to}` }, ['hotspots'], (records) => records.patch('hotspots', key, { name: to }))
const nameNow = async () => (await recordIn(db, 'hotspots', 'a'))?.name
const undo = async () => takeBackAct((await findLatestAct('done'))?.id ?? '')
const redo = async () => takeBackAct((await findLatestAct('undoing'))?.id ?? '')

test('what was done in this window is taken back the latest first, and done again the same way', async () => {
  await name('One')
  await name('Two')
  await undo()
  expect(await nameNow()).toBe('One')
  await undo()
  expect(await nameNow()).toBe('Mast a')
  // What was there before this window is none of its acts.
  expect(await findLatestAct('done')).toBeNull()
  await redo()
  await redo()
  expect(await nameNow()).toBe('Two')
  expect(await findLatestAct('undoing')).toBeNull()
  expect(await findLatestAct('done')).toMatchObject({ title: 'Named Two' })
  await undo()
  expect(await nameNow()).toBe('One')
})

test('whoever works on has nothing to do again', async () => {
  await name('One')
  await undo()
  await name('Other', 'b')
  expect(await findLatestAct('undoing')).toBeNull()
})

test('what another window took back is passed over, and what cannot be taken back is not offered twice', async () => {
  await name('One')
  const second = await name('Two', 'b')
  await undoAct(db, second.actId ?? '')
  expect(await findLatestAct('done')).toMatchObject({ title: 'Named One' })
  stopRemembering()
  await name('Later')
  await expect(undo()).rejects.toMatchObject({ code: 'undo.nothing-left' })
  expect(await findLatestAct('done')).toBeNull()
  expect(await nameNow()).toBe('Later')
})

test('an act of a worker is remembered by its id', async () => {
  stopRemembering()
  const { actId } = await name('One')
  expect(await findLatestAct('done')).toBeNull()
  rememberAct(actId)
  await undo()
  expect(await nameNow()).toBe('Mast a')
})

test('what would be taken back is counted by table and named, and what stays says why', async () => {
  const { acts } = await readActs('seeded', 10)
  const [seeded] = acts
  await name('Renamed')
  const summary = await previewTakeBack(seeded?.id ?? '')
  const { takenBack, stays } = summary
  expect(takenBack.map((group) => takenBackText(group, false))).toEqual([
    '6 hotspots will be removed: Mast b, Mast c, Mast d, Mast e, Mast f and 1 more',
  ])
  expect(stays.map(stayingText)).toEqual(['1 hotspot will stay (new with this, and worked on since): Renamed'])
  expect(undoNote(summary, false)).toBe('6 hotspots removed; 1 record stays as it is')
  await takeBackAct(seeded?.id ?? '')
  expect(await db.hotspots.count()).toBe(1)
})

test('the history lists acts the latest first, with what stands, and finds them by their words', async () => {
  const { actId } = await name('One')
  await name('Two', 'b')
  await undoAct(db, actId ?? '')
  const { acts, hasMore } = await readActs('', 10)
  expect(acts.map(({ title, isTakenBack, isUndo }) => [title, isTakenBack, isUndo])).toEqual([
    ['Undone: Named One', false, true],
    ['Named Two', false, false],
    ['Named One', true, false],
    ['Seeded hotspots', false, false],
  ])
  expect(hasMore).toBe(false)
  expect(await readActs(' named t', 10)).toMatchObject({ acts: [{ title: 'Named Two' }], hasMore: false })
  expect(await readActs('', 3)).toMatchObject({ hasMore: true })
  const memory = (await db.meta.get('kernel'))?.value as { actor: string }
  expect(new Set(acts.map(({ actor }) => actor))).toEqual(new Set([memory.actor]))
})
