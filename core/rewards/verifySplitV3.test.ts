import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentDigest } from '../model/contentDigest'
import { agreementsArbitrary, correctionInput, goingOn, periodArbitrary, splitChain } from './arbitrarySplits'
import { exampleSplit } from './exampleSplit'
import { findDifferences } from './findDifferences'
import { splitByTerms } from './splitByTerms'
import type { SplitFileV3 } from './splitFileV3'
import { verifySplitV3 } from './verifySplitV3'

type Json = Record<string, unknown> | unknown[]

/** A split and a correction of it with all kinds of stages, the same each time. */
function examples(): SplitFileV3[] {
  const [period, agreements] = fc.sample(fc.tuple(periodArbitrary, agreementsArbitrary), { numRuns: 1, seed: 11 })[0] ?? []
  if (!period || !agreements) throw new Error('The sample is there')
  const [link] = splitChain([{ ...period, corrected: null }], agreements)
  if (!link) throw new Error('A chain has a period')
  const other = period.rewards.map((reward) => ({ ...reward, amountBaseUnits: reward.amountBaseUnits / 2n + 9n }))
  const correction = splitByTerms(goingOn(correctionInput(link.split, period.rewards, other), link.split))
  return [exampleSplit(), link.split, correction]
}

function reseal(split: SplitFileV3): SplitFileV3 {
  const { contentSha256: _, ...rest } = split
  return { ...split, contentSha256: contentDigest(rest) }
}

/** Every field of the document that holds base units and follows from others. */
function amountPlaces(
  value: unknown,
  path: string,
  found: { path: string; holder: Record<string, unknown>; field: string }[],
): void {
  if (typeof value !== 'object' || value === null) return
  for (const [field, inner] of Object.entries(value as Json)) {
    const isInput = ['original', 'agreements', 'entries', 'measures', 'prices'].includes(field)
    if (isInput) continue
    const isAmount =
      typeof inner === 'string' && /^-?\d+$/.test(inner) && !['id', 'stageId', 'name', 'hotspotKey'].includes(field)
    if (isAmount && field !== 'minimumPayoutBaseUnits')
      found.push({ path: `${path}.${field}`, holder: value as Record<string, unknown>, field })
    else amountPlaces(inner, `${path}.${field}`, found)
  }
}

describe('a split of version 3', () => {
  it('[VS1] as it was made has no findings', () => {
    for (const split of examples()) expect(verifySplitV3(split)).toEqual([])
  })

  it('[VS2] one base unit changed anywhere is found, though the digest is made to fit', () => {
    for (const split of examples()) {
      const places: { path: string; holder: Record<string, unknown>; field: string }[] = []
      const copy = structuredClone(split)
      amountPlaces(copy, '', places)
      expect(places.length).toBeGreaterThan(40)
      for (const { path, holder, field } of places) {
        const kept = holder[field] as string
        holder[field] = (BigInt(kept) + 1n).toString()
        expect([path, verifySplitV3(reseal(copy)).length]).not.toEqual([path, 0])
        holder[field] = kept
      }
      expect(verifySplitV3(reseal(copy))).toEqual([])
    }
  })

  it('[VS2] names the place', () => {
    const split = structuredClone(exampleSplit())
    const [row, member] = [split.rows[1], split.members[1]]
    if (!row?.shares[0] || !member) throw new Error('The example has rows')
    row.shares[0].amountBaseUnits = '1'
    expect(verifySplitV3(split)[0]).toMatchObject({ where: 'rows[1] hotspot h2 member bo' })
    member.paidBaseUnits = '1'
    expect(verifySplitV3(split).map(({ where }) => where)).toContain('members[1] member bo')
  })

  it('[VS10] a correction carries its original, which holds and is the one that is corrected', () => {
    const correction = examples()[2]
    if (!correction?.correction) throw new Error('The last example is a correction')
    const { correction: carried, period } = correction
    const first = (changed: SplitFileV3) => verifySplitV3(reseal(changed))[0]
    expect(first({ ...correction, correction: null })).toMatchObject({
      where: 'correction',
      message: expect.stringMatching(/is missing/),
    })
    const original = { ...(carried.original as SplitFileV3), contentSha256: '0' }
    expect(first({ ...correction, correction: { ...carried, original } })).toMatchObject({
      where: 'correction.original.contentSha256',
    })
    const corrects = [{ id: 'other', amountsSha256: '' }]
    expect(first({ ...correction, period: { ...period, corrects } })).toMatchObject({
      message: expect.stringMatching(/does not correct/),
    })
    const digest = period.corrects.map((each) => ({ ...each, amountsSha256: '0' }))
    expect(first({ ...correction, period: { ...period, corrects: digest } })).toMatchObject({ where: 'period.corrects' })
  })

  it('[VS10] what a correction says was shared before is what the original shared', () => {
    const [, original] = examples()
    if (!original) throw new Error('There are examples')
    const shared = original.rows.map(({ hotspotKey, amountBaseUnits }) => ({
      ...{ hotspotKey, name: '', groups: [], amountBaseUnits: BigInt(amountBaseUnits) },
    }))
    const less = shared.map((reward) => ({ ...reward, amountBaseUnits: reward.amountBaseUnits / 2n }))
    const forged = splitByTerms(goingOn(correctionInput(original, less, shared), original))
    const findings = verifySplitV3(forged)
    expect(findings.map(({ message }) => message).join('\n')).toMatch(/beforeBaseUnits reads \d+, but the original gives \d+/)
  })

  it('[VS6] any other value is a finding, never a crash', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(exampleSplit())), (value, field) => {
        const split = { ...exampleSplit(), [field]: value }
        fc.pre(JSON.stringify(split) !== JSON.stringify(exampleSplit()))
        expect(verifySplitV3(split).length).toBeGreaterThan(0)
        expect(Array.isArray(verifySplitV3(value))).toBe(true)
      }),
    )
  })
})

describe('differences of two documents', () => {
  it('are named by what people call them', () => {
    const stated = { members: [{ id: 'bo', paid: '1', more: { a: 1 } }], rows: [], kept: 1 }
    const expected = { members: [{ id: 'bo', paid: '2', more: { a: 2 } }], rows: [{ hotspotKey: 'h1' }], kept: 2 }
    expect(findDifferences(stated, expected, ['kept'])).toEqual([
      { where: 'members[0] member bo', field: 'paid', stated: '1', expected: '2' },
      { where: 'members[0] member bo more', field: 'a', stated: '1', expected: '2' },
      { where: 'rows[0] hotspot h1', field: '', stated: 'nothing', expected: '{"hotspotKey":"h1"}' },
    ])
  })

  it('of documents that are alike are none', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (document) => {
        const other = JSON.parse(JSON.stringify(document)) as object
        expect(findDifferences(JSON.parse(JSON.stringify(document)) as object, other, [])).toEqual([])
      }),
    )
  })
})
