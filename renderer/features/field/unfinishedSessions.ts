/** Sessions that ended before their record was signed: gone on with, signed as far as they are known, or dismissed. */
import { create } from 'zustand'
import type { UnfinishedSession } from '#core/contract/provisioningCalls'
import type { WorkOrder } from '#core/model/records'
import { saveProvisioning } from '../../data/commands/provisionings'
import { consoleClient } from '../../platform/consoleClient'
import { closeLeftSession, failWith, runTask, sound, useDevice } from './deviceSession'
import { usePreferences } from './fieldPreferences'
import { tell, useFieldWork } from './fieldWork'
import { closeLeftReceiver } from './position/receiveFix'

export const useUnfinished = create<{ sessions: UnfinishedSession[] }>(() => ({ sessions: [] }))

/** What did not end well comes first, unless a device is in hand or the next of a row is begun. */
export async function findUnfinished(): Promise<void> {
  try {
    await closeLeftSession()
    await closeLeftReceiver()
    const sessions = await consoleClient.call('provisioning.unfinished', {})
    useUnfinished.setState({ sessions })
    if (sessions.length === 0) tell({ type: 'unfinished-left' })
    else if (useDevice.getState().session === null && useFieldWork.getState().same === null) tell({ type: 'unfinished-found' })
  } catch (thrown) {
    failWith(thrown)
  }
}

export function resumeSession({ state, workOrderId }: UnfinishedSession): void {
  tell({ type: 'resumed', sessionId: state.sessionId, workOrderId, path: state.path })
}

/** Signs what the journal knows; the place of the work order is all that is known of where it is. */
export async function signUnfinished({ state }: UnfinishedSession, workOrder: WorkOrder | null): Promise<void> {
  const { technician } = usePreferences.getState()
  const position = workOrder && { lat: workOrder.lat, lng: workOrder.lng, source: 'work-order' as const, fix: null }
  const { sessionId } = state
  const file = await runTask('sign', () => consoleClient.call('provisioning.signUnfinished', { sessionId, technician, position }))
  if (!file) return
  tell({ type: 'signed', file })
  if (!(await runTask('save', () => saveProvisioning(file)))) return
  sound('done')
  tell({ type: 'unfinished-left' })
  tell({ type: 'went', step: 'outcome' })
}

export async function dismissUnfinished({ state: { sessionId } }: UnfinishedSession): Promise<void> {
  await runTask('dismiss', () => consoleClient.call('provisioning.dismiss', { sessionId }))
  await findUnfinished()
}
