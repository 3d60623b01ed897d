import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { seal } from '#core/model/contentDigest'
import { syncRound } from '#core/sync/syncRound'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { signerNamed } from '#core/sync/testing/signers'
import { seeRecords } from '../durability/seeRecords'
import { createFromFixture, readSchemaFixture } from '../fixtures/schemaFixture'
import { bindActor } from '../records/bindActor'
import { beginInCooperative } from '../sync/beginInCooperative'
import { DexieSyncStore } from '../sync/DexieSyncStore'
import { changedSince, noteBackedUp } from './backedUp'
import { backupWork } from './backupWork'
import * as restoring from './restoreBackup'
import { backupText, contribution, hotspot, member, openDatabase, period, put, remove } from './testing/backupRig'
import { removeScratch, verifyBackup } from './verifyBackup'

const scratch = async () =>
  (await indexedDB.databases()).filter(({ name }) => name?.startsWith('commonmast-scratch-')).map(({ name }) => name)

afterEach(() => vi.restoreAllMocks())

async function exampleText(): Promise<string> {
  const db = await openDatabase()
  await put(db, 'hotspots', hotspot('a'), hotspot('b'))
  await put(db, 'members', member('ada'))
  await put(db, 'periods', period('june'))
  await put(db, 'contributions', contribution('june'))
  await remove(db, 'hotspots', 'b')
  return backupText(db)
}

describe('a backup on trial', () => {
  test('[BR12] is whole when every row of it comes back from a scratch database, which goes away', async () => {
    const text = await exampleText()
    const { tables, installation } = JSON.parse(text)
    const verdict = await verifyBackup(text)
    const operations = tables.operations.reduce((sum: number, { count }: { count: number }) => sum + count, 0)
    expect(verdict).toMatchObject({ isWhole: true, holds: { actor: installation.actor, made: operations } })
    expect(verdict.isWhole && verdict.rows).toBeGreaterThan(5)
    expect(await scratch()).toEqual([])
  })

  test.each(['hotspots', 'shadows', 'operations'] as const)(
    '[BR12] is not whole when a restore loses a row of %s',
    async (table) => {
      const text = await exampleText()
      const restore = restoring.restoreBackup
      vi.spyOn(restoring, 'restoreBackup').mockImplementation(async (db, backup, ...rest) => {
        const { document } = backup.source as unknown as { document: { tables: Record<string, unknown[]> } }
        const less = { ...document, tables: { ...document.tables, [table]: document.tables[table]?.slice(1) ?? [] } }
        return restore(db, { ...backup, source: { version: 2, document: less as never } }, ...rest)
      })
      expect(await verifyBackup(text)).toMatchObject({ isWhole: false, reason: expect.stringContaining('gave other records') })
      expect(await scratch()).toEqual([])
    },
  )

  test('[BR12] that was changed, cut off or holds a row that cannot be used is not whole, with the reason', async () => {
    const text = await exampleText()
    const document = JSON.parse(text)
    document.tables.members[0].name = 7
    for (const [bad, reason] of [
      [text.replace('"ada"', '"bob"'), 'changed or damaged'],
      [text.slice(0, -20), 'not a whole backup file'],
      [JSON.stringify(seal(document)), 'cannot be used'],
    ]) {
      expect(await verifyBackup(bad ?? '')).toMatchObject({ isWhole: false, reason: expect.stringContaining(reason ?? '') })
    }
    expect(await scratch()).toEqual([])
  })

  test('[BR12] that is cancelled gives no verdict, and what a killed one left behind goes with the next', async () => {
    const text = await exampleText()
    await expect(verifyBackup(text, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'data.cancelled' })
    expect(await scratch()).toEqual([])
    const left = await openDatabase('commonmast-scratch-left')
    left.close()
    const context = { signal: new AbortController().signal, progress: () => {} }
    const { sha256, verdict } = await backupWork('not-touched').verify({ text }, context)
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
    expect([sha256, verdict.isWhole]).toEqual([Buffer.from(digest).toString('hex'), true])
    expect(await scratch()).toEqual([])
    await removeScratch()
  })
})

test('[BR12] in a cooperative it is whole with its batches, under the names that its log has', async () => {
  const { founding } = await exampleCooperative()
  const signer = signerNamed('founder')
  const db = await openDatabase()
  await bindActor(db, signer.publicKey)
  await put(db, 'members', member('ada'))
  await beginInCooperative(db, founding)
  const asked = { signal: new AbortController().signal, nowMs: Date.now, ask: async () => 'write-all' as const }
  await syncRound(new DexieSyncStore(db, signer, null), new MemoryPlace(), asked)
  await put(db, 'members', member('bob'))
  const text = await backupText(db)
  expect(JSON.parse(text).tables.heldBatches).not.toEqual([])
  const { actor, made } = await seeRecords(db)
  expect(await verifyBackup(text)).toMatchObject({ isWhole: true, holds: { actor, made } })
})

test.each(['schema-v1', 'schema-v2', 'landed-v2', 'schema-v3', 'schema-v4', 'schema-v5', 'schema-v6', 'schema-v7'])(
  '[BR12] a database of %s, brought up to this version, gives a backup that is whole',
  async (name) => {
    const text = readFileSync(join(process.cwd(), 'renderer/data/fixtures', `${name}.json`), 'utf8')
    const databaseName = `verified-${name}`
    await createFromFixture(databaseName, readSchemaFixture(text))
    expect(await verifyBackup(await backupText(await openDatabase(databaseName)))).toMatchObject({ isWhole: true })
  },
)

test('[BR11] what no copy has is counted from the log, also when a copy was made while somebody wrote', async () => {
  const db = await openDatabase()
  expect(await changedSince(db)).toEqual({ entries: 0, backedUpAt: null })
  await put(db, 'members', member('ada'))
  const text = await backupText(db)
  await put(db, 'members', member('bob'))
  const context = { signal: new AbortController().signal, progress: () => {} }
  const { lastSeq } = await backupWork(db.name).create({ journal: [], journalAnchor: null }, context)
  const inFirst = JSON.parse(text).tables.operations.at(-1).seq
  expect(inFirst).toBeLessThan(lastSeq)
  await noteBackedUp(inFirst, db)
  expect(await changedSince(db)).toMatchObject({ entries: lastSeq - inFirst, backedUpAt: expect.any(String) })
  await noteBackedUp(lastSeq, db)
  expect(await changedSince(db)).toMatchObject({ entries: 0 })
})

test('[BR14] records are seen with their actor and count, and as empty only while nothing was ever written', async () => {
  const db = await openDatabase()
  expect(await seeRecords(db)).toMatchObject({ made: 0, isEmpty: true })
  await put(db, 'members', member('ada'))
  await remove(db, 'members', 'ada')
  const { actor, made, isEmpty } = await seeRecords(db)
  expect(isEmpty).toBe(false)
  expect(made).toBeGreaterThan(2)
  expect(actor).toMatch(/^[0-9a-f]{16}$/)
})
