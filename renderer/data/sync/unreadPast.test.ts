import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { placeMemorySetting, restoredSetting } from '#core/records/tables/machineSettings'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { signerNamed } from '#core/sync/testing/signers'
import { backupText, hotspot, openDatabase, put, restoreText } from '../backups/testing/backupRig'
import { bindActor } from '../records/bindActor'
import { beginInCooperative } from './beginInCooperative'
import { forgetRestored, readUnreadPast } from './unreadPast'

const { founding } = await exampleCooperative()

async function founded() {
  const db = await openDatabase(`past-${crypto.randomUUID()}`)
  await bindActor(db, signerNamed('ada').publicKey)
  await beginInCooperative(db, founding)
  await put(db, 'hotspots', hotspot('a', 'A'))
  return db
}

test('[SY98] records of a cooperative that came from a backup say so until a round has read on', async () => {
  const db = await founded()
  expect(await readUnreadPast(db)).toBeNull()
  const restored = await openDatabase(`past-${crypto.randomUUID()}`)
  await restoreText(restored, await backupText(db))
  expect(await readUnreadPast(restored)).toContain('came back from a backup')
  // A backup that is made meanwhile brings it along.
  const again = await openDatabase(`past-${crypto.randomUUID()}`)
  await restoreText(again, await backupText(restored))
  expect(await again.machineSettings.get(restoredSetting.key)).toBeDefined()
  await forgetRestored(restored)
  expect(await readUnreadPast(restored)).toBeNull()
})

test('[SY98] what a round found missing of the own past is said, and a laptop of no cooperative has none', async () => {
  const alone = await openDatabase(`past-${crypto.randomUUID()}`)
  const roundAt = new Date().toISOString()
  const memory = {
    ...{ placeId: 'a', roundAt, agreedAt: null, written: 0, applied: 0, freeBytes: null, carriesOthers: true, trouble: null },
  }
  const remember = (unreadSince: string | null) => ({ key: placeMemorySetting.key, value: [{ ...memory, unreadSince }] })
  await alone.machineSettings.put(remember(roundAt))
  expect(await readUnreadPast(alone)).toBeNull()
  const db = await founded()
  await db.machineSettings.put(remember(roundAt))
  const said = await readUnreadPast(db)
  expect(said).toContain('sync until nothing is missing')
  // Whoever went on all the same is asked again about another gap.
  await db.machineSettings.put(remember('2026-01-02T03:04:00.000Z'))
  expect(await readUnreadPast(db)).not.toBe(said)
  await db.machineSettings.put(remember(null))
  expect(await readUnreadPast(db)).toBeNull()
})
