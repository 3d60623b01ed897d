/** Reads and writes imports off the UI thread: one opened file per worker, one request at a time, cancellable. */
import { Problem } from '#core/model/problem'
import type { ImportReplyMessage, ImportRequestMessage } from '../data/importPreview'
import { emptyPreview, ImportSession, type SessionTask } from '../data/importSession'
import { recogniseFile } from '../data/layerFile'
import { db } from '../data/records/openRecords'

let session: ImportSession | null = null
let running = new AbortController()

function reply(message: ImportReplyMessage): void {
  self.postMessage(message)
}

self.onmessage = async ({ data }: MessageEvent<ImportRequestMessage>) => {
  if (data.type === 'cancel') return running.abort()
  running = new AbortController()
  try {
    reply(await answer(data, { signal: running.signal, onProgress: (done, total) => reply({ type: 'progress', done, total }) }))
  } catch (thrown) {
    const problem = Problem.from(thrown, 'import.failed', 'The import stopped and nothing was changed: choose the file again.')
    reply({ type: 'problem', problem: problem.toData() })
  }
}

async function answer(
  message: Exclude<ImportRequestMessage, { type: 'cancel' }>,
  task: SessionTask,
): Promise<ImportReplyMessage> {
  switch (message.type) {
    case 'open': {
      const format = await recogniseFile(message.file)
      // Layers may be larger than memory and have a reader of their own.
      if (format !== null)
        return { type: 'preview', preview: { ...emptyPreview(message.id, message.file.name), format, kind: 'layer' } }
      const bytes = new Uint8Array(await message.file.arrayBuffer())
      session = ImportSession.open(db, message.id, message.file.name, bytes)
      return { type: 'preview', preview: await session.read(task) }
    }
    case 'map':
      return { type: 'preview', preview: await opened().read(task, message.mapping) }
    case 'commit':
      return { type: 'outcome', outcome: await opened().commit(message.choices, task) }
  }
}

function opened(): ImportSession {
  if (!session) throw new Problem('import.closed', 'This file is no longer open: choose it again.')
  return session
}
