import { useLiveQuery } from 'dexie-react-hooks'
import { db } from '../records/openRecords'

/** True while nothing was ever imported or made here: the start screen shows, and the demo may be loaded. */
export async function isEmpty(): Promise<boolean> {
  const counts = await Promise.all([
    db.hotspots.count(),
    db.members.count(),
    db.agreements.count(),
    db.periods.count(),
    db.plans.count(),
    db.workOrders.count(),
    db.provisionings.count(),
  ])
  return counts.every((count) => count === 0)
}

/** Live; undefined while loading. */
export const useIsEmpty = () => useLiveQuery(isEmpty)
