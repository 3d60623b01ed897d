/**
 * Coverage of 10,000 hotspots × about 1,000 cells, from the sites to typed arrays in H3 order, against the plain loop over
 * h3-js with a Map of H3 texts, run once as a whole. Both tell best, second best, count and best server. Memory is what
 * each takes at its peak, result included, in a process of its own; and, for the painter that stays where sites are
 * moved, what its buffers hold, against the loop's Map.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { CoverageCells } from '#core/coverage/coverageCells'
import { type CoverageJob, paintCoverage, paintSites } from '#core/coverage/paintCoverage'
import { type PlainCell, paintPlainly } from '#core/coverage/paintPlainly'
import { type BenchRow, benchRow, medianMs } from './benchRow'
import { paintFleet } from './paintFleet'
import { answerPaintPeak, paintPeakMb } from './paintPeak'

const GOALS: readonly (readonly [resolution: number, goal: string])[] = [
  [9, '>=50'],
  [10, '>=50'],
  [11, '>=40'],
]
const PAINTS = 7
const FLEET = '10k hotspots'
const ALLOWED_DB = 0.01

/** @throws Error when a cell, a count or a power differs: a fast wrong answer is no answer. */
export async function paintBench(): Promise<BenchRow[]> {
  await answerPaintPeak()
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  // Twice, with a turn between: array buffers are given back a while after they are found to be garbage.
  const usedMb = async () => {
    for (let round = 0; round < 2; round++) {
      collectGarbage()
      await new Promise(setImmediate)
    }
    const { heapUsed, external } = process.memoryUsage()
    return (heapUsed + external) / 1e6
  }
  // All painting comes first: the loop's gigabyte of objects would keep the garbage collector busy in what follows it.
  const painted = []
  for (const [resolution, goal] of GOALS) {
    const { profiles, sites } = paintFleet(resolution)
    const job = { resolution, profiles, sites }
    const measured = await medianMs(PAINTS, () => paintCoverage(job))

    painted.push({ job, goal, measured, ...(await paintForMemory(job, usedMb)) })
  }

  const rows: BenchRow[] = []
  for (const { job, goal, measured, painterMb, coverage } of painted) {
    const { resolution, sites } = job
    const { loopMs, loopMb, pairs } = await loopAndCompare(job, coverage, usedMb)

    const cells = `${millions(pairs)} M painted, ${millions(coverage.cells.length)} M distinct cells`
    const what = `${sites.length / 1000}k hotspots at resolution ${resolution} (${cells})`
    rows.push(
      benchRow(`coverage of ${what}, against the plain h3-js loop`, goal, measured, loopMs, loopMs / measured),
      benchRow(
        `memory of the painter kept for ${what}, against the loop's Map`,
        '<=0.2',
        painterMb,
        loopMb,
        painterMb / loopMb,
        'MB',
      ),
    )
  }
  for (const [resolution] of GOALS) {
    const peakMb = await paintPeakMb('stream', resolution)
    const loopMb = await paintPeakMb('loop', resolution)
    const name = `peak memory of painting ${FLEET} at resolution ${resolution}, result included, against the plain loop's`
    rows.push(benchRow(name, '<=0.2', peakMb, loopMb, peakMb / loopMb, 'MB'))
  }
  return rows
}

type UsedMb = () => Promise<number>

/** In a function of its own, so that nothing of one resolution is still held when the next is weighed. */
async function paintForMemory(job: CoverageJob, usedMb: UsedMb): Promise<{ painterMb: number; coverage: CoverageCells }> {
  const before = await usedMb()
  const painter = await paintSites(job)
  const painterMb = (await usedMb()) - before
  return { painterMb, coverage: painter.cells() }
}

/** As above. @throws Error at the first cell that differs. */
async function loopAndCompare({ resolution, profiles, sites }: CoverageJob, coverage: CoverageCells, usedMb: UsedMb) {
  const before = await usedMb()
  const start = performance.now()
  const plain = paintPlainly(resolution, profiles, sites)
  const loopMs = performance.now() - start
  const loopMb = (await usedMb()) - before
  return { loopMs, loopMb, pairs: compare(coverage, plain) }
}

function millions(count: number): string {
  return (count / 1e6).toFixed(1)
}

/** How many cells were painted, each as often as it is covered. @throws Error at the first difference. */
function compare(coverage: CoverageCells, plain: ReadonlyMap<string, PlainCell>): number {
  if (coverage.cells.length !== plain.size)
    throw new Error(`${coverage.cells.length} cells are painted, ${plain.size} by the loop`)
  let pairs = 0
  for (const [at, index] of coverage.cells.entries()) {
    const cell = index.toString(16)
    const expected = plain.get(cell)
    if (!expected || expected.servers !== coverage.servers[at]) throw new Error(`Cell ${cell} has another count of servers`)
    pairs += expected.servers
    const apartDb = Math.abs((coverage.bestDbm[at] ?? Number.NaN) - expected.bestDbm)
    if (!(apartDb <= ALLOWED_DB)) throw new Error(`The best of cell ${cell} is off by ${apartDb} dB`)
    const secondDbm = coverage.secondDbm[at] ?? Number.POSITIVE_INFINITY
    const sameSecond = expected.servers === 1 ? Number.isNaN(secondDbm) : Math.abs(secondDbm - expected.secondDbm) <= ALLOWED_DB
    if (!sameSecond) throw new Error(`The second best of cell ${cell} is ${secondDbm} dBm, not ${expected.secondDbm}`)
  }
  return pairs
}
