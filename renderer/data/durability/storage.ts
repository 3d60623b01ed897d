/** The room that the browser gives, and whether it may take the records away when its disk fills up. */
import { Problem } from '#core/model/problem'
import { missingRoomFor, type StorageRoom } from '#core/model/storageRoom'
import { numberText } from '#core/words/numberText'
import { consoleClient } from '../../platform/consoleClient'

export interface BrowserStorage {
  /** Null where the browser does not say. */
  room: StorageRoom | null
  /** Whether the browser has promised to keep the records. */
  isKept: boolean
}

/** The smaller of what the browser grants and what the disk has: Chromium grants 10 GiB whatever is free. */
export async function readStorage(): Promise<BrowserStorage> {
  const [{ usage, quota }, isKept, freeBytes] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
    askDisk(),
  ])
  if (usage === undefined || quota === undefined) return { room: null, isKept }
  const available = Math.max(0, Math.min(quota - usage, freeBytes ?? Number.POSITIVE_INFINITY))
  return { room: { used: usage, available }, isKept }
}

/** Null while main is away. */
async function askDisk(): Promise<number | null> {
  return consoleClient.call('records.disk', {}).then(
    ({ freeBytes }) => freeBytes,
    () => null,
  )
}

/** @returns whether the browser promises it; browsers decide by how much a page is used, and may ask the person. */
export function askToKeep(): Promise<boolean> {
  return navigator.storage.persist()
}

/** Before a large piece of work, so that it does not fail in its midst. @throws Problem `data.no-room` */
export async function requireRoomForRows(rows: number): Promise<void> {
  const { room } = await readStorage()
  const needed = room && missingRoomFor(rows, room)
  if (!room || needed === null) return
  const [needs, has] = [needed, room.available].map((bytes) => `${numberText(Math.ceil(bytes / 1_000_000))} MB`)
  throw new Problem(
    'data.no-room',
    `These ${numberText(rows)} rows need about ${needs} and the browser has ${has} left for the records: free some disk space, then import again.`,
  )
}
