/**
 * Coverage of 10,000 hotspots × about 1,000 cells, from the sites to typed arrays in H3 order, against the plain loop over
 * h3-js with a Map, and the memory that each keeps.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { CoverageCells } from '#core/coverage/coverageCells'
import { paintCoverage, paintSites } from '#core/coverage/paintCoverage'
import { type PlainCell, paintPlainly } from '#core/coverage/paintPlainly'
import { type BenchRow, benchRow, medianMs } from './benchRow'
import { paintFleet } from './paintFleet'

const GOALS: readonly (readonly [resolution: number, goal: string])[] = [
  [9, '>=50'],
  [10, '>=50'],
  [11, '>=40'],
]
const PAINTS = 7
const ALLOWED_DB = 0.01

/** @throws Error when a cell, a count or a power differs: a fast wrong answer is no answer. */
export async function paintBench(): Promise<BenchRow[]> {
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  const usedMb = () => {
    collectGarbage()
    const { heapUsed, external } = process.memoryUsage()
    return (heapUsed + external) / 1e6
  }
  const rows: BenchRow[] = []
  for (const [resolution, goal] of GOALS) {
    const { profiles, sites } = paintFleet(resolution)
    const job = { resolution, profiles, sites }
    const measured = await medianMs(PAINTS, () => paintCoverage(job))

    const beforePainter = usedMb()
    const painter = await paintSites(job)
    const painterMb = usedMb() - beforePainter
    const coverage = painter.cells()

    const beforePlain = usedMb()
    let plain = new Map<string, PlainCell>()
    const reference = await medianMs(1, () => {
      plain = paintPlainly(resolution, profiles, sites)
    })
    const plainMb = usedMb() - beforePlain
    compare(coverage, plain)

    const what = `${sites.length / 1000}k hotspots at resolution ${resolution}`
    rows.push(
      benchRow(
        `coverage of ${what}, ${coverage.cells.length} cells, against the plain h3-js loop`,
        goal,
        measured,
        reference,
        reference / measured,
      ),
    )
    rows.push(
      benchRow(`memory of the painted ${what}, against the loop's`, '<=0.2', painterMb, plainMb, painterMb / plainMb, 'MB'),
    )
  }
  return rows
}

function compare(coverage: CoverageCells, plain: ReadonlyMap<string, PlainCell>): void {
  if (coverage.cells.length !== plain.size)
    throw new Error(`${coverage.cells.length} cells are painted, ${plain.size} by the loop`)
  for (const [at, index] of coverage.cells.entries()) {
    const cell = index.toString(16)
    const expected = plain.get(cell)
    if (!expected || expected.servers !== coverage.servers[at]) throw new Error(`Cell ${cell} has another count of servers`)
    const apartDb = Math.abs((coverage.bestDbm[at] ?? Number.NaN) - expected.bestDbm)
    if (!(apartDb <= ALLOWED_DB)) throw new Error(`Cell ${cell} is off by ${apartDb} dB`)
  }
}
