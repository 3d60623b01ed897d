/**
 * Imports, as callers see them: open a file, look at the preview, commit it, undo it. Reading and writing run in a
 * worker with its own database connection, so neither ever blocks the screen.
 */
import { Problem } from '#core/model/problem'
import type { ImportRecord } from '#core/model/records'
import type { ImportChoices, ImportMapping, ImportPreview, ImportReplyMessage, ImportRequestMessage } from './importPreview'

export interface ImportTaskOptions {
  signal?: AbortSignal
  /** `total` is null while it is unknown. */
  onProgress?: (done: number, total: number | null) => void
}

/** One worker per opened file, by preview id. */
const workers = new Map<string, Worker>()

/**
 * Reads a file of any kind and says what it is. Nothing is written. Call `closeImport` when it is no longer needed.
 * @throws Problem `file.*`, `json.broken`, `import.cancelled` or `import.reader-failed`.
 */
export async function openImport(file: File, options: ImportTaskOptions = {}): Promise<ImportPreview> {
  const id = crypto.randomUUID()
  const worker = startWorker()
  workers.set(id, worker)
  try {
    return await askPreview(worker, { type: 'open', id, file }, options)
  } catch (thrown) {
    closeWorker(id)
    throw thrown
  }
}

/** Reads the same file again with the columns the person named. */
export async function mapImport(
  preview: ImportPreview,
  mapping: ImportMapping,
  options: ImportTaskOptions = {},
): Promise<ImportPreview> {
  return askPreview(workerOf(preview), { type: 'map', mapping }, options)
}

/**
 * Writes what the preview shows in one transaction, or nothing.
 * @throws Problem `data.cancelled`, `data.disk-full`, `data.write-failed` or `import.closed`.
 */
export async function commitImport(
  preview: ImportPreview,
  options: ImportTaskOptions & ImportChoices & { mapping?: ImportMapping } = {},
): Promise<ImportRecord> {
  const { mapping, periodName, dates, again, ...task } = options
  if (mapping) await mapImport(preview, mapping, task)
  const reply = await ask(workerOf(preview), { type: 'commit', choices: { periodName, dates, again } }, task)
  closeImport(preview)
  return expectReply(reply, 'record').record
}

/** Lets go of the file's rows. Safe to call twice. */
export function closeImport(preview: ImportPreview): void {
  closeWorker(preview.id)
}

/**
 * Puts everything back as it was before an import.
 * @throws Problem `import.not-found`, `import.already-undone` or `data.*`; nothing has changed then.
 */
export async function undoImportInWorker(importId: string, options: ImportTaskOptions = {}): Promise<void> {
  const worker = startWorker()
  try {
    expectReply(await ask(worker, { type: 'undo', importId }, options), 'undone')
  } finally {
    worker.terminate()
  }
}

function startWorker(): Worker {
  return new Worker(new URL('../workers/import.worker.ts', import.meta.url), { type: 'module' })
}

function workerOf(preview: ImportPreview): Worker {
  const worker = workers.get(preview.id)
  if (!worker) throw new Problem('import.closed', 'This file is no longer open: choose it again.')
  return worker
}

function closeWorker(id: string): void {
  workers.get(id)?.terminate()
  workers.delete(id)
}

async function askPreview(worker: Worker, message: ImportRequestMessage, options: ImportTaskOptions): Promise<ImportPreview> {
  return expectReply(await ask(worker, message, options), 'preview').preview
}

type FinalReply = Exclude<ImportReplyMessage, { type: 'progress' | 'problem' }>

/** One request at a time per worker; progress comes before its one final reply. */
function ask(worker: Worker, message: ImportRequestMessage, { signal, onProgress }: ImportTaskOptions): Promise<FinalReply> {
  return new Promise((resolve, reject) => {
    const ended = new AbortController()
    const cancel = () => worker.postMessage({ type: 'cancel' } satisfies ImportRequestMessage)
    signal?.addEventListener('abort', cancel, { once: true, signal: ended.signal })
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<ImportReplyMessage>) => {
        if (data.type === 'progress') return onProgress?.(data.done, data.total)
        ended.abort()
        if (data.type === 'problem') reject(Problem.fromData(data.problem))
        else resolve(data)
      },
      { signal: ended.signal },
    )
    worker.addEventListener(
      'error',
      (event) => {
        ended.abort()
        reject(
          new Problem('import.reader-failed', 'The file could not be read and nothing was changed: choose it again.', {
            cause: event.message,
          }),
        )
      },
      { signal: ended.signal },
    )
    worker.postMessage(message)
    if (signal?.aborted) cancel()
  })
}

function expectReply<T extends FinalReply['type']>(reply: FinalReply, type: T): Extract<FinalReply, { type: T }> {
  if (reply.type !== type) throw new Error(`The import worker answered "${reply.type}" where "${type}" was asked for`)
  return reply as Extract<FinalReply, { type: T }>
}
