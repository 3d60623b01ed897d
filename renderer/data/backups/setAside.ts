/**
 * Records that cannot be used are set aside under another name, whole and as they are, before others take their place.
 * IndexedDB knows no renaming: every store is copied, the copy is counted, and only then the original goes.
 */
import { Problem } from '#core/model/problem'
import { cannotRead, deleteRaw, openRaw, type RawPage, readRawStore } from './rawDatabase'

export interface SetAsideOptions {
  signal?: AbortSignal
  onProgress?: (done: number, total: number) => void
  /** Another window has the records open; the work goes on once it lets go of them. */
  onBlocked?: () => void
}

/** What the name of a copy begins with; its time follows. */
const SET_ASIDE = 'commonmast-set-aside-'

/** The newest first. */
export async function listSetAside(): Promise<{ name: string; at: string }[]> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(SET_ASIDE) ? name : []))
  return names
    .sort()
    .reverse()
    .map((name) => ({ name, at: timeOf(name.slice(SET_ASIDE.length)) }))
}

/** @throws Problem `data.cannot-read` */
export function deleteSetAside(name: string): Promise<void> {
  return deleteRaw(name)
}

/**
 * @param at ISO 8601
 * @returns the name of the copy, or null when there was nothing
 * @throws Problem `data.cannot-read`, `data.cancelled` or `data.disk-full`; the original is then untouched
 */
export async function setAside(name: string, at: string, options: SetAsideOptions = {}): Promise<string | null> {
  const original = await openRaw(name)
  if (!original) return null
  const copyName = SET_ASIDE + at.replace(/[:.]/g, '-')
  try {
    await copyDatabase(original, copyName, options)
  } catch (thrown) {
    await deleteRaw(copyName)
    throw thrown
  } finally {
    original.close()
  }
  await deleteRaw(name, options.onBlocked)
  return copyName
}

/** "2026-11-29T20-18-45-259Z" as it was before it became part of a name. */
function timeOf(text: string): string {
  const [date = '', time = ''] = text.split('T')
  const [hours, minutes, seconds, rest] = time.split('-')
  return `${date}T${hours}:${minutes}:${seconds}.${rest}`
}

async function copyDatabase(original: IDBDatabase, copyName: string, { signal, onProgress }: SetAsideOptions): Promise<void> {
  const stores = [...original.objectStoreNames]
  const counts = await countRows(original)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const copy = await createLike(original, copyName)
  try {
    let done = 0
    for (const store of stores) {
      for await (const page of readRawStore(original, store)) {
        if (signal?.aborted) throw new Problem('data.cancelled', 'Cancelled: nothing was changed.')
        await putPage(copy, store, page)
        done += page.rows.length
        onProgress?.(done, total)
      }
    }
    const copied = await countRows(copy)
    if (copied.some((count, at) => count !== counts[at])) throw cannotRead('The copy is not whole')
  } finally {
    copy.close()
  }
}

/** Without indexes: the copy is there to be kept. */
function createLike(original: IDBDatabase, name: string): Promise<IDBDatabase> {
  const reading = original.transaction([...original.objectStoreNames])
  const stores = [...original.objectStoreNames].map((each) => reading.objectStore(each))
  const like = stores.map(({ name: store, keyPath, autoIncrement }) => ({ store, options: { keyPath, autoIncrement } }))
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, original.version)
    request.onupgradeneeded = () => {
      for (const { store, options } of like) request.result.createObjectStore(store, options)
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(cannotRead(request.error))
  })
}

function countRows(database: IDBDatabase): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const names = [...database.objectStoreNames]
    const reading = database.transaction(names)
    const requests = names.map((name) => reading.objectStore(name).count())
    reading.oncomplete = () => resolve(requests.map(({ result }) => result))
    reading.onabort = () => reject(cannotRead(reading.error))
  })
}

function putPage(database: IDBDatabase, name: string, { keys, rows }: RawPage): Promise<void> {
  return new Promise((resolve, reject) => {
    const writing = database.transaction(name, 'readwrite')
    const store = writing.objectStore(name)
    for (const [at, row] of rows.entries()) store.put(row, store.keyPath === null ? keys[at] : undefined)
    writing.oncomplete = () => resolve()
    writing.onabort = () => {
      const isFull = writing.error?.name === 'QuotaExceededError'
      const sentence = 'The disk is full, so the records could not be set aside: free some space and try again.'
      reject(isFull ? new Problem('data.disk-full', sentence, { cause: writing.error }) : cannotRead(writing.error))
    }
  })
}
