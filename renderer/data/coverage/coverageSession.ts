/**
 * A coverage being looked at: painted in a worker that keeps it, so that one site can be moved and any cell can be asked
 * who covers it. One painting at a time; a new one takes the place of the old.
 */
import type { CoverageCells } from '#core/coverage/coverageCells'
import type { CellServer } from '#core/coverage/lattice/coveragePainter'
import type { CoverageSite } from '#core/coverage/lattice/placePower'
import { Problem } from '#core/model/problem'
import { connectWorker } from '../../platform/connectWorker'
import { keepWorker } from '../../platform/keepWorker'
import { coverageContract, type PaintRequest } from '../../workers/coverageContract'

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

export function openCoverage(): CoverageSession {
  const worker = keepWorker(startWorker)
  return {
    paint: (request, options) => worker.call('paint', request, options),
    moveSite: async (site, to) => (await worker.call('move', { site, to })).cells,
    serversOfCell: (cell) => worker.call('servers', { cell }),
    close: () => worker.close(),
  }
}

function startWorker() {
  const worker = new Worker(new URL('../../workers/coverage.worker.ts', import.meta.url), { type: 'module' })
  return connectWorker('coverage', coverageContract, worker, { endedProblem: stoppedProblem })
}

function stoppedProblem(): Problem {
  return new Problem('coverage.cancelled', 'Painting was stopped: choose the layer again to start over.')
}
