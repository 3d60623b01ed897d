/** Looking at what taking an act back would do, and doing it: the same on the screen's thread and in a worker. */
import type { CommonmastDatabase } from '../records/database'
import { previewUndo, undoAct } from '../records/undoAct'
import { summariseUndo, type UndoSummary } from './undoSummary'

export interface UndoTask {
  kind: 'preview' | 'take-back'
  actId: string
}

export interface UndoTaskResult {
  summary: UndoSummary
  /** The act that took it back; null for a preview. */
  undoActId: string | null
}

export interface UndoTaskOptions {
  signal?: AbortSignal
  onProgress?: (done: number, total: number) => void
}

/** @throws Problem as `previewUndo` and `undoAct` do */
export async function runUndoTask(
  db: CommonmastDatabase,
  { kind, actId }: UndoTask,
  options: UndoTaskOptions = {},
): Promise<UndoTaskResult> {
  if (kind === 'preview') return { summary: await summariseUndo(db, await previewUndo(db, actId)), undoActId: null }
  const { value, actId: undoActId } = await undoAct(db, actId, options)
  return { summary: await summariseUndo(db, value), undoActId }
}
