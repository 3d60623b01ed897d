/** Taking acts back, as screens ask for it: what touched many records is done in a worker. */
import { Problem } from '#core/model/problem'
import { readingOf } from '#core/records/operation'
import { type Row, stateOf } from '#core/records/recordState'
import { callOnce, connectWorker, type WorkerOptions } from '../../platform/connectWorker'
import { undoContract } from '../../workers/undoContract'
import { db } from '../records/openRecords'
import type { UndoSummary } from './undoSummary'
import { previewUndoTask, runUndoTask, type TakenBack, type UndoTaskOptions } from './undoTask'

/** With so many operations the screen would stand still for a noticeable time. */
const MANY = 300

/** Between two looks at the cancellation a large transaction is written. */
const PATIENCE_MS = 10_000

/** What taking it back would do; changes nothing. @throws Problem `undo.*`, `import.already-signed` or `data.cancelled` */
export async function previewTakeBack(actId: string, signal?: AbortSignal): Promise<UndoSummary> {
  if (!(await hasManyOperations(actId))) return previewUndoTask(db, actId)
  return callOnce(startWorker({ patienceMs: 0, endedProblem: previewEnded }), 'preview', { actId }, { signal })
}

/**
 * Takes an act back.
 * @returns what was done, and the act that did it
 * @throws Problem `undo.*`, `import.already-signed` or `data.*`; nothing was changed then. `worker.*`: not known.
 */
export async function takeBack(actId: string, options: UndoTaskOptions = {}): Promise<TakenBack> {
  if (!(await hasManyOperations(actId))) return runUndoTask(db, actId, options)
  const { signal, onProgress } = options
  return callOnce(
    startWorker({ patienceMs: PATIENCE_MS }),
    'takeBack',
    { actId },
    { signal, onProgress: ({ done, total }) => onProgress?.(done, total) },
  )
}

function startWorker(options: WorkerOptions) {
  const worker = new Worker(new URL('../../workers/undo.worker.ts', import.meta.url), { type: 'module' })
  return connectWorker('undo', undoContract, worker, options)
}

function previewEnded(): Problem {
  return new Problem('data.cancelled', 'Cancelled: nothing was changed.')
}

async function hasManyOperations(actId: string): Promise<boolean> {
  return (await countOperations(actId)) >= MANY
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
