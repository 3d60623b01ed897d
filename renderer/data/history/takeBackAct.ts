/** Taking back what was done in this window, the latest first, or any other act. */

import { Problem } from '#core/model/problem'
import { actChains } from '#core/records/actChains'
import { db } from '../records/openRecords'
import { readChainedActs } from '../records/readChainedActs'
import { forgetAct, latestAct, rememberUndo } from './actsOfWindow'
import { takeBack } from './takeBack'
import type { UndoSummary } from './undoSummary'
import type { UndoTaskOptions } from './undoTask'

export interface LatestAct {
  id: string
  /** What was done, whether it is to be taken back or done again. */
  title: string
}

/** The latest that was done in this window and stands, or that was taken back here and is. Null when there is none. */
export async function findLatestAct(which: 'done' | 'undoing'): Promise<LatestAct | null> {
  for (let id = latestAct(which); id !== undefined; id = latestAct(which)) {
    const title = await titleOfStanding(id)
    if (title !== null) return { id, title }
    // Another window took it back, or other records stand in place of these.
    forgetAct(id)
  }
  return null
}

async function titleOfStanding(actId: string): Promise<string | null> {
  if (!(await db.acts.get(actId))) return null
  const { isUndone, root } = actChains(await readChainedActs(db, [actId])).placeOf(actId)
  return isUndone ? null : ((await db.acts.get(root))?.title ?? null)
}

/**
 * Takes back one act, of this window or not; what is taken back here can be done again here.
 * @throws Problem as `takeBack`; what stands against it for good is not offered again
 */
export async function takeBackAct(actId: string, options: UndoTaskOptions = {}): Promise<UndoSummary> {
  try {
    const { summary, undoActId } = await takeBack(actId, options)
    rememberUndo(actId, undoActId)
    return summary
  } catch (thrown) {
    if (thrown instanceof Problem && !thrown.code.startsWith('data.')) forgetAct(actId)
    throw thrown
  }
}
