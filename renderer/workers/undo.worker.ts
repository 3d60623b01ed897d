/** Takes back what touched many records. */
import { previewUndoTask, runUndoTask } from '../data/history/undoTask'
import { db } from '../data/records/openRecords'
import { serveWorker } from '../platform/serveWorker'
import { undoContract } from './undoContract'

serveWorker(undoContract, {
  preview: ({ actId }) => previewUndoTask(db, actId),
  takeBack: ({ actId }, { signal, progress }) =>
    runUndoTask(db, actId, { signal, onProgress: (done, total) => progress({ done, total }) }),
})
