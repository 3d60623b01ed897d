/**
 * Imports, as callers see them: open a file, look at the preview, commit it. Reading and writing run in a worker with its
 * own database connection, so neither ever blocks the screen. What was imported is taken back like everything else, by
 * its act (see `history/takeBack`).
 */
import type { PeriodDates } from '#core/model/periodDates'
import { Problem } from '#core/model/problem'
import type { RewardsAnswers } from '#core/networks/rewardsAnswers'
import { connectWorker, type WorkerClient } from '../../platform/connectWorker'
import { importContract } from '../../workers/importContract'
import { requireRoomForRows } from '../durability/storage'
import { rememberAct } from '../history/actsOfWindow'
import type { ImportChoices, ImportMapping, ImportPreview, PeriodOutcome } from './importPreview'
import type { ImportOutcome } from './importRecords'

export interface ImportTaskOptions {
  signal?: AbortSignal
  /** `total` is null while it is unknown. */
  onProgress?: (done: number, total: number | null) => void
}

type ImportWorker = WorkerClient<typeof importContract>

/** Between two looks at the cancellation a large transaction is written. */
const PATIENCE_MS = 10_000

/** One worker per opened file, by preview id. */
const workers = new Map<string, ImportWorker>()

/**
 * Reads a file of any kind and says what it is. Nothing is written. Call `closeImport` when it is no longer needed.
 * @throws Problem `file.*`, `json.broken`, `import.cancelled` or `worker.*`.
 */
export async function openImport(file: File, options: ImportTaskOptions = {}): Promise<ImportPreview> {
  const id = crypto.randomUUID()
  const worker = startWorker()
  workers.set(id, worker)
  try {
    return await worker.call('open', { id, file }, callOptions(options))
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
  return workerOf(preview).call('map', mapping, callOptions(options))
}

/** Reads the same file of rewards again with what the person says of it. */
export async function answerImport(
  preview: ImportPreview,
  answers: RewardsAnswers,
  options: ImportTaskOptions = {},
): Promise<ImportPreview> {
  return workerOf(preview).call('answer', answers, callOptions(options))
}

/** What importing the rewards of the preview for these days would do; changes nothing. @throws Problem `import.closed` */
export async function previewPeriodOf(
  preview: ImportPreview,
  dates: PeriodDates,
  options: ImportTaskOptions = {},
): Promise<PeriodOutcome> {
  return workerOf(preview).call('previewPeriod', dates, { signal: options.signal })
}

/**
 * Writes what the preview shows in one transaction, or nothing.
 * @throws Problem `data.no-room`, `data.cancelled`, `data.disk-full`, `data.write-failed`, `import.closed`, or `worker.*`, after which it is
 * not known whether it was written.
 */
export async function commitImport(
  preview: ImportPreview,
  options: ImportTaskOptions & ImportChoices & { mapping?: ImportMapping } = {},
): Promise<ImportOutcome> {
  const { mapping, periodName, dates, again, periodId, confirmedAddresses, ...task } = options
  await requireRoomForRows(preview.rows)
  if (mapping) await mapImport(preview, mapping, task)
  const outcome = await workerOf(preview).call(
    'commit',
    { periodName, dates, again, periodId, confirmedAddresses },
    callOptions(task),
  )
  closeImport(preview)
  for (const actId of [outcome.actId, ...outcome.addressActIds]) rememberAct(actId)
  return outcome
}

/** Lets go of the file's rows. Safe to call twice. */
export function closeImport(preview: ImportPreview): void {
  closeWorker(preview.id)
}

function startWorker(): ImportWorker {
  const worker = new Worker(new URL('../../workers/import.worker.ts', import.meta.url), { type: 'module' })
  return connectWorker('import', importContract, worker, {
    // A file that is being opened is given up with its worker; later the worker holds what was read.
    patienceMs: (callName) => (callName === 'open' ? 0 : PATIENCE_MS),
    endedProblem: (callName) => (callName === 'commit' ? writingEnded() : readingEnded()),
  })
}

/** Reading writes nothing, however it ends. */
function readingEnded(): Problem {
  return new Problem('import.cancelled', 'Cancelled: nothing was changed. Choose the file again to start over.')
}

function writingEnded(): Problem {
  return new Problem(
    'worker.cancelled',
    'Cancelled: the import did not stop by itself and was ended, so look in History whether it was done before you start it again.',
  )
}

function workerOf(preview: ImportPreview): ImportWorker {
  const worker = workers.get(preview.id)
  if (!worker?.isOpen) throw new Problem('import.closed', 'This file is no longer open: choose it again.')
  return worker
}

function closeWorker(id: string): void {
  workers.get(id)?.close()
  workers.delete(id)
}

function callOptions({ signal, onProgress }: ImportTaskOptions) {
  return { signal, onProgress: ({ done, total }: { done: number; total: number | null }) => onProgress?.(done, total) }
}
