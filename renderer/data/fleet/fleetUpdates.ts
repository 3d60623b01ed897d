/** Which signed records changed the fleet, so that the change can be taken back. */
import { useLiveQuery } from 'dexie-react-hooks'
import { actChains } from '#core/records/actChains'
import { readingOf, type Stamp, stampOf } from '#core/records/operation'
import { type Row, stateOf } from '#core/records/recordState'
import { actsByStamp } from '../records/actOfRecord'
import { db } from '../records/openRecords'
import { readChainedActs } from '../records/readChainedActs'
import { operationsIn } from '../records/writeOperations'

/** Live: of these provisioning records those whose change to the fleet stands; undefined while loading. */
export const useFleetUpdates = (provisioningIds: readonly string[]) =>
  useLiveQuery(() => readFleetUpdates(provisioningIds), [provisioningIds.join()])

/** Of these provisioning records those that changed a hotspot and were not taken back. */
export async function readFleetUpdates(provisioningIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.table<Row, string>('provisionings').bulkGet([...provisioningIds])
  const stamps = new Map(rows.flatMap((row) => (row ? [[String(row.id), stateOf(row).stamp] as const] : [])))
  const changed = await stampsThatChangedFleet([...stamps.values()])
  const acts = await actsByStamp(db, [...changed])
  const chains = actChains(await readChainedActs(db, [...acts.values()]))
  const stands = ([, stamp]: readonly [string, Stamp]) => {
    const act = acts.get(stamp)
    return act !== undefined && !chains.placeOf(act).isUndone
  }
  return new Set([...stamps].filter(stands).map(([id]) => id))
}

async function stampsThatChangedFleet(stamps: readonly Stamp[]): Promise<Set<Stamp>> {
  const wanted = new Set(stamps)
  const entries = await db.operations
    .where('t')
    .anyOf([...new Set(stamps.map(readingOf))])
    .filter(({ tables }) => tables.includes('hotspots'))
    .toArray()
  const operations = entries.flatMap((entry) => operationsIn(entry)).filter(({ table }) => table === 'hotspots')
  return new Set(operations.map(stampOf).filter((stamp) => wanted.has(stamp)))
}
