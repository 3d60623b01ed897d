import type { PlaceFinding, PlaceInQuestion } from '../../../data/placementCheck'
import { callWorker } from '../../../platform/workerCall'

/** What is odd about a place, found out beside the screen. @throws Problem `worker.failed` or `contract.cancelled` */
export function checkPlace(place: PlaceInQuestion, signal: AbortSignal): Promise<PlaceFinding[]> {
  const worker = new Worker(new URL('../../../workers/placement.worker.ts', import.meta.url), { type: 'module' })
  signal.addEventListener('abort', () => worker.terminate(), { once: true })
  return callWorker<PlaceInQuestion, PlaceFinding[]>(worker, place)
}
