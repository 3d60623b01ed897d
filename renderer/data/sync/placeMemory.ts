/** What this machine remembers of the places where it exchanges batches. */
import { useLiveQuery } from 'dexie-react-hooks'
import { type PlaceMemory, placeMemorySetting } from '#core/records/tables/machineSettings'
import { readSettingValue } from '#core/records/tables/setting'
import { db } from '../records/openRecords'

/** By place. */
export async function readPlaceMemory(): Promise<Map<string, PlaceMemory>> {
  const setting = await db.machineSettings.get(placeMemorySetting.key)
  const kept = readSettingValue(placeMemorySetting, setting?.value) ?? []
  return new Map(kept.map((memory) => [memory.placeId, memory]))
}

/** Live; undefined while loading. */
export const usePlaceMemory = () => useLiveQuery(readPlaceMemory)

/** @param memory of the latest round; null forgets the place */
export async function rememberPlace(placeId: string, memory: Omit<PlaceMemory, 'placeId'> | null): Promise<void> {
  await db.transaction('rw', 'machineSettings', async () => {
    const places = await readPlaceMemory()
    if (memory) places.set(placeId, { placeId, ...memory })
    else places.delete(placeId)
    await db.machineSettings.put({ key: placeMemorySetting.key, value: [...places.values()] })
  })
}
