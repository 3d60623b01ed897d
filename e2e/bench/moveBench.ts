/** Moving one of 10,000 hotspots elsewhere in its cities, against painting all of them again. */
import { paintCoverage, paintSites } from '#core/coverage/paintCoverage'
import { type BenchRow, benchRow, medianMs } from './benchRow'
import { paintFleet } from './paintFleet'

const RESOLUTION = 9
const MOVES = 2_000
/** Before these the program is still being compiled, as it never is while a person drags a hotspot about. */
const FIRST_MOVES = 200
const REPAINTS = 5

/** @throws Error when the moved coverage is not what painting afresh gives. */
export async function moveBench(): Promise<BenchRow> {
  const { profiles, sites, nextSite } = paintFleet(RESOLUTION)
  const painter = await paintSites({ resolution: RESOLUTION, profiles, sites })
  const moved = [...sites]
  const timings: number[] = []
  for (let move = 0; move < FIRST_MOVES + MOVES; move++) {
    const site = (move * 7_919) % moved.length
    const to = nextSite()
    const start = performance.now()
    painter.move(site, to)
    const took = performance.now() - start
    if (move >= FIRST_MOVES) timings.push(took)
    moved[site] = to
  }
  const reference = await medianMs(REPAINTS, () => paintCoverage({ resolution: RESOLUTION, profiles, sites: moved }))
  const afresh = await paintCoverage({ resolution: RESOLUTION, profiles, sites: moved })
  const kept = painter.cells()
  for (const column of ['cells', 'servers', 'bestDbm', 'bestServer'] as const) {
    for (let at = 0; at < afresh[column].length; at++) {
      if (kept[column][at] !== afresh[column][at]) throw new Error(`After ${MOVES} moves ${column} differs from painting afresh`)
    }
  }
  timings.sort((a, b) => a - b)
  const p99 = timings[Math.ceil(timings.length * 0.99) - 1] ?? Number.NaN
  const row = benchRow(
    `moving one of ${sites.length / 1000}k hotspots (p99), against a repaint`,
    '<=0.02',
    p99,
    reference,
    p99 / reference,
  )
  return { ...row, ratio: Number((p99 / reference).toFixed(4)) }
}
