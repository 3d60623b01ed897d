/** How near the best choice the planner comes in its time: on instances with a proved optimum, and on a large one. */
import { resolve } from 'node:path'
import { isRecord } from '#core/model/isRecord'
import { type FileInstance, readInstanceFile } from '#core/planning/optimise/instanceFile'
import { optimise } from '#core/planning/optimise/optimise'
import { proveInThread } from '#main/planning/proveInThread'
import { fixtureNames, readFixtureJson } from '../../fixtures/readFixture'
import { type BenchRow, benchRow } from './benchRow'
import { discField } from './planInstance'

const GIVEN_MS = 2_000
const LARGE_MS = 10_000
/** Of the time that the search counts as its own: the last slice may end late. */
const TOLERANCE = 1.1
const LARGE = { candidateCount: 5_000, columns: 900, rows: 550, count: 100, reach: [8, 32], seed: 1 } as const

/** @throws Error when a choice is worth more than a proved optimum or its own bound, or works longer than it may. */
export async function planBench(programDir: string): Promise<BenchRow[]> {
  const prover = proveInThread(resolve(programDir, 'out/main/proveThread.js'))
  let worst = { value: 1, optimum: 1 }
  for (const fileName of fixtureNames('instances')) {
    const document = readFixtureJson(`instances/${fileName}`)
    if (!isRecord(document)) continue
    for (const one of readInstanceFile(document)) {
      const optimum = optimumOf(document, one)
      const { value, upperBound, workedMs } = await optimise(one.instance, { timeMs: GIVEN_MS, prover })
      const name = `${fileName} ${one.name ?? ''}`
      if (value > optimum || upperBound < optimum) throw new Error(`${name}: ${value} ≤ ${optimum} ≤ ${upperBound} does not hold`)
      if (workedMs > TOLERANCE * GIVEN_MS) throw new Error(`${name} took ${workedMs} ms`)
      if (value / optimum < worst.value / worst.optimum) worst = { value, optimum }
    }
  }
  const large = await optimise(discField(LARGE), { timeMs: LARGE_MS, prover })
  if (large.workedMs > TOLERANCE * LARGE_MS) throw new Error(`The large instance took ${large.workedMs} ms`)
  const { value, upperBound } = large
  return [
    exactRow(
      'planner: worst of the given instances in 2 s of its own time, of the proved optimum',
      '>=1',
      worst.value,
      worst.optimum,
    ),
    exactRow('planner: 5,000 candidates × 495k cells in 10 s of its own time, of the bound', '>=0.99', value, upperBound),
  ]
}

/** Two decimals would round 0.9926 up to its goal. */
function exactRow(name: string, goal: string, measured: number, reference: number): BenchRow {
  const ratio = measured / reference
  return { ...benchRow(name, goal, measured, reference, ratio, 'weight'), ratio: Math.floor(ratio * 10_000) / 10_000 }
}

function optimumOf(document: Record<string, unknown>, { name, instance }: FileInstance): number {
  const { exact, instances, results } = document
  const found = isRecord(exact)
    ? exact.objective
    : isRecord(instances)
      ? field(instances[name ?? ''], 'optimum')
      : field(Array.isArray(results) ? results.find((one) => field(one, 'p') === instance.count) : null, 'optimum')
  if (typeof found !== 'number') throw new Error(`There is no proved optimum for ${name ?? 'an instance'}`)
  return found
}

function field(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined
}
