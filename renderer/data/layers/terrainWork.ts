/**
 * Questions about imported terrain, answered by a worker that keeps the tiles it has read: profiles between two places,
 * pictures for the map. It starts with the first question and ends when none has come for a while.
 */
import type { CallInput, CallOutput } from '#core/contract/defineContract'
import { connectWorker } from '../../platform/connectWorker'
import { keepWorker } from '../../platform/keepWorker'
import { terrainContract } from '../../workers/terrainContract'

type TerrainContract = typeof terrainContract
type TerrainKind = keyof TerrainContract['calls']

/** Holding terrain costs memory; reading it again costs little. */
const IDLE_MS = 60_000
/** A worker that is ended takes with it what it has read, so a long question is waited for. */
const PATIENCE_MS = 10_000

const worker = keepWorker(() => {
  const fresh = new Worker(new URL('../../workers/terrain.worker.ts', import.meta.url), { type: 'module' })
  return connectWorker('terrain', terrainContract, fresh, { patienceMs: PATIENCE_MS })
})
let idle: ReturnType<typeof setTimeout> | undefined
let asked = 0

/**
 * Asks. A question that is cancelled in time is not worked on.
 * @throws Problem `terrain.cancelled`, `terrain.none`, `terrain.missing`, those of the answer, or `worker.*`.
 */
export async function askTerrain<K extends TerrainKind>(
  kind: K,
  question: CallInput<TerrainContract, K>,
  signal?: AbortSignal,
): Promise<CallOutput<TerrainContract, K>> {
  asked += 1
  clearTimeout(idle)
  try {
    return await worker.call(kind, question, { signal })
  } finally {
    asked -= 1
    if (asked === 0) idle = setTimeout(worker.close, IDLE_MS)
  }
}
