/** What the coverage worker and its callers say to each other. */
import type { CoverageCells } from '#core/coverage/coverageCells'
import type { CellServer } from '#core/coverage/lattice/coveragePainter'
import type { CoverageSite } from '#core/coverage/lattice/placePower'
import type { ProblemData } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'

export interface PaintRequest {
  resolution: number
  profiles: readonly RadioProfile[]
  sites: readonly CoverageSite[]
}

export type CoverageRequest =
  | ({ id: number; kind: 'paint' } & PaintRequest)
  | { id: number; kind: 'move'; site: number; to: CoverageSite }
  | { id: number; kind: 'servers'; cell: string }
  | { kind: 'cancel' }

export type CoverageAnswer =
  | {
      kind: 'cells'
      cells: CoverageCells
      /** Paths that were left out because the ground below them is not known; 0 for models without terrain. */
      unknownPaths: number
    }
  | { kind: 'servers'; servers: CellServer[] }

export type CoverageReply =
  | { id: number; type: 'progress'; share: number }
  | { id: number; type: 'answer'; value: CoverageAnswer }
  | { id: number; type: 'problem'; problem: ProblemData }
