/** How much room the program's records have, as the browser says it. */

/** Bytes; an estimate by design of browsers. */
export interface StorageRoom {
  used: number
  available: number
}

/** Below this a copy on trial, or a larger import, may no longer fit. */
const LITTLE_BYTES = 200_000_000

/** Whether a person should free some space before the next large piece of work. */
export function isLittle({ available }: StorageRoom): boolean {
  return available < LITTLE_BYTES
}

/** A row with its stamp, its operation and the indexes over both; a little more than was measured of hotspots. */
const BYTES_PER_ROW = 2_000
/** What is smaller finds out by itself whether it fits: it is all or nothing. */
const MANY_ROWS = 10_000

/** Whether so many rows have room. @returns bytes that are needed; null where they fit, or where they are too few to ask */
export function missingRoomFor(rows: number, { available }: StorageRoom): number | null {
  const needed = rows * BYTES_PER_ROW
  return rows < MANY_ROWS || needed <= available ? null : needed
}
