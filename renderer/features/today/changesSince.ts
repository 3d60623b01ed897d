/** What is new on the map since a moment: hotspots that were added, and where records of devices were signed. */
import type { LatLng } from '#core/geo/sphere'
import type { Hotspot } from '#core/model/records'
import type { TodayRecords } from '../../data/today/todayRecords'

export interface Changes {
  /** ISO time; null when there was no visit before this one, and then nothing counts as new. */
  since: string | null
  added: number
  /** Records of devices, real and simulated ones. */
  provisioned: number
  /** Positions of those that belong to a work order. */
  provisionedAt: LatLng[]
}

export const isNewSince = (record: { createdAt: string }, since: string | null) => since !== null && record.createdAt > since

export function changesSince(
  fleet: readonly Pick<Hotspot, 'createdAt'>[],
  { provisionings, workOrders }: Pick<TodayRecords, 'provisionings' | 'workOrders'>,
  since: string | null,
): Changes {
  const provisioned = provisionings.filter((record) => isNewSince(record, since))
  const ids = new Set(provisioned.map(({ id }) => id))
  return {
    since,
    added: fleet.reduce((count, hotspot) => count + (isNewSince(hotspot, since) ? 1 : 0), 0),
    provisioned: provisioned.length,
    provisionedAt: workOrders
      .filter(({ provisioningId }) => provisioningId !== null && ids.has(provisioningId))
      .map(({ lat, lng }) => ({ lat, lng })),
  }
}
