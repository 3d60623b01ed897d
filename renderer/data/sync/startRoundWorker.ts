import type { WorkerLike } from '../../platform/connectWorker'

/** A worker for one round. */
export function startRoundWorker(): WorkerLike {
  return new Worker(new URL('../../workers/syncRound.worker.ts', import.meta.url), { type: 'module' })
}
