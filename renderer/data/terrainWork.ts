/**
 * Questions about imported terrain, answered by a worker that keeps the tiles it has read: profiles between two places,
 * pictures for the map. It starts with the first question and ends when none has come for a while.
 */
import type { TerrainBounds, TerrainImage, TerrainScheme } from '#core/coverage/terrain/terrainImage'
import type { TerrainProfile } from '#core/coverage/terrain/terrainProfile'
import type { LatLng } from '#core/geo/sphere'
import { Problem, type ProblemData } from '#core/model/problem'

export interface TerrainPath {
  profile: TerrainProfile
  /** Names of the layers the path lies on. */
  layers: string[]
  /** Layers that the path needs but whose files are not here. */
  missing: string[]
}

export interface TerrainQuestions {
  profile: { question: { from: LatLng; to: LatLng }; answer: TerrainPath }
  image: { question: { bounds: TerrainBounds; widthPx: number; scheme: TerrainScheme }; answer: TerrainImage }
}
export type TerrainKind = keyof TerrainQuestions

export type TerrainRequest = {
  [K in TerrainKind]: { id: number; kind: K; question: TerrainQuestions[K]['question'] }
}[TerrainKind]
export type TerrainReply = { id: number; answer: TerrainQuestions[TerrainKind]['answer'] } | { id: number; problem: ProblemData }

/** Holding terrain costs memory; reading it again costs little. */
const IDLE_MS = 60_000

interface Waiting {
  resolve(answer: unknown): void
  reject(problem: Problem): void
}

let worker: Worker | null = null
let idle: ReturnType<typeof setTimeout> | undefined
let lastId = 0
const waiting = new Map<number, Waiting>()

function end(): void {
  worker?.terminate()
  worker = null
}

function started(): Worker {
  clearTimeout(idle)
  if (worker) return worker
  worker = new Worker(new URL('../workers/terrain.worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<TerrainReply>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if ('problem' in data) asked?.reject(Problem.fromData(data.problem))
    else asked?.resolve(data.answer)
    if (waiting.size === 0) idle = setTimeout(end, IDLE_MS)
  }
  worker.onerror = (event) => {
    const problem = new Problem('terrain.failed', 'The terrain could not be read and nothing was changed: try again.', {
      cause: event.message,
    })
    for (const asked of waiting.values()) asked.reject(problem)
    waiting.clear()
    end()
  }
  return worker
}

/**
 * Asks; what was cancelled is answered no more.
 * @throws Problem `terrain.cancelled`, `terrain.none`, `terrain.missing`, those of the answer, or `terrain.failed`.
 */
export function askTerrain<K extends TerrainKind>(
  kind: K,
  question: TerrainQuestions[K]['question'],
  signal?: AbortSignal,
): Promise<TerrainQuestions[K]['answer']> {
  const id = ++lastId
  return new Promise((resolve, reject) => {
    const cancel = () => {
      waiting.delete(id)
      reject(new Problem('terrain.cancelled', 'Cancelled: nothing was changed.'))
    }
    if (signal?.aborted) return cancel()
    signal?.addEventListener('abort', cancel, { once: true })
    waiting.set(id, {
      resolve: (answer) => {
        signal?.removeEventListener('abort', cancel)
        resolve(answer as TerrainQuestions[K]['answer'])
      },
      reject,
    })
    started().postMessage({ id, kind, question } as TerrainRequest)
  })
}
