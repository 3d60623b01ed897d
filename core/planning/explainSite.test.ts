import { describe, expect, it } from 'vitest'
import { explainSite, explainStop, type SiteReasons } from './explainSite'

const cells = { unit: 'cells', isDemand: false }
const people = { unit: 'people', isDemand: true }
const site: SiteReasons = {
  kind: 'new',
  movedName: null,
  order: 2,
  gainWeight: 182,
  gainCells: 182,
  onlyWeight: 150,
  sharedWeight: 32,
  totalWeight: 1_500,
  replacementWeight: 120,
  words: cells,
}

describe('explainSite', () => {
  it.each<[Partial<SiteReasons>, string]>([
    [
      {},
      'Covers 182 cells that no hotspot and no earlier site reaches, 12% of the area. Without it, 150 cells would be lost; the best other place would win back 120 cells. Others cover 32 cells of its reach as well.',
    ],
    [
      { order: 1, onlyWeight: 182, sharedWeight: 0, replacementWeight: 182 },
      'Covers 182 cells that no hotspot reaches yet, 12% of the area. Without it, all of that would be lost, but another place would do as well.',
    ],
    [
      { gainWeight: 1, gainCells: 1, onlyWeight: 1, sharedWeight: 0, replacementWeight: 0 },
      'Covers 1 cell that no hotspot and no earlier site reaches, less than 0.1% of the area. Without it, all of that would be lost, and no other place could win any of it back.',
    ],
    [
      { words: people, gainWeight: 4_210.5, gainCells: 31, totalWeight: 52_000, onlyWeight: 12.345, sharedWeight: 0 },
      'Covers 4,211 people that no hotspot and no earlier site reaches, 8.1% of all, in 31 cells. Without it, 12.3 people would be lost; the best other place would win back 120 people.',
    ],
    [
      { kind: 'must-have', gainWeight: 0, gainCells: 0, onlyWeight: 0, sharedWeight: 90, replacementWeight: null },
      'A must-have site. Covers nothing that is not covered already. Others cover 90 cells of its reach as well.',
    ],
    [
      { kind: 'moved', movedName: 'Calm Amber Crane', onlyWeight: 0, sharedWeight: 182, replacementWeight: null },
      'Calm Amber Crane moves here. Covers 182 cells that no hotspot and no earlier site reaches, 12% of the area. Without it, nothing would be lost: others cover the same. Others cover 182 cells of its reach as well.',
    ],
  ])('says it in numbers: %o', (change, sentence) => {
    expect(explainSite({ ...site, ...change })).toBe(sentence)
  })

  it('says why it stopped', () => {
    const stop = { chosen: 3, requested: 5, uncoveredWeight: 10, words: cells, limits: { budget: false, spacing: false } }
    expect(explainStop(stop)).toBe('Stopped after 3 of 5 sites: no place left would cover any of the 10 cells still uncovered.')
    expect(explainStop({ ...stop, uncoveredWeight: 0 })).toBe('Stopped after 3 of 5 sites: everything in the area is covered.')
    expect(explainStop({ ...stop, words: people, limits: { budget: true, spacing: false } })).toBe(
      'Stopped after 3 of 5 sites: another would break the budget or add nothing, with 10 people still uncovered.',
    )
  })
})
