import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { SCHEMA_VERSION } from '#core/records/operation'
import { db, openRecords } from './openRecords'

test('a database of a newer program is left alone, with a sentence that says to update', async () => {
  // Dexie numbers the browser's database in tens of its own versions.
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(db.name, (SCHEMA_VERSION + 1) * 10)
    request.onupgradeneeded = () => request.result.createObjectStore('meta', { keyPath: 'key' })
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
    request.onerror = () => reject(request.error)
  })
  await expect(openRecords()).rejects.toMatchObject({ code: 'data.newer-version' })
  expect(db.isOpen()).toBe(false)
  const [found] = await indexedDB.databases()
  expect(found?.version).toBe((SCHEMA_VERSION + 1) * 10)
})
