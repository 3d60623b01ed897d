/** 100,000 hotspots as a file, and their rows put into IndexedDB by a plain loop. */
import type { Page } from '@playwright/test'
import { cellToLatLng, latLngToCell } from 'h3-js'

export const FLEET_ROWS = 100_000

/**
 * In the form of the Helium explorer's export.
 * @param edition another has other names for the same hotspots
 */
export function fleetCsv(rows = FLEET_ROWS, edition = 1): string {
  const lines = ['address,name,owner,lat,lng,location,long_city,short_state,short_country,score,score_update_height']
  for (let row = 0; row < rows; row++) {
    const cell = latLngToCell(25 + (row % 500) * 0.04, -120 + Math.floor(row / 500) * 0.2, 12)
    const [lat, lng] = cellToLatLng(cell)
    lines.push(
      `112bench${String(row).padStart(8, '0')},Bench Hotspot ${row} of edition ${edition},13owner${row % 1_000},${lat},${lng},${cell},City ${row % 300},TX,US,0.25,1`,
    )
  }
  return `${lines.join('\n')}\n`
}

/**
 * Milliseconds that a plain loop takes to put the page's rows into stores of the same shape, in one transaction.
 * @param tables whose rows; those of every table when left out
 */
export function putRaw(page: Page, tables: readonly string[] | null = null): Promise<number> {
  return page.evaluate(putAgain, tables)
}

/** Runs in the page: reads the rows that are there and puts them into stores of the same shape, one by one. */
async function putAgain(tables: readonly string[] | null): Promise<number> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const source = await settled(indexedDB.open('commonmast'))
  const names = tables ?? [...source.objectStoreNames]
  const reading = source.transaction(names as string[])
  const stores: { shape: IDBObjectStore; indexes: IDBIndex[]; rows: unknown[] }[] = []
  for (const name of names) {
    const shape = reading.objectStore(name)
    stores.push({ shape, indexes: [...shape.indexNames].map((each) => shape.index(each)), rows: await settled(shape.getAll()) })
  }
  const opening = indexedDB.open('bench-raw', 1)
  opening.onupgradeneeded = () => {
    for (const { shape, indexes } of stores) {
      const { keyPath, autoIncrement } = shape
      const store = opening.result.createObjectStore(shape.name, { keyPath, autoIncrement })
      for (const index of indexes) {
        store.createIndex(index.name, index.keyPath, { multiEntry: index.multiEntry, unique: index.unique })
      }
    }
  }
  const target = await settled(opening)
  source.close()
  const start = performance.now()
  const transaction = target.transaction(names as string[], 'readwrite', { durability: 'strict' })
  for (const { shape, rows } of stores) {
    const store = transaction.objectStore(shape.name)
    for (const row of rows) store.put(row)
  }
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error)
  })
  const elapsedMs = performance.now() - start
  target.close()
  return elapsedMs
}
