/** What the technician's work leaves behind: signed provisioning records, work orders that are done, hotspots in service. */
import { Problem } from '#core/model/problem'
import type { Hotspot, Provisioning } from '#core/model/records'
import type { ProvisioningFile } from '#core/provisioning/provisioningFile'
import { type Change, commitChanges } from '../commitChanges'
import type { ImportUndo } from '../database'
import { FLEET_UPDATE } from '../fleetUpdateKey'
import { orderOutcome } from '../orderOutcome'
import { type FleetUpdate, provisionedHotspot } from '../provisionedHotspot'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { takenBack } from '../takenBack'
import { deleteChange, putChange } from './putRecords'

/**
 * Keeps a signed provisioning record as a fact, sets its work order to done where it counts for it (see `orderOutcome`) and
 * brings its hotspot up to date, all or nothing. A work order that was removed meanwhile does not stop the fact from being
 * kept; a record that is here already changes nothing, so that what was corrected by hand since then stays.
 */
export async function saveProvisioning(file: ProvisioningFile): Promise<Provisioning> {
  const { facts } = file
  const kept = await db.provisionings.get(facts.id)
  if (kept) return kept
  const record: Provisioning = {
    id: facts.id,
    workOrderId: facts.workOrderId,
    deviceName: facts.device.name,
    simulated: facts.simulated,
    file,
    createdAt: facts.signedAt,
  }
  const changes: Change[] = [putChange('provisionings', record)]
  const workOrder = facts.workOrderId === null ? undefined : await db.workOrders.get(facts.workOrderId)
  if (workOrder && orderOutcome(workOrder, facts) === 'done') {
    const patch = { status: 'done' as const, provisioningId: facts.id, updatedAt: facts.signedAt }
    changes.push({ ...putChange('workOrders', { ...workOrder, ...patch }), patch })
  }
  const update = file.format === 'commonmast-provisioning-v2' ? await provisionedHotspot(db, file.facts) : null
  if (update) changes.push(hotspotChange(update))
  await commitChanges(db, changes, {
    also: async () => {
      // Two windows may save the same record at once: what was before the first of them is what counts.
      if (!update || (await db.importUndo.get(undoKey(facts.id)))) return
      await db.importUndo.put(undoRow(facts.id, update))
    },
  })
  return record
}

/**
 * Takes back what this record changed in the fleet, where it still stands; what was changed since stays, and so does the record
 * itself, because it is a fact.
 * @throws Problem `fleet.later-record` when the hotspot has had another record since, or is gone; `fleet.changed-since` when the
 * record brought it in and somebody has worked on it. Nothing has changed then.
 */
export async function takeOutOfFleet(provisioningId: string): Promise<void> {
  const row = await db.importUndo.get(undoKey(provisioningId))
  const before = row?.before as HotspotBefore | undefined
  const now = before && (await db.hotspots.get(before.hotspotId))
  if (!row || !before || now?.provisioningId !== provisioningId) {
    throw new Problem(
      'fleet.later-record',
      'This hotspot has a later record, or is no longer in the fleet, so it stays as it is: change it in Fleet.',
    )
  }
  const back = takenBack(before.hotspot, before.after, now)
  const change = back ? backChange(now, back) : deleteChange('hotspots', now.id)
  await commitChanges(db, [change], { also: () => db.importUndo.delete(row.id) })
}

/** An operation cannot say that a field goes: then the whole hotspot goes into it. */
function backChange(now: Hotspot, back: Partial<Hotspot>): Change {
  const patch = { ...back, updatedAt: nowText() }
  const left = Object.entries({ ...now, ...patch }).filter(([, value]) => value !== undefined)
  const change = putChange('hotspots', Object.fromEntries(left) as Hotspot)
  return Object.values(patch).some((value) => value === undefined) ? change : { ...change, patch }
}

/** Only what differs goes into the operation, so that what others change meanwhile is not undone by it. */
function hotspotChange({ hotspot, before }: FleetUpdate): Change {
  const change = putChange('hotspots', hotspot)
  if (!before) return change
  const patch = Object.fromEntries(Object.entries(hotspot).filter(([key, value]) => before[key as keyof Hotspot] !== value))
  return { ...change, patch }
}

interface HotspotBefore {
  hotspotId: string
  /** Null when the record brought it in. */
  hotspot: Hotspot | null
  /** As the record left it. */
  after: Hotspot
}

const undoKey = (provisioningId: string) => FLEET_UPDATE + provisioningId

function undoRow(provisioningId: string, { hotspot, before }: FleetUpdate): ImportUndo {
  const kept: HotspotBefore = { hotspotId: hotspot.id, hotspot: before, after: hotspot }
  return { id: undoKey(provisioningId), importId: undoKey(provisioningId), table: 'hotspots', before: kept }
}
