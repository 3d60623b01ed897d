/** Sessions that ended before their record was signed: gone on with, signed as far as they are known, or dismissed. */
import { create } from 'zustand'
import type { UnfinishedSession } from '#core/contract/provisioningCalls'
import type { WorkOrder } from '#core/model/records'
import { saveProvisioning } from '../../data/provisioning/provisionings'
import { db } from '../../data/records/openRecords'
import { consoleClient } from '../../platform/consoleClient'
import { closeLeftSession, closeSession, failWith, runTask, sound, useDevice } from './deviceSession'
import { usePreferences } from './fieldPreferences'
import { tell, useFieldWork } from './fieldWork'
import { closeLeftReceiver } from './position/receiveFix'

export const useUnfinished = create<{ sessions: UnfinishedSession[] }>(() => ({ sessions: [] }))

/** What did not end well comes first, unless a device is in hand or the next of a row is begun. */
export async function findUnfinished(): Promise<void> {
  try {
    await closeLeftSession()
    await closeLeftReceiver()
    const sessions = await withoutSaved(await consoleClient.call('provisioning.unfinished', {}))
    useUnfinished.setState({ sessions })
    if (sessions.length === 0) tell({ type: 'unfinished-left' })
    else if (useDevice.getState().session === null && useFieldWork.getState().same === null) tell({ type: 'unfinished-found' })
  } catch (thrown) {
    failWith(thrown)
  }
}

/** A window that was reloaded between the saving of a record and saying so left a session that needs only to be told. */
async function withoutSaved(sessions: UnfinishedSession[]): Promise<UnfinishedSession[]> {
  const records = await db.provisionings.bulkGet(sessions.map(({ recordId }) => recordId ?? ''))
  const isSaved = (_: UnfinishedSession, at: number) => records[at] !== undefined
  await Promise.all(sessions.filter(isSaved).map(({ state }) => closeSession(state.sessionId, true)))
  return sessions.filter((session, at) => !isSaved(session, at))
}

export function resumeSession({ state, workOrderId }: UnfinishedSession): void {
  tell({ type: 'resumed', sessionId: state.sessionId, workOrderId, path: state.path })
}

/** Signs what the journal knows; where nothing was measured, the place of the work order is all that is known of where it is. */
export async function signUnfinished({ state }: UnfinishedSession, workOrder: WorkOrder | null): Promise<void> {
  const { technician } = usePreferences.getState()
  const isAssumed = workOrder !== null && state.position === null
  const position = isAssumed ? { lat: workOrder.lat, lng: workOrder.lng, source: 'work-order' as const, fix: null } : null
  const { sessionId } = state
  // Once more after its saving failed, it is the same record that comes back.
  const file = await runTask('sign', () => consoleClient.call('provisioning.signUnfinished', { sessionId, technician, position }))
  if (!file) return
  tell({ type: 'signed', file })
  // What is listed next is a record to be saved.
  if (!(await runTask('save', () => saveProvisioning(file)))) return findUnfinished()
  void closeSession(sessionId, true)
  sound('done')
  // Leaving the list forgets what was signed there, which is shown now.
  tell({ type: 'unfinished-left' })
  tell({ type: 'signed', file })
  tell({ type: 'went', step: 'outcome' })
}

export async function dismissUnfinished({ state: { sessionId } }: UnfinishedSession): Promise<void> {
  await runTask('dismiss', () => consoleClient.call('provisioning.dismiss', { sessionId }))
  await findUnfinished()
}
