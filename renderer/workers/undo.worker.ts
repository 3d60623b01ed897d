/** Takes back what touched many records. */
import { runUndoTask, type UndoTask, type UndoTaskResult } from '../data/history/undoTask'
import { db } from '../data/records/openRecords'
import { serveWorker } from '../platform/workerCall'

serveWorker<UndoTask, UndoTaskResult, { done: number; total: number }>((task, { signal, progress }) =>
  runUndoTask(db, task, { signal, onProgress: (done, total) => progress({ done, total }) }),
)
