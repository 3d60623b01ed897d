/** What the technician's work leaves behind: signed provisioning records, and work orders that are done. */
import type { Provisioning } from '#core/model/records'
import type { ProvisioningFile } from '#core/provisioning/provisioningFile'
import { type Change, commitChanges } from '../commitChanges'
import { db } from '../openDatabase'
import { putChange } from './putRecords'

/**
 * Keeps a signed provisioning record as a fact and sets its work order to done, both or neither. A work order that was
 * removed meanwhile does not stop the fact from being kept.
 */
export async function saveProvisioning(file: ProvisioningFile): Promise<Provisioning> {
  const { facts } = file
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
  if (workOrder) {
    const patch = { status: 'done' as const, provisioningId: facts.id, updatedAt: facts.signedAt }
    changes.push({ ...putChange('workOrders', { ...workOrder, ...patch }), patch })
  }
  await commitChanges(db, changes)
  return record
}
