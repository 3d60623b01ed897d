/** 100,000 hotspots as a file, and their rows put into IndexedDB by a plain loop. */
import type { Page } from '@playwright/test'
import { cellToLatLng, latLngToCell } from 'h3-js'

export const FLEET_ROWS = 100_000

/** In the form of the Helium explorer's export. */
export function fleetCsv(): string {
  const lines = ['address,name,owner,lat,lng,location,long_city,short_state,short_country,score,score_update_height']
  for (let row = 0; row < FLEET_ROWS; row++) {
    const cell = latLngToCell(25 + (row % 500) * 0.04, -120 + Math.floor(row / 500) * 0.2, 12)
    const [lat, lng] = cellToLatLng(cell)
    lines.push(
      `112bench${String(row).padStart(8, '0')},Bench Hotspot ${row},13owner${row % 1_000},${lat},${lng},${cell},City ${row % 300},TX,US,0.25,1`,
    )
  }
  return `${lines.join('\n')}\n`
}

/** Milliseconds that a plain loop takes to put the page's hotspots into a store of the same shape. */
export function putRaw(page: Page): Promise<number> {
  return page.evaluate(putAgain)
}

/** Runs in the page: reads the records that are there and puts them into a store of the same shape, one by one. */
async function putAgain(): Promise<number> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const source = await settled(indexedDB.open('commonmast'))
  const records: unknown[] = await settled(source.transaction('hotspots').objectStore('hotspots').getAll())
  source.close()
  const opening = indexedDB.open('bench-raw', 1)
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore('hotspots', { keyPath: 'id' })
    store.createIndex('network', 'network')
    store.createIndex('groups', 'groups', { multiEntry: true })
  }
  const target = await settled(opening)
  const start = performance.now()
  const transaction = target.transaction('hotspots', 'readwrite', { durability: 'strict' })
  const store = transaction.objectStore('hotspots')
  for (const record of records) store.put(record)
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error)
  })
  const elapsedMs = performance.now() - start
  target.close()
  return elapsedMs
}
