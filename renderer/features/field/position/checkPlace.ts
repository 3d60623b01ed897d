import type { PlaceFinding, PlaceInQuestion } from '../../../data/provisioning/placementCheck'
import { callOnce, connectWorker } from '../../../platform/connectWorker'
import { placementContract } from '../../../workers/placementContract'

/** What is odd about a place, found out beside the screen. @throws Problem `worker.*` */
export function checkPlace(place: PlaceInQuestion, signal: AbortSignal): Promise<PlaceFinding[]> {
  const worker = new Worker(new URL('../../../workers/placement.worker.ts', import.meta.url), { type: 'module' })
  return callOnce(connectWorker('placement', placementContract, worker, { patienceMs: 0 }), 'check', place, { signal })
}
