/** Taking acts back, as screens ask for it: what touched many records is done in a worker. */
import { readingOf } from '#core/records/operation'
import { type Row, stateOf } from '#core/records/recordState'
import { callWorker } from '../../platform/workerCall'
import { db } from '../records/openRecords'
import type { UndoSummary } from './undoSummary'
import { runUndoTask, type UndoTask, type UndoTaskOptions, type UndoTaskResult } from './undoTask'

/** With so many operations the screen would stand still for a noticeable time. */
const MANY = 300

/** What taking it back would do; changes nothing. @throws Problem `undo.*` or `import.already-signed` */
export async function previewTakeBack(actId: string, options: UndoTaskOptions = {}): Promise<UndoSummary> {
  return (await runWhereItFits({ kind: 'preview', actId }, options)).summary
}

/**
 * Takes an act back.
 * @returns what was done, and the act that did it
 * @throws Problem `undo.*`, `import.already-signed` or `data.*`; nothing was changed then
 */
export async function takeBack(
  actId: string,
  options: UndoTaskOptions = {},
): Promise<{ summary: UndoSummary; undoActId: string | null }> {
  return runWhereItFits({ kind: 'take-back', actId }, options)
}

async function runWhereItFits(task: UndoTask, options: UndoTaskOptions): Promise<UndoTaskResult> {
  if ((await countOperations(task.actId)) < MANY) return runUndoTask(db, task, options)
  const worker = new Worker(new URL('../../workers/undo.worker.ts', import.meta.url), { type: 'module' })
  const { signal, onProgress } = options
  return callWorker<UndoTask, UndoTaskResult, { done: number; total: number }>(worker, task, {
    ...(signal && { signal }),
    ...(onProgress && { onProgress: ({ done, total }) => onProgress(done, total) }),
  })
}

/** Operations of the transaction that an act was. */
async function countOperations(actId: string): Promise<number> {
  const act = (await db.acts.get(actId)) as unknown as Row | undefined
  if (!act) return 0
  let count = 0
  await db.operations
    .where('t')
    .equals(readingOf(stateOf(act).stamp))
    .each((entry) => {
      count += entry.count
    })
  return count
}
