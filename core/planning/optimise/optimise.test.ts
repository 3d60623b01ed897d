import fc from 'fast-check'
import loadHighs from 'highs'
import { beforeAll, describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../../fixtures/readFixture'
import { Problem } from '../../model/problem'
import { checkInstance } from './checkInstance'
import type { CoverageInstance } from './coverageInstance'
import { readInstanceFile } from './instanceFile'
import { optimise } from './optimise'
import type { Prover } from './prover'
import { proveWithHighs } from './proveWithHighs'
import { StopSwitch } from './stopSwitch'
import {
  bestByTryingAll,
  compressed,
  coveredWeight,
  instanceOf,
  keepsLimits,
  plainBounds,
  smallInstance,
} from './testing/smallInstances'

let prover: Prover

beforeAll(async () => {
  const highs = await loadHighs()
  prover = async (task, { timeMs }) => proveWithHighs(highs, task, { timeMs, onBound: () => undefined })
})

/** What is asked of the instance files, each of which has some of it. */
interface PublishedFile extends Record<string, unknown> {
  exact: { objective: number }
  instances: Record<string, { optimum: number }>
  results: { optimum: number; sites: string[] }[]
  clients: string[]
  ptr: number[]
  idx: number[]
}

const published = (name: string) => readFixtureJson(`instances/${name}`) as PublishedFile

function isFeasible(instance: CoverageInstance): boolean {
  try {
    checkInstance(instance)
    return true
  } catch {
    return false
  }
}

describe('optimise', () => {
  it('finds and proves what trying all choices finds', async () => {
    await fc.assert(
      fc.asyncProperty(smallInstance.filter(isFeasible), async (instance) => {
        const choice = await optimise(instance, { timeMs: 20_000, prover })
        expect(keepsLimits(instance, choice.sites)).toBe(true)
        expect(choice.value).toBe(coveredWeight(instance, choice.sites))
        expect(choice.value).toBe(bestByTryingAll(instance))
        expect(choice).toMatchObject({ proved: true, upperBound: choice.value })
      }),
      { numRuns: 150 },
    )
  })

  it('never claims less than the best as the bound, even without time', async () => {
    await fc.assert(
      fc.asyncProperty(smallInstance.filter(isFeasible), async (instance) => {
        const choice = await optimise(instance, { timeMs: 1 })
        const best = bestByTryingAll(instance)
        expect(keepsLimits(instance, choice.sites)).toBe(true)
        expect(choice.value).toBeLessThanOrEqual(best)
        expect(choice.upperBound).toBeGreaterThanOrEqual(best)
        if (choice.proved) expect(choice.value).toBe(best)
      }),
      { numRuns: 150 },
    )
  })

  it('solves and proves the published instances on which greedy fails', async () => {
    const file = published('bad_greedy.json')
    for (const { name, instance } of readInstanceFile(file)) {
      const choice = await optimise(instance, { timeMs: 20_000, prover })
      expect(keepsLimits(instance, choice.sites), `${name}`).toBe(true)
      expect(choice, `${name}`).toMatchObject({ value: file.instances[name ?? '']?.optimum, proved: true })
    }
  })

  it("gives another party's answers for the shops of San Francisco", async () => {
    const file = published('spopt_sf.json')
    for (const [index, { instance, siteNames }] of readInstanceFile(file).entries()) {
      const choice = await optimise(instance, { timeMs: 20_000, prover })
      expect(choice).toMatchObject({ value: file.results[index]?.optimum, proved: true })
      if (instance.count !== 4) continue
      expect(choice.sites.map((site) => siteNames?.[site])).toEqual(file.results[index]?.sites)
      const reached = new Set(choice.sites.flatMap((site) => file.idx.slice(file.ptr[site], file.ptr[site + 1])))
      expect(file.clients.length - reached.size).toBe(21)
    }
  })

  it('proves a real city under a count and spacing, the same sites for the same seed', async () => {
    const file = published('nyc-r8-500-p20-spacing2km.json')
    const [one] = readInstanceFile(file)
    expect.assert(one !== undefined)
    const first = await optimise(one.instance, { timeMs: 60_000, seed: 7, prover })
    expect(keepsLimits(one.instance, first.sites)).toBe(true)
    expect(first).toMatchObject({ value: file.exact.objective, proved: true })
    expect((await optimise(one.instance, { timeMs: 60_000, seed: 7, prover })).sites).toEqual(first.sites)
  })

  it('says what every other candidate would add', async () => {
    const instance = instanceOf(
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
      [5, 1, 3, 2],
      { count: 1 },
    )
    const { sites, gains } = await optimise(instance, { timeMs: 1000 })
    expect(sites).toEqual([0])
    expect([...gains]).toEqual([0, 3, 5])
  })

  it('answers with the best so far when it is enough, and with nothing when it is given up', async () => {
    const stopSignal = new StopSwitch()
    const hard = readInstanceFile(published('mia-r9-600-p20-spacing5km.json'))[0]?.instance
    expect.assert(hard !== undefined)
    const reports: number[] = []
    const stopped = await optimise(hard, {
      timeMs: 600_000,
      stopSignal,
      onProgress: ({ value, upperBound }) => {
        expect(upperBound).toBeGreaterThanOrEqual(602_989)
        reports.push(value)
        if (value > 0) stopSignal.stop()
      },
    })
    expect(stopped.stoppedEarly).toBe(true)
    expect(stopped.value).toBeGreaterThanOrEqual(reports.at(-1) ?? Number.POSITIVE_INFINITY)
    expect(reports).toEqual([...reports].sort((a, b) => a - b))

    const signal = new StopSwitch()
    const given = optimise(hard, { timeMs: 600_000, signal, onProgress: () => signal.stop() })
    await expect(given).rejects.toMatchObject({ code: 'plan.cancelled' })
  })

  it('lets a failed prover pass for none', async () => {
    const broken: Prover = () => Promise.reject(new Error('no solver here'))
    const hard = readInstanceFile(published('mia-r9-600-p20-spacing5km.json'))[0]?.instance
    expect.assert(hard !== undefined)
    const choice = await optimise(hard, { timeMs: 1_500, prover: broken })
    expect(keepsLimits(hard, choice.sites)).toBe(true)
    expect(choice.upperBound).toBeGreaterThanOrEqual(602_989)
  })

  it('never gives a worse bound than the plain ones', async () => {
    await fc.assert(
      fc.asyncProperty(smallInstance.filter(isFeasible), fc.constantFrom(1, 30), async (instance, timeMs) => {
        const { value, upperBound, sites } = await optimise(instance, { timeMs })
        expect(upperBound).toBeGreaterThanOrEqual(value)
        for (const [name, bound] of Object.entries(plainBounds(instance))) {
          expect(upperBound, name).toBeLessThanOrEqual(Math.max(bound, coveredWeight(instance, sites)))
          expect(bound, name).toBeGreaterThanOrEqual(bestByTryingAll(instance))
        }
      }),
      { numRuns: 150 },
    )
  })

  it('proves at once six sites that overlap nothing, also among others and under a budget', async () => {
    const lists = Array.from({ length: 12 }, (_, site) => [2 * site, 2 * site + 1])
    const weights = Array.from({ length: 24 }, (_, cell) => 10 + (cell % 5))
    const best = lists.map(([a = 0, b = 0]) => (weights[a] ?? 0) + (weights[b] ?? 0)).sort((a, b) => b - a)
    const value = best.slice(0, 6).reduce((sum, one) => sum + one, 0)
    expect(await optimise(instanceOf(lists, weights, { count: 6 }), { timeMs: 1 })).toMatchObject({ value, proved: true })
    const costs = new Float64Array(12).fill(10)
    const bought = await optimise(instanceOf(lists, weights, { count: null, budget: 60, costs }), { timeMs: 1 })
    expect(bought).toMatchObject({ value, proved: true })
  })

  it('searches on from an earlier choice and never answers with less, and leaves out of it what breaks the limits', async () => {
    const hard = readInstanceFile(published('mia-r9-600-p20-spacing5km.json'))[0]?.instance
    expect.assert(hard !== undefined)
    const first = await optimise(hard, { timeMs: 600 })
    const next = await optimise(hard, { timeMs: 1, seed: 2, from: first })
    expect(next.value).toBeGreaterThanOrEqual(first.value)
    await fc.assert(
      fc.asyncProperty(smallInstance.filter(isFeasible), fc.uniqueArray(fc.nat(8)), async (instance, sites) => {
        const choice = await optimise(instance, { timeMs: 1, from: { sites, method: 'swap' } })
        expect(keepsLimits(instance, choice.sites)).toBe(true)
        expect(choice.value).toBeLessThanOrEqual(bestByTryingAll(instance))
      }),
    )
  })

  it('refuses no time', async () => {
    await expect(optimise(instanceOf([[0]], [1]), { timeMs: 0 })).rejects.toMatchObject({ code: 'plan.time' })
  })
})

describe('checkInstance names what cannot be', () => {
  const three = [[0], [1], [2]]
  const cases: Record<string, [CoverageInstance, string, string, RegExp]> = {
    'no candidates': [instanceOf([], [1]), 'plan.no-candidates', '', /no candidate/],
    'neither count nor budget': [instanceOf(three, [1, 1, 1], { count: null }), 'plan.limit', 'count', /at least one/],
    'a count of none': [instanceOf(three, [1, 1, 1], { count: 0 }), 'plan.count', 'count', /is 0/],
    'a fractional count': [instanceOf(three, [1, 1, 1], { count: 1.5 }), 'plan.count', 'count', /1\.5/],
    'a negative weight': [instanceOf(three, [1, -1, 1]), 'plan.weights', 'weights[1]', /cell 1 is -1/],
    'a fractional weight': [instanceOf(three, [1, 1, 0.5]), 'plan.weights', 'weights[2]', /cell 2 is 0\.5/],
    'weights that overflow': [
      instanceOf(three, [1, Number.MAX_SAFE_INTEGER, 1]),
      'plan.weights-overflow',
      'weights[1]',
      /9007199254740991/,
    ],
    'a cell that is not there': [instanceOf([[0], [3]], [1, 1, 1]), 'plan.rows', 'csr.idx[1]', /names 3/],
    'a cell twice': [instanceOf([[0, 0]], [1]), 'plan.rows', 'csr.idx[1]', /twice/],
    'rows that run backwards': [
      instanceOf(three, [1, 1, 1], { rows: { ptr: Int32Array.of(0, 2, 1, 3), idx: Int32Array.of(0, 1, 2) } }),
      'plan.rows',
      'csr.ptr[2]',
      /falls from 2 to 1/,
    ],
    'a budget below every cost': [
      instanceOf(three, [1, 1, 1], { budget: 5, costs: Float64Array.of(9, 7, 8) }),
      'plan.budget',
      'budget',
      /costs 7 and the budget is 5/,
    ],
    'required sites beyond the budget': [
      instanceOf(three, [1, 1, 1], { budget: 15, costs: Float64Array.of(9, 7, 8), required: [0, 1] }),
      'plan.budget',
      'budget',
      /cost 16 and the budget is 15/,
    ],
    'more required than allowed': [instanceOf(three, [1, 1, 1], { required: [0, 1, 2] }), 'plan.required', 'count', /3 sites/],
    'required sites in conflict': [
      instanceOf(three, [1, 1, 1], { required: [0, 2], conflicts: compressed([[2], [], [0]]) }),
      'plan.required-conflict',
      'required',
      /0 and 2/,
    ],
    'required and forbidden': [
      instanceOf(three, [1, 1, 1], { required: [1], forbidden: [1] }),
      'plan.required',
      'required',
      /1 is both/,
    ],
    'everything forbidden': [instanceOf(three, [1, 1, 1], { forbidden: [0, 1, 2] }), 'plan.all-forbidden', 'forbidden', /All 3/],
    'spacing that leaves nothing': [
      instanceOf(three, [1, 1, 1], { required: [0], conflicts: compressed([[1, 2], [0], [0]]) }),
      'plan.spacing',
      'conflicts',
      /all 2 other/,
    ],
    'a site in conflict with itself': [
      instanceOf(three, [1, 1, 1], { conflicts: compressed([[], [1], []]) }),
      'plan.conflicts',
      'conflicts.idx[0]',
      /itself/,
    ],
  }

  it.each(Object.entries(cases))('%s', (_, [instance, code, field, message]) => {
    expect(() => checkInstance(instance)).toThrow(Problem)
    try {
      checkInstance(instance)
    } catch (thrown) {
      expect(thrown).toMatchObject({ code, field: field === '' ? undefined : field, message: expect.stringMatching(message) })
    }
  })
})
