/** Looking at what taking an act back would do, and doing it: the same on the screen's thread and in a worker. */
import type { CommonmastDatabase } from '../records/database'
import { previewUndo, undoAct } from '../records/undoAct'
import { summariseUndo, type UndoSummary } from './undoSummary'

export interface TakenBack {
  summary: UndoSummary
  /** The act that took it back; null when nothing was changed. */
  undoActId: string | null
}

export interface UndoTaskOptions {
  signal?: AbortSignal
  onProgress?: (done: number, total: number) => void
}

/** What taking it back would do; changes nothing. @throws Problem as `previewUndo` does */
export async function previewUndoTask(db: CommonmastDatabase, actId: string): Promise<UndoSummary> {
  return summariseUndo(db, await previewUndo(db, actId))
}

/** @throws Problem as `undoAct` does */
export async function runUndoTask(db: CommonmastDatabase, actId: string, options: UndoTaskOptions = {}): Promise<TakenBack> {
  const { value, actId: undoActId } = await undoAct(db, actId, options)
  return { summary: await summariseUndo(db, value), undoActId }
}
