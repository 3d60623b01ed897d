/** The browser's own stores as the console would find them, written without the console. */
import type { Page } from '@playwright/test'
import type { ConsolePage } from './ConsolePage'

/** A whole database of an earlier version, see renderer/data/fixtures. */
export interface RawDatabase {
  databaseVersion: number
  stores: {
    name: string
    keyPath: string | string[]
    autoIncrement: boolean
    indexes: { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean }[]
  }[]
  rows: Record<string, unknown[]>
}

/** Leaves the console for a page of the same origin without it, so that nothing has the records open. */
export async function leaveConsole({ page, errors }: ConsolePage, url: string): Promise<void> {
  await page.goto(new URL('favicon.svg', url).href, { waitUntil: 'networkidle' })
  // A page that is a picture has no icon, and the browser complains of that.
  errors.length = 0
}

/** Puts a row into a store around the record kernel. */
export function putRaw(page: Page, store: string, row: object): Promise<void> {
  return page.evaluate(
    ([name, value]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('commonmast')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const writing = opening.result.transaction(name, 'readwrite')
          writing.objectStore(name).put(value)
          writing.onabort = () => reject(writing.error)
          writing.oncomplete = () => {
            opening.result.close()
            resolve()
          }
        }
      }),
    [store, row] as const,
  )
}

/** Removes all records, as a browser does that clears its stores. Call it after `leaveConsole`. */
export function removeRecords(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const removing = indexedDB.deleteDatabase('commonmast')
        removing.onerror = () => reject(removing.error)
        removing.onsuccess = () => resolve()
      }),
  )
}

/** Makes the records those of a version that is still to come. Call it after `leaveConsole`. */
export function ageRecords(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('commonmast', 9990)
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          opening.result.close()
          resolve()
        }
      }),
  )
}

/** Makes the records of an earlier version in place of those that are there. Call it after `leaveConsole`. */
export function replaceRecords(page: Page, { databaseVersion, stores, rows }: RawDatabase): Promise<void> {
  return page.evaluate(
    (fixture) =>
      new Promise<void>((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase('commonmast')
        deleting.onerror = () => reject(deleting.error)
        deleting.onsuccess = () => {
          const opening = indexedDB.open('commonmast', fixture.databaseVersion)
          opening.onerror = () => reject(opening.error)
          opening.onupgradeneeded = () => {
            for (const { name, keyPath, autoIncrement, indexes } of fixture.stores) {
              const store = opening.result.createObjectStore(name, { keyPath, autoIncrement })
              for (const index of indexes) store.createIndex(index.name, index.keyPath, index)
              for (const row of fixture.rows[name] ?? []) store.put(row)
            }
          }
          opening.onsuccess = () => {
            opening.result.close()
            resolve()
          }
        }
      }),
    // Typed arrays do not cross; the chunks of layers are of no matter here.
    { databaseVersion, stores, rows: { ...rows, layerChunks: [] } satisfies RawDatabase['rows'] as RawDatabase['rows'] },
  )
}
