/** Everything that the browser keeps of the console, read from its own stores. */
import type { Page } from '@playwright/test'

/**
 * All records, by store.
 * @param of the name of a database; all of them without it
 * @param stores those that are read; all of them without it
 */
export function readRecords(
  page: Page,
  of: string | null = null,
  stores: readonly string[] | null = null,
): Promise<Record<string, unknown[]>> {
  return page.evaluate(
    async ([wanted, only]) => {
      const settled = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      const records: Record<string, unknown[]> = {}
      for (const { name } of await indexedDB.databases()) {
        if (!name || (wanted !== null && name !== wanted)) continue
        const database = await settled(indexedDB.open(name))
        for (const store of database.objectStoreNames) {
          if (only !== null && !only.includes(store)) continue
          records[store] = await settled(database.transaction(store).objectStore(store).getAll())
        }
        database.close()
      }
      return records
    },
    [of, stores] as const,
  )
}

/** A record as the console's own store keeps it, with the stamp of who wrote it, for a flow that begins with records. */
export function storedRow<T extends object>(record: T): T & { $stamps: string } {
  return { ...record, $stamps: '018bcfe56800-0000@0000000000000000' }
}

/** How many records each store holds. */
export async function countRecords(page: Page): Promise<Record<string, number>> {
  return Object.fromEntries(Object.entries(await readRecords(page)).map(([store, records]) => [store, records.length]))
}
