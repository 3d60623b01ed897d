/** Laptops that meet at a place, one after the other, until all of them hold the same. */
import { isDeepStrictEqual } from 'node:util'
import type { Laptop } from './Laptop'

const MOST_TURNS = 5

/**
 * Everybody syncs in turn until all stores that are shared are the same on every laptop, byte for byte.
 * @param place as it is called in the list
 * @returns how many turns it took
 * @throws Error naming the stores that differ when it takes too long
 */
export async function meet(laptops: readonly Laptop[], place: string): Promise<number> {
  for (let turn = 1; ; turn += 1) {
    for (const { sync } of laptops) await sync.syncNow(place)
    const differences = await differencesOf(laptops)
    if (differences.length === 0) return turn
    if (turn === MOST_TURNS) throw new Error(`They do not agree after ${turn} turns: ${differences.join('; ')}`)
  }
}

/** Which shared stores are not the same as on the first laptop, and what of them; none where all is well. */
async function differencesOf([first, ...others]: readonly Laptop[]): Promise<string[]> {
  if (!first) return []
  const mine = await first.sync.shared()
  const differences: string[] = []
  for (const other of others) {
    const theirs = await other.sync.shared()
    for (const store of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
      if (isDeepStrictEqual(mine[store], theirs[store])) continue
      differences.push(`${store} on ${first.name} and ${other.name}: ${firstDifference(mine[store] ?? [], theirs[store] ?? [])}`)
    }
  }
  return differences
}

function firstDifference(ours: readonly unknown[], theirs: readonly unknown[]): string {
  const at = ours.findIndex((row, place) => !isDeepStrictEqual(row, theirs[place]))
  const place = at < 0 ? ours.length : at
  const text = (row: unknown) => (JSON.stringify(row) ?? 'nothing').slice(0, 300)
  return `${ours.length} and ${theirs.length} rows, at ${place} ${text(ours[place])} and ${text(theirs[place])}`
}
