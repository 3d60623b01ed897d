/** A fleet that is imported by a work that is killed, and what must be there of it. */
import { fleetFile } from '../week/weekFiles'
import { countFindings } from './countFindings'
import type { RawRecords } from './recordsFindings'

export const FLEET_SIZE = 2_500
/** In the key of each of its hotspots. */
export const FLEET_KEY = 'killed-'

/** Writes `fleet.csv`. @returns its path */
export function killedFleet(folder: string): Promise<string> {
  const hotspots = Array.from({ length: FLEET_SIZE }, (_row, at) => {
    return { key: `${FLEET_KEY}${at}`, lat: (at % 170) - 84.5, lng: (at % 350) - 174.75 }
  })
  return fleetFile(folder, 'fleet', hotspots)
}

/** All of it and its import, or nothing; all of it once it was said to be there. */
export function fleetFindings({ hotspots = [], imports = [] }: RawRecords, isDone: boolean): string[] {
  const brought = (hotspots as { id: string }[]).filter(({ id }) => id.includes(FLEET_KEY)).length
  const noted = (imports as { fileName?: string }[]).filter(({ fileName }) => fileName === 'fleet.csv').length
  return countFindings('imported hotspots', brought, isDone, FLEET_SIZE, noted * FLEET_SIZE)
}
