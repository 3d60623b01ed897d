/** Paints coverage off the UI thread and keeps what it painted, so that one site can be moved (see data/coverageSession). */
import { type CoverageCells, coverageBuffers } from '#core/coverage/coverageCells'
import { CoveragePainter } from '#core/coverage/lattice/coveragePainter'
import type { PainterOptions } from '#core/coverage/lattice/diskPainter'
import { Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import { terrainPower } from '#core/planning/terrainPower'
import { loadTerrain } from '../data/layers/terrainLoad'
import { createTurns } from '../platform/inTurn'
import { serveWorker, type WorkerContext } from '../platform/serveWorker'
import { coverageContract, type PaintRequest } from './coverageContract'

/** Sites between two looks at the clock: a breath lets a cancel message in. */
const SITES_PER_LOOK = 16
const BREATH_EVERY_MS = 40

let painter: CoveragePainter | null = null
let unknownPaths = 0

async function optionsFor(profiles: readonly RadioProfile[]): Promise<PainterOptions> {
  if (!profiles.some(({ model }) => model === 'itm-terrain')) return {}
  const { mosaic } = await loadTerrain()
  const power = terrainPower(mosaic)
  return {
    powerAt: (site, lat, lng) => {
      const profile = profiles[site.profile]
      const powerDbm = profile ? power(profile, site, { lat, lng }) : Number.NaN
      if (!Number.isNaN(powerDbm)) return powerDbm
      unknownPaths += 1
      return Number.NEGATIVE_INFINITY
    },
  }
}

async function paint(
  { resolution, profiles, sites }: PaintRequest,
  { signal, progress }: WorkerContext<typeof coverageContract, 'paint'>,
): Promise<CoverageCells> {
  painter = null
  unknownPaths = 0
  const fresh = new CoveragePainter(resolution, profiles, await optionsFor(profiles))
  const paints = sites.map((site) => fresh.reserve(site))
  let breathedAt = performance.now()
  for (const [done, paintSite] of paints.entries()) {
    paintSite()
    if (done % SITES_PER_LOOK !== 0 || performance.now() - breathedAt < BREATH_EVERY_MS) continue
    progress(done / paints.length)
    await new Promise((resolve) => setTimeout(resolve, 0))
    if (signal.aborted) throw stopped()
    breathedAt = performance.now()
  }
  painter = fresh
  return fresh.cells()
}

function painted(): CoveragePainter {
  if (painter) return painter
  throw new Problem('coverage.not-painted', 'There is no coverage to ask about: choose the layer again.')
}

const stopped = () => new Problem('coverage.cancelled', 'Painting was stopped: choose the layer again to start over.')

/** One painting at a time, and what is asked of it after it. */
const inTurn = createTurns(stopped)

serveWorker(coverageContract, {
  paint: (request, context) =>
    inTurn(context.signal, async () => {
      const cells = await paint(request, context)
      context.transfer(coverageBuffers(cells))
      return { cells, unknownPaths }
    }),
  move: ({ site, to }, { signal, transfer }) =>
    inTurn(signal, () => {
      const painting = painted()
      painting.move(site, to)
      const cells = painting.cells()
      transfer(coverageBuffers(cells))
      return { cells, unknownPaths }
    }),
  servers: ({ cell }, { signal }) => inTurn(signal, () => painted().serversOfCell(cell)),
})
