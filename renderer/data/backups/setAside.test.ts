import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test } from 'vitest'
import { CommonmastDatabase } from '../records/database'
import { backupWork } from './backupWork'
import { openRaw } from './rawDatabase'
import { deleteSetAside, listSetAside, setAside } from './setAside'
import { AT, backupText, hotspot, member, openDatabase, put } from './testing/backupRig'

const NAME = 'to-be-set-aside'
const work = backupWork(NAME)
const context = { signal: new AbortController().signal, progress: () => {} }
const names = async () => (await indexedDB.databases()).map(({ name }) => name ?? '').sort()

afterEach(async () => {
  for (const name of await names()) {
    await new Promise<void>((done) => {
      indexedDB.deleteDatabase(name).onsuccess = () => done()
    })
  }
})

function makeRaw(
  stores: Record<string, { keyPath: string | null; rows: [key: string, row: unknown][] }>,
  version = 30,
): Promise<void> {
  return new Promise((done) => {
    const request = indexedDB.open(NAME, version)
    request.onupgradeneeded = () => {
      for (const [name, { keyPath, rows }] of Object.entries(stores)) {
        const store = request.result.createObjectStore(name, { keyPath })
        for (const [key, row] of rows) store.put(row, keyPath === null ? key : undefined)
      }
    }
    request.onsuccess = () => {
      request.result.close()
      done()
    }
  })
}

async function rowsOf(database: IDBDatabase | null, store: string): Promise<unknown[]> {
  if (!database) throw new Error('There is no such database')
  return new Promise((done) => {
    const request = database.transaction(store).objectStore(store).getAll()
    request.onsuccess = () => done(request.result)
  })
}

describe('records that are set aside', () => {
  test('are under another name, whole and as they were', async () => {
    const bytes = { id: 'b', heights: Int16Array.of(1, -2) }
    await makeRaw({
      odd: { keyPath: null, rows: [['k', bytes]] },
      many: { keyPath: 'id', rows: Array.from({ length: 4_500 }, (_, at) => ['', { id: String(at).padStart(5, '0') }]) },
    })
    const name = await setAside(NAME, AT)
    expect(await listSetAside()).toEqual([{ name, at: AT }])
    expect(await names()).toEqual([name])
    const copy = await openRaw(name ?? '')
    expect(copy?.version).toBe(30)
    expect(await rowsOf(copy, 'odd')).toEqual([bytes])
    expect(await rowsOf(copy, 'many')).toHaveLength(4_500)
    copy?.close()
    await deleteSetAside(name ?? '')
    expect(await names()).toEqual([])
  })

  test('stay where they are when that is cancelled, and no half copy stays', async () => {
    await makeRaw({ many: { keyPath: 'id', rows: [['', { id: 'a' }]] } })
    await expect(setAside(NAME, AT, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'data.cancelled' })
    expect(await names()).toEqual([NAME])
    const original = await openRaw(NAME)
    expect(await rowsOf(original, 'many')).toHaveLength(1)
    original?.close()
  })

  test('are nothing where there is nothing', async () => {
    expect(await setAside('nothing-here', AT)).toBeNull()
    expect(await names()).toEqual([])
  })
})

describe('records that cannot be opened', () => {
  async function goodBackup(): Promise<string> {
    const good = await openDatabase('good')
    await put(good, 'members', member('ada'))
    const text = await backupText(good)
    await good.delete()
    return text
  }

  test.each([
    ['of a newer version', 990],
    ['with a store that is none of ours', 20],
    ['of this version, without its stores', 30],
  ])('[BR10] %s are set aside, and the backup takes their place', async (_what, version) => {
    const text = await goodBackup()
    await makeRaw({ hotspots: { keyPath: null, rows: [['k', 'not a record']] } }, version)
    const preview = work.preview({ text, leaveOut: false }, context)
    await expect(preview).rejects.toMatchObject({ code: expect.stringMatching(/^data\./) })
    const { setAsideAs } = await work.restoreFresh({ text, leaveOut: false }, context)
    const copy = await openRaw(setAsideAs ?? '')
    expect(await rowsOf(copy, 'hotspots')).toEqual(['not a record'])
    copy?.close()
    const db = new CommonmastDatabase(NAME)
    expect(await db.members.toCollection().primaryKeys()).toEqual(['ada'])
    db.close()
  })

  test('[BR10] stay set aside, and that is said, when the restore is stopped after it', async () => {
    const text = await goodBackup()
    await makeRaw({ hotspots: { keyPath: null, rows: [['k', 'not a record']] } }, 990)
    const canceller = new AbortController()
    const progress = ({ done, total }: { done: number; total: number }) => done === total && canceller.abort()
    const stopped = work.restoreFresh({ text, leaveOut: false }, { ...context, signal: canceller.signal, progress })
    await expect(stopped).rejects.toMatchObject({ code: 'restore.stopped-half-way' })
    const [name] = (await names()).filter((each) => each !== NAME)
    const copy = await openRaw(name ?? '')
    expect(await rowsOf(copy, 'hotspots')).toEqual(['not a record'])
    copy?.close()
    const db = new CommonmastDatabase(NAME)
    expect(await db.members.count()).toBe(0)
    db.close()
  })

  test('[BR10] are left alone when the backup cannot be used', async () => {
    await makeRaw({ hotspots: { keyPath: null, rows: [['k', 'not a record']] } }, 990)
    await expect(work.restoreFresh({ text: '{}', leaveOut: false }, context)).rejects.toMatchObject({
      code: 'backup.unreadable',
    })
    expect(await names()).toEqual([NAME])
  })
})

test('the work makes a backup that it can check, compare and restore', async () => {
  const db = await openDatabase(NAME)
  await put(db, 'hotspots', hotspot('a'))
  const anchor = { format: 'commonmast-journal-anchor-v1' as const, seq: 1, hash: 'a'.repeat(64), at: AT }
  const signed = { ...anchor, publicKey: 'b'.repeat(64), signature: 'c'.repeat(128) }
  const journal = { journal: [{ seq: 1 }], journalAnchor: signed }
  const { text, sha256, faults } = await work.create(journal as never, context)
  expect(JSON.parse(text)).toMatchObject({ format: 'commonmast-backup-v2', ...journal })
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  expect(sha256).toBe(Buffer.from(digest).toString('hex'))
  expect(faults).toEqual([])
  await put(db, 'hotspots', hotspot('b'))
  db.close()
  const preview = await work.preview({ text, leaveOut: false }, context)
  expect(preview.tables).toMatchObject([{ table: 'hotspots', removed: { count: 1, names: ['b'] } }])
  await work.restore({ text, leaveOut: false, expected: preview }, context)
  const again = await openDatabase(NAME)
  expect(await again.hotspots.toCollection().primaryKeys()).toEqual(['a'])
  again.close()
})
