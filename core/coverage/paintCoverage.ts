/** A fleet's coverage in one piece of long work: it reports how far it is, lets its thread breathe, and stops when asked. */
import { getNumCells } from 'h3-js'
import { EARTH_RADIUS_M } from '../geo/sphere'
import type { CancelSignal } from '../model/cancelSignal'
import { Problem, validateArgument } from '../model/problem'
import type { RadioProfile } from '../model/radioProfile'
import { nextTurn, nowMs } from '../model/turns'
import type { CoverageCells } from './coverageCells'
import { CoveragePainter } from './lattice/coveragePainter'
import { CoverageStream, type StreamOptions } from './lattice/coverageStream'
import { MAX_CELLS } from './lattice/diskPainter'
import type { CoverageSite } from './lattice/placePower'
import { reachM } from './linkBudget'

/** Sites between two looks at the clock. */
const SITES_PER_LOOK = 16
const BREATH_EVERY_MS = 40
/** Sites of one square of so many degrees are painted together, while their cells are at hand. */
const SQUARE_DEG = 0.1

export interface CoverageJob extends StreamOptions {
  /** Of H3. */
  resolution: number
  profiles: readonly RadioProfile[]
  /** Never empty. */
  sites: readonly CoverageSite[]
  signal?: CancelSignal | undefined
  /** Share done, 0 to 1. */
  onProgress?: ((share: number) => void) | undefined
}

/**
 * Paints all sites; `bestServer` is a site's position in the list. Nothing is kept but the result, whose columns may have
 * a little unused room at the end of their buffers: at its peak it takes little more memory than the result does.
 * @throws Problem `coverage.no-sites`, `coverage.cancelled`, or as CoveragePainter does: `coverage.too-many-cells` then
 * names a resolution that is sure to fit.
 */
export async function paintCoverage(job: CoverageJob): Promise<CoverageCells> {
  refuseNone(job)
  const stream = new CoverageStream(job.resolution, job.profiles, job.sites, job)
  await forAll({ ...job, onProgress: undefined }, () => stream.countNext())
  await forAll(job, () => stream.paintNext())
  return stream.finish()
}

/** The same with the painter, which can then move sites and tell who serves a cell. */
export async function paintSites(job: CoverageJob): Promise<CoveragePainter> {
  refuseNone(job)
  const { resolution, profiles, sites } = job
  const painter = new CoveragePainter(resolution, profiles, job)
  const squares = Float64Array.from(sites, squareOf)
  const paints = sites.map((site) => painter.reserve(site))
  const order = Int32Array.from(sites.keys()).sort((a, b) => (squares[a] as number) - (squares[b] as number) || a - b)
  await forAll(job, (done) => paints[order[done] as number]?.())
  return painter
}

function refuseNone({ sites }: CoverageJob): void {
  validateArgument(sites.length > 0, 'coverage.no-sites', 'There is no site with a position to paint: place at least one.')
}

/** Calls back as often as there are sites, with a breath now and then. */
async function forAll(job: CoverageJob, work: (done: number) => void): Promise<void> {
  const { sites, signal, onProgress } = job
  let breathedAtMs = nowMs()
  throwIfCancelled(signal)
  for (let done = 0; done < sites.length; done++) {
    try {
      work(done)
    } catch (thrown) {
      throw withFittingResolution(thrown, job)
    }
    if (done % SITES_PER_LOOK !== 0 || nowMs() - breathedAtMs < BREATH_EVERY_MS) continue
    onProgress?.(done / sites.length)
    await nextTurn()
    throwIfCancelled(signal)
    breathedAtMs = nowMs()
  }
  onProgress?.(1)
}

function throwIfCancelled(signal: CancelSignal | undefined): void {
  if (signal?.aborted) throw new Problem('coverage.cancelled', 'Painting was stopped: paint again to start over.')
}

function squareOf({ lat, lng }: CoverageSite): number {
  return Math.floor(lat / SQUARE_DEG) * (360 / SQUARE_DEG) + Math.floor(lng / SQUARE_DEG)
}

/** Says which resolution would fit even if no two sites covered the same cell. */
function withFittingResolution(thrown: unknown, { resolution, profiles, sites, maxCells = MAX_CELLS }: CoverageJob): unknown {
  if (!(thrown instanceof Problem) || thrown.code !== 'coverage.too-many-cells') return thrown
  const shares = profiles.map((profile) => (1 - Math.cos(Math.min(reachM(profile) / EARTH_RADIUS_M, Math.PI))) / 2)
  const share = sites.reduce((sum, { profile }) => sum + (shares[profile] ?? 0), 0)
  let fitting = resolution - 1
  // Blocks at the rim of a disk are not full.
  while (fitting > 0 && Math.min(1, share) * getNumCells(fitting) * 2 > maxCells) fitting--
  return new Problem(
    thrown.code,
    `${thrown.message.replace(/: choose.*$/, '')}: choose resolution ${Math.max(0, fitting)} or coarser.`,
    {
      field: 'resolution',
    },
  )
}
