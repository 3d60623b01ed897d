import { consoleClient } from '../../platform/consoleClient'
import { listSetAside } from '../backups/setAside'
import { lostRecords } from '../durability/recordsStanding'
import { db } from '../records/openRecords'

/**
 * Tells main which contents the records name, so that others can go in time (SPEC.md, [EV7]). Said only where the records are known
 * to be the right ones and there are no others.
 * @throws Problem `disk.*`
 */
export async function settleEvidence(): Promise<void> {
  if (lostRecords() !== null || (await listSetAside()).length > 0) return
  const named = new Set((await db.evidence.toArray()).flatMap(({ seal }) => seal.chunks))
  await consoleClient.call('evidence.settle', { named: [...named] })
}
