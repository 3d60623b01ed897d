/** Paints coverage off the UI thread and keeps what it painted, so that one site can be moved (see data/coverageSession). */
import { coverageBuffers } from '#core/coverage/coverageCells'
import { CoveragePainter } from '#core/coverage/lattice/coveragePainter'
import type { PainterOptions } from '#core/coverage/lattice/diskPainter'
import { invariant, Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import { terrainPower } from '#core/planning/terrainPower'
import type { CoverageAnswer, CoverageReply, CoverageRequest, PaintRequest } from '../data/coverageMessages'
import { loadTerrain } from '../data/terrainLoad'

/** Sites between two looks at the clock: a breath lets a cancel message in. */
const SITES_PER_LOOK = 16
const BREATH_EVERY_MS = 40

let painter: CoveragePainter | null = null
let unknownPaths = 0
let running = new AbortController()

function reply(message: CoverageReply, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer })
}

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

async function paint({ resolution, profiles, sites }: PaintRequest, signal: AbortSignal, id: number): Promise<CoverageAnswer> {
  painter = null
  unknownPaths = 0
  const fresh = new CoveragePainter(resolution, profiles, await optionsFor(profiles))
  const paints = sites.map((site) => fresh.reserve(site))
  let breathedAt = performance.now()
  for (const [done, paintSite] of paints.entries()) {
    paintSite()
    if (done % SITES_PER_LOOK !== 0 || performance.now() - breathedAt < BREATH_EVERY_MS) continue
    reply({ id, type: 'progress', share: done / paints.length })
    await new Promise((resolve) => setTimeout(resolve, 0))
    if (signal.aborted) throw new Problem('coverage.cancelled', 'Painting was stopped: choose the layer again to start over.')
    breathedAt = performance.now()
  }
  painter = fresh
  return { kind: 'cells', cells: fresh.cells(), unknownPaths }
}

async function answer(request: Exclude<CoverageRequest, { kind: 'cancel' }>): Promise<CoverageAnswer> {
  if (request.kind === 'paint') {
    running = new AbortController()
    return paint(request, running.signal, request.id)
  }
  invariant(painter, 'a coverage is painted before it is asked about')
  if (request.kind === 'servers') return { kind: 'servers', servers: painter.serversOfCell(request.cell) }
  painter.move(request.site, request.to)
  return { kind: 'cells', cells: painter.cells(), unknownPaths }
}

let queue = Promise.resolve()

self.onmessage = ({ data }: MessageEvent<CoverageRequest>) => {
  if (data.kind === 'cancel') return running.abort()
  queue = queue.then(async () => {
    try {
      const value = await answer(data)
      reply({ id: data.id, type: 'answer', value }, value.kind === 'cells' ? coverageBuffers(value.cells) : [])
    } catch (thrown) {
      const problem = Problem.from(thrown, 'coverage.failed', 'The coverage could not be painted: choose the layer again.')
      reply({ id: data.id, type: 'problem', problem: problem.toData() })
    }
  })
}
