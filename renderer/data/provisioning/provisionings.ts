/** What the technician's work leaves behind: signed provisioning records, work orders that are done, hotspots in service. */
import { Problem } from '#core/model/problem'
import type { Provisioning } from '#core/model/records'
import type { ProvisioningFile } from '#core/provisioning/provisioningFile'
import { provisionedHotspot } from '../fleet/provisionedHotspot'
import { beginInstall } from '../installs/beginInstall'
import { orderOutcome } from '../planning/orderOutcome'
import { actOfRecord } from '../records/actOfRecord'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'
import { undoAct } from '../records/undoAct'
import type { UndoPreview } from '../records/undoPreview'

/** What keeping a signed record reads and writes. */
const SERVICE_TABLES = ['provisionings', 'workOrders', 'hotspots', 'groupedHotspots', 'installs'] as const

/**
 * Keeps a signed provisioning record as a fact, sets its work order to done where it counts for it (see `orderOutcome`) and
 * brings its hotspot and its install up to date, all or nothing. A work order that was removed meanwhile does not stop the fact from being
 * kept; a record that is here already changes nothing, so that what was corrected by hand since then stays.
 */
export async function saveProvisioning(file: ProvisioningFile): Promise<Provisioning> {
  const { facts } = file
  const act = { kind: 'provisioning', title: `${facts.device.name || 'Device'} put into service` }
  const { value } = await transact(db, act, [...SERVICE_TABLES], async (records) => {
    const kept = await records.get('provisionings', facts.id)
    if (kept) return kept
    const record: Provisioning = {
      id: facts.id,
      workOrderId: facts.workOrderId,
      deviceName: facts.device.name,
      simulated: facts.simulated,
      file,
      createdAt: facts.signedAt,
    }
    await records.put('provisionings', record)
    const workOrder = facts.workOrderId === null ? undefined : await records.get('workOrders', facts.workOrderId)
    if (workOrder && orderOutcome(workOrder, facts) === 'done') {
      await records.patch('workOrders', workOrder.id, {
        status: 'done',
        provisioningId: facts.id,
        updatedAt: facts.signedAt,
      })
    }
    if (file.format !== 'commonmast-provisioning-v2') return record
    const hotspot = await provisionedHotspot(db, file.facts)
    if (!hotspot) return record
    await records.put('hotspots', hotspot)
    await beginInstall(db, records, {
      hotspotId: hotspot.id,
      at: facts.signedAt,
      cell: hotspot.h3,
      place: hotspot.place ?? workOrder?.title ?? null,
      hostId: null,
      installerId: file.facts.technician?.memberId ?? null,
      origin: { kind: 'provisioning', provisioningId: facts.id },
    })
    return record
  })
  return value
}

/**
 * Takes back what this record changed in the fleet and of its work order, where it still stands; what was changed since
 * stays, and so does the record itself, because it is a fact.
 * @throws Problem `fleet.later-record` when the hotspot has had another record since, or is gone; `fleet.changed-since` when the
 * record brought it in and somebody has worked on it. Nothing has changed then.
 */
export async function takeOutOfFleet(provisioningId: string): Promise<void> {
  const actId = await actOfRecord(db, 'provisionings', provisioningId)
  if (actId === null) throw laterRecord()
  try {
    await undoAct(db, actId, { accept: (preview) => acceptTakeBack(provisioningId, preview) })
  } catch (thrown) {
    const isOver = thrown instanceof Problem && ['undo.already-undone', 'undo.nothing-left'].includes(thrown.code)
    throw isOver ? laterRecord() : thrown
  }
}

/** The hotspot must still be as this record's, or what is taken back would be another's. */
async function acceptTakeBack(provisioningId: string, { takenBack, stays }: UndoPreview): Promise<void> {
  const ofFleet = [...takenBack, ...stays].filter(({ table }) => table === 'hotspots')
  const hotspots = await db.hotspots.bulkGet(ofFleet.map(({ key }) => key))
  if (hotspots.length === 0 || hotspots.some((hotspot) => hotspot?.provisioningId !== provisioningId)) throw laterRecord()
  if (ofFleet.some(({ stays: why }) => why === 'worked-on-since')) {
    throw new Problem(
      'fleet.changed-since',
      'This hotspot came in with this record and was changed since, so it stays: remove it in Fleet if nothing of it is to stay.',
    )
  }
}

function laterRecord(): Problem {
  return new Problem(
    'fleet.later-record',
    'This hotspot has a later record, or is no longer in the fleet, so it stays as it is: change it in Fleet.',
  )
}
