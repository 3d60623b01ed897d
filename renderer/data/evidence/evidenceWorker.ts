import { connectWorker, type WorkerClient } from '../../platform/connectWorker'
import { evidenceContract } from '../../workers/evidenceContract'

let worker: WorkerClient<typeof evidenceContract> | null = null

/** One for the window; a photo is worked on after another. */
export function evidenceWorker(): WorkerClient<typeof evidenceContract> {
  if (!worker?.isOpen) {
    const started = new Worker(new URL('../../workers/evidence.worker.ts', import.meta.url), { type: 'module' })
    worker = connectWorker('evidence', evidenceContract, started)
  }
  return worker
}
