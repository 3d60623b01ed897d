/** A work order that is closed by hand, with the hotspot that was set up there and whoever hosts it. */
import type { InstallRecord } from '#core/agreements/agreementRecords'
import type { WorkOrder } from '#core/model/records'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'
import { beginInstall } from './beginInstall'

/** What stands at the place of the order; without a hotspot nothing is known of it. */
export interface InstallOfOrder {
  hotspotId: string
  hostId: string | null
}

/**
 * Writes what was changed of a work order since it was opened; where it is done now, its install begins, or gets its host,
 * in the same transaction.
 * @throws Problem `data.not-found` or `data.*`
 */
export async function saveWorkOrder(
  opened: WorkOrder,
  edited: Partial<WorkOrder>,
  install: InstallOfOrder | null,
): Promise<void> {
  const act = { kind: 'work-order', title: `Work order ${opened.title} changed` }
  await transact(db, act, ['workOrders', 'installs'], async (records) => {
    await records.revise('workOrders', opened, edited)
    const order = await records.get('workOrders', opened.id)
    if (order?.status !== 'done' || !install) return
    const kept = await installOfOrder(order)
    if (kept && kept.hotspotId === install.hotspotId) {
      await records.patch('installs', kept.id, { hostId: install.hostId })
      return
    }
    await beginInstall(db, records, {
      ...install,
      at: nowText(),
      cell: order.h3,
      place: order.title,
      installerId: order.assigneeId,
      origin: { kind: 'work-order', workOrderId: order.id },
    })
  })
}

/** The install that the order, or the signed record that it is done by, made; undefined where there is none. */
export async function installOfOrder({ id, provisioningId }: WorkOrder): Promise<InstallRecord | undefined> {
  const isOfOrder = ({ origin }: InstallRecord) =>
    (origin.kind === 'work-order' && origin.workOrderId === id) ||
    (origin.kind === 'provisioning' && origin.provisioningId === provisioningId)
  return db.installs.filter(isOfOrder).first()
}
