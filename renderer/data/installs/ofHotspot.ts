/** The installs of one hotspot, and that no two of them are at the same time. */
import type { InstallRecord } from '#core/agreements/agreementRecords'
import { type Install, installsByHotspot } from '#core/agreements/installs'
import { hotspotKeyOf } from '#core/networks/deviceKey/hotspotId'
import type { CommonmastDatabase } from '../records/database'

/**
 * The earliest first. A hotspot that came into the fleet later may have installs under its bare key.
 * @param hotspotId as agreements name it: network and key, or the bare key
 */
export async function installsOfHotspot(db: CommonmastDatabase, hotspotId: string): Promise<InstallRecord[]> {
  const names = [...new Set([hotspotId, hotspotKeyOf(hotspotId)])]
  const found = await db.installs.where('hotspotId').anyOf(names).toArray()
  return found.sort((one, other) => (one.from < other.from ? -1 : 1))
}

/** @throws Problem `install.ends-before-start` or `install.overlap` with the dates. SPEC.md, rule [IN1]. */
export function checkInstalls(ofHotspot: readonly InstallRecord[]): void {
  installsByHotspot(ofHotspot.map((install) => asInstall(install, hotspotKeyOf(install.hotspotId))))
}

/** An install as splits hold it. @param hotspotKey as the split's network has it */
export function asInstall(record: InstallRecord, hotspotKey: string): Install {
  const { id, hostId, installerId, place, cell, from, to } = record
  return { id, hotspotKey, hostId, installerId, place, cell, from, to }
}
