/**
 * Installs that follow from work: a device was put into service, or a work order closed. Within the transaction of what
 * causes them, so that taking that back takes them back. SPEC.md, rule [IN5].
 */
import type { InstallRecord } from '#core/agreements/agreementRecords'
import { instantOf } from '#core/model/periodDates'
import type { CommonmastDatabase } from '../records/database'
import type { RecordTransaction } from '../records/RecordTransaction'
import { newInstall } from './installs'
import { isSamePlace } from './isSamePlace'
import { installsOfHotspot } from './ofHotspot'

export interface BegunInstall extends Pick<InstallRecord, 'hotspotId' | 'hostId' | 'installerId' | 'place' | 'cell' | 'origin'> {
  /** When it stood there; ISO 8601. */
  at: string
}

/**
 * An install begins, and the one before ends where the hotspot stood elsewhere or with another host. At the same place with
 * the same host nothing changes, and neither does it where an install that began later is known: this is older news.
 */
export async function beginInstall(db: CommonmastDatabase, records: RecordTransaction, begun: BegunInstall): Promise<void> {
  const from = instantOf(begun.at)
  const ofHotspot = await installsOfHotspot(db, begun.hotspotId)
  const last = ofHotspot.at(-1)
  if (last && last.from >= from) return
  const { hotspotId, hostId, installerId, place, cell, origin } = begun
  if (last && (last.to === null || last.to > from)) {
    const isThere = isSamePlace(last.cell, cell)
    if (isThere && (hostId === null || hostId === last.hostId)) return
    if (isThere && last.hostId === null) {
      await records.patch('installs', last.id, { hostId })
      return
    }
    await records.patch('installs', last.id, { to: from })
  }
  await records.put('installs', newInstall(hotspotId, { hostId, installerId, place, cell, from, to: null }, origin))
}
