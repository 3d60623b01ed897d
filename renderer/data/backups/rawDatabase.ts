/**
 * The browser's own database, without schema and without migration: for records that the program cannot open, and for those
 * of an earlier version before they are migrated.
 */
import { Problem } from '#core/model/problem'

/** Null when there is none. @throws Problem `data.cannot-read` */
export async function openRaw(name: string): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const request = requestOpening(name)
    let isMissing = false
    request.onupgradeneeded = () => {
      // Opening would make it.
      isMissing = true
      request.transaction?.abort()
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => (isMissing ? resolve(null) : reject(cannotRead(request.error)))
  })
}

/** @throws Problem `data.cannot-read` */
function requestOpening(name: string): IDBOpenDBRequest {
  try {
    return indexedDB.open(name)
  } catch (thrown) {
    throw cannotRead(thrown)
  }
}

export interface RawPage {
  keys: IDBValidKey[]
  rows: unknown[]
}

/** Rows of a store in the order of their keys, page by page. @throws Problem `data.cannot-read` */
export async function* readRawStore(database: IDBDatabase, store: string, pageRows = 2_000): AsyncGenerator<RawPage> {
  let last: IDBValidKey | undefined
  for (;;) {
    const page: RawPage = await readPage(database, store, last, pageRows)
    if (page.rows.length > 0) yield page
    if (page.rows.length < pageRows) return
    last = page.keys.at(-1)
  }
}

function readPage(database: IDBDatabase, name: string, after: IDBValidKey | undefined, count: number): Promise<RawPage> {
  const range = after === undefined ? null : IDBKeyRange.lowerBound(after, true)
  return new Promise((resolve, reject) => {
    const reading = database.transaction(name)
    const store = reading.objectStore(name)
    const keys = store.getAllKeys(range, count)
    const rows = store.getAll(range, count)
    reading.oncomplete = () => resolve({ keys: keys.result, rows: rows.result })
    reading.onabort = () => reject(cannotRead(reading.error))
  })
}

/** Waits for other windows to let go of it, and says so. @throws Problem `data.cannot-read` */
export async function deleteRaw(name: string, onBlocked: () => void = () => {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(cannotRead(request.error))
    request.onblocked = onBlocked
  })
}

export function cannotRead(cause: unknown): Problem {
  return new Problem('data.cannot-read', 'The records cannot even be read as they lie on the disk; nothing was changed.', {
    cause,
  })
}
