/**
 * A coverage being looked at: painted in a worker that keeps it, so that one site can be moved and any cell can be asked
 * who covers it. One painting at a time; a new one takes the place of the old.
 */
import type { CoverageCells } from '#core/coverage/coverageCells'
import type { CellServer } from '#core/coverage/lattice/coveragePainter'
import type { CoverageSite } from '#core/coverage/lattice/placePower'
import { invariant, Problem } from '#core/model/problem'
import type { CoverageAnswer, CoverageReply, CoverageRequest, PaintRequest } from './coverageMessages'

export interface PaintOptions {
  signal?: AbortSignal
  /** 0 to 1. */
  onProgress?: (share: number) => void
}

export interface CoverageSession {
  /** @throws Problem `coverage.*`, `radio.*`, `terrain.*`, or `coverage.cancelled` when the signal is aborted. */
  paint(request: PaintRequest, options?: PaintOptions): Promise<{ cells: CoverageCells; unknownPaths: number }>
  /** Moves a site of what was painted last. @returns the coverage that then is. */
  moveSite(site: number, to: CoverageSite): Promise<CoverageCells>
  /** Who covers the centre of a cell of any resolution, the strongest first. */
  serversOfCell(cell: string): Promise<CellServer[]>
  /** Ends the worker; what was asked and not answered is refused. */
  close(): void
}

interface Waiting {
  resolve(answer: CoverageAnswer): void
  reject(problem: Problem): void
  onProgress?: ((share: number) => void) | undefined
}

type Question =
  Exclude<CoverageRequest, { kind: 'cancel' }> extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never

export function openCoverage(): CoverageSession {
  const worker = new Worker(new URL('../workers/coverage.worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  let lastId = 0

  worker.onmessage = ({ data }: MessageEvent<CoverageReply>) => {
    const asked = waiting.get(data.id)
    if (data.type === 'progress') return asked?.onProgress?.(data.share)
    waiting.delete(data.id)
    if (data.type === 'problem') asked?.reject(Problem.fromData(data.problem))
    else asked?.resolve(data.value)
  }
  const refuseAll = (problem: Problem) => {
    for (const asked of waiting.values()) asked.reject(problem)
    waiting.clear()
  }
  worker.onerror = (event) =>
    refuseAll(
      new Problem('coverage.failed', 'The coverage could not be painted: choose the layer again.', { cause: event.message }),
    )

  const ask = (question: Question, onProgress?: (share: number) => void): Promise<CoverageAnswer> =>
    new Promise((resolve, reject) => {
      lastId += 1
      waiting.set(lastId, { resolve, reject, onProgress })
      worker.postMessage({ ...question, id: lastId } as CoverageRequest)
    })

  return {
    async paint(request, { signal, onProgress } = {}) {
      const cancel = () => worker.postMessage({ kind: 'cancel' } satisfies CoverageRequest)
      signal?.addEventListener('abort', cancel, { once: true })
      try {
        return cellsOf(await ask({ kind: 'paint', ...request }, onProgress))
      } finally {
        signal?.removeEventListener('abort', cancel)
      }
    },
    moveSite: async (site, to) => cellsOf(await ask({ kind: 'move', site, to })).cells,
    async serversOfCell(cell) {
      const answer = await ask({ kind: 'servers', cell })
      invariant(answer.kind === 'servers', 'the coverage worker answers what it is asked')
      return answer.servers
    },
    close() {
      worker.terminate()
      refuseAll(new Problem('coverage.cancelled', 'Painting was stopped: choose the layer again to start over.'))
    },
  }
}

function cellsOf(answer: CoverageAnswer): Extract<CoverageAnswer, { kind: 'cells' }> {
  invariant(answer.kind === 'cells', 'the coverage worker answers what it is asked')
  return answer
}
