import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainSite, explainStop } from './explainSite'
import { GreedyCoverage } from './greedyCoverage'

const cellCount = 30
const instance = fc.record({
  cover: fc.array(fc.uniqueArray(fc.nat(cellCount - 1)), { minLength: 1, maxLength: 12 }),
  before: fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: cellCount, maxLength: cellCount }),
})

describe('GreedyCoverage', () => {
  it('picks what a recount from scratch would pick, with its gain and the runner-up', () => {
    fc.assert(
      fc.property(instance, ({ cover, before }) => {
        const covered = new Set(before.flatMap((flag, cell) => (flag === 1 ? [cell] : [])))
        const greedy = new GreedyCoverage(
          cover.map((cells) => Int32Array.from(cells)),
          Uint8Array.from(before),
        )
        for (let round = 0; round <= cover.length; round++) {
          const gains = cover.map((cells) => cells.filter((cell) => !covered.has(cell)).length)
          const best = Math.max(...gains)
          const pick = greedy.pick()
          if (best === 0) {
            expect(pick).toBeNull()
            return
          }
          const candidate = gains.indexOf(best)
          const nextBestGainCells = Math.max(0, ...gains.filter((_, index) => index !== candidate))
          expect(pick).toEqual({ candidate, gainCells: best, nextBestGainCells })
          for (const cell of cover[candidate] ?? []) covered.add(cell)
        }
        expect.unreachable('more picks than candidates')
      }),
      { numRuns: 500 },
    )
  })
})

describe('explainSite', () => {
  const site = { order: 2, gainCells: 182, nextBestGainCells: 171, areaCells: 1_500 }
  it.each([
    [
      {},
      'Covers 182 cells that no hotspot and no earlier site reaches, 12% of the area; the next best place would have added 171.',
    ],
    [{ order: 1 }, 'Covers 182 cells that no hotspot reaches yet, 12% of the area; the next best place would have added 171.'],
    [
      { nextBestGainCells: 182 },
      'Covers 182 cells that no hotspot and no earlier site reaches, 12% of the area; another place would have added as many.',
    ],
    [
      { gainCells: 1, nextBestGainCells: 0 },
      'Covers 1 cell that no hotspot and no earlier site reaches, less than 0.1% of the area; no other place would have added any.',
    ],
    [
      { gainCells: 1_499 },
      'Covers 1,499 cells that no hotspot and no earlier site reaches, more than 99% of the area; the next best place would have added 171.',
    ],
    [
      { gainCells: 75 },
      'Covers 75 cells that no hotspot and no earlier site reaches, 5% of the area; the next best place would have added 171.',
    ],
  ])('says it in numbers: %o', (change, sentence) => {
    expect(explainSite({ ...site, ...change })).toBe(sentence)
  })

  it('says why it stopped', () => {
    expect(explainStop(3, 5, 90, 100)).toBe(
      'Stopped after 3 of 5 sites: no place left would cover any of the 10 cells still uncovered.',
    )
    expect(explainStop(1, 5, 99, 100)).toContain('the 1 cell still uncovered')
  })
})
