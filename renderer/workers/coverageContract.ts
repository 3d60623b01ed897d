import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { CoverageCells } from '#core/coverage/coverageCells'
import type { CellServer } from '#core/coverage/lattice/coveragePainter'
import type { CoverageSite } from '#core/coverage/lattice/placePower'
import type { RadioProfile } from '#core/model/radioProfile'
import { ownData } from '../platform/ownData'

export interface PaintRequest {
  resolution: number
  profiles: readonly RadioProfile[]
  sites: readonly CoverageSite[]
}

const painted = z.object({
  cells: ownData<CoverageCells>(),
  /** Paths that were left out because the ground below them is not known; 0 for models without terrain. */
  unknownPaths: z.number(),
})

export const coverageContract = defineContract({
  calls: {
    /** Paints anew, and keeps what was painted for the other calls. */
    paint: {
      input: ownData<PaintRequest>(),
      output: painted,
      /** 0 to 1. */
      progress: z.number(),
    },
    /** Moves one site of what was painted last. */
    move: { input: z.object({ site: z.number(), to: ownData<CoverageSite>() }), output: painted },
    /** Who covers the centre of a cell of any resolution, the strongest first. */
    servers: { input: z.object({ cell: z.string() }), output: ownData<CellServer[]>() },
  },
  events: {},
})
