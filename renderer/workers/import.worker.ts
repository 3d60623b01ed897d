/** Reads and writes imports off the UI thread: one opened file per worker, one call at a time, cancellable. */
import { checkTextSize } from '#core/files/fileLimits'
import { Problem } from '#core/model/problem'
import { emptyPreview, ImportSession, type SessionTask } from '../data/imports/importSession'
import { recogniseFile } from '../data/layers/layerFile'
import { db } from '../data/records/openRecords'
import { serveWorker } from '../platform/serveWorker'
import { importContract } from './importContract'

let session: ImportSession | null = null

function opened(): ImportSession {
  if (!session) throw new Problem('import.closed', 'This file is no longer open: choose it again.')
  return session
}

interface Context {
  signal: AbortSignal
  progress(value: { done: number; total: number | null }): void
}

function taskOf({ signal, progress }: Context): SessionTask {
  return { signal, onProgress: (done, total) => progress({ done, total }) }
}

serveWorker(importContract, {
  async open({ id, file }, context) {
    const format = await recogniseFile(file)
    // Layers may be larger than memory and have a reader of their own.
    if (format !== null) return { ...emptyPreview(id, file.name), format, kind: 'layer' as const }
    checkTextSize(file.size)
    session = ImportSession.open(db, id, file.name, new Uint8Array(await file.arrayBuffer()))
    return session.read(taskOf(context))
  },
  map: async (mapping, context) => opened().read(taskOf(context), mapping),
  answer: async (answers, context) => opened().answer(answers, taskOf(context)),
  previewPeriod: async (dates) => opened().previewPeriod(dates),
  commit: async (choices, context) => opened().commit(choices, taskOf(context)),
})
