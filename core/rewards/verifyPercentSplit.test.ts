import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seal } from '../model/contentDigest'
import { type PercentSplitFile, type SplitFileV2, splitFileV2Schema } from './splitFile'
import { verifySplit } from './verifySplit'

/** Splits of version 2, byte for byte as the program made them that had no stages. */
const readV2 = (name: string): SplitFileV2 =>
  splitFileV2Schema.parse(JSON.parse(readFileSync(`core/rewards/fixtures/${name}.json`, 'utf8')))
const splitV2 = () => readV2('split-v2')

/** Every place in the file that holds an amount: how to change it, and what a finding must name. */
function amountPlaces(split: PercentSplitFile): { where: string; holder: Record<string, unknown>; field: string }[] {
  const places: { where: string; holder: Record<string, unknown>; field: string }[] = []
  for (const field of Object.keys(split.totals)) places.push({ where: `totals.${field}`, holder: split.totals, field })
  split.members.forEach((member, at) => {
    places.push({ where: `members[${at}] member ${member.id}`, holder: member, field: 'amountBaseUnits' })
  })
  split.rows.forEach((row, at) => {
    const where = `rows[${at}] hotspot ${row.hotspotKey}`
    places.push({ where, holder: row, field: 'amountBaseUnits' })
    for (const share of row.shares)
      places.push({ where: `${where} member ${share.memberId}`, holder: share, field: 'amountBaseUnits' })
  })
  return places
}

describe('verifySplit on splits of version 2', () => {
  it('[VS1] finds nothing in a file as it was made, also after a trip through JSON', () => {
    expect(verifySplit(splitV2())).toEqual([])
    expect(verifySplit(JSON.parse(JSON.stringify(splitV2())))).toEqual([])
  })

  it('[VS2] names the place of one base unit changed anywhere, even when the digest is made to fit', () => {
    const count = amountPlaces(splitV2()).length
    fc.assert(
      fc.property(fc.nat(count - 1), fc.constantFrom(1n, -1n), fc.boolean(), (at, step, resealed) => {
        const split = splitV2()
        const place = amountPlaces(split)[at]
        if (!place) throw new Error('the place exists')
        const before = place.holder[place.field]
        const after = BigInt(before as string | number) + step
        fc.pre(after >= 0n)
        place.holder[place.field] = typeof before === 'number' ? Number(after) : after.toString()
        const findings = verifySplit(resealed ? seal(split) : split)
        expect(findings.map((finding) => finding.where)).toContain(place.where)
        expect(findings.some((finding) => finding.where === 'contentSha256')).toBe(!resealed)
      }),
      { numRuns: 300 },
    )
  })

  it('[VS3] names a wrong choice of agreement, a wrong status, a wrong address', () => {
    const split = splitV2()
    const [row] = split.rows
    const [ada, , cy] = split.members
    if (!row || !ada || !cy) throw new Error('the example has rows and members')
    row.agreementId = 'g'
    cy.status = 'paid'
    ada.address = ada.address?.toLowerCase() ?? null
    const wheres = verifySplit(seal(split)).map((finding) => finding.where)
    expect(wheres).toEqual(expect.arrayContaining(['rows[0] hotspot h1', 'members[2] member cy', 'members[0] member ada']))
  })

  it('[VS4] names rows, members and shares that stand twice, are missing or unknown', () => {
    const split = splitV2()
    const [first, second] = split.rows
    const [agreement] = split.agreements
    if (!first || !second || !agreement) throw new Error('the example has rows')
    first.shares.pop()
    second.shares.push({ memberId: 'zed', amountBaseUnits: '0' })
    split.rows.push(structuredClone(second))
    split.members.push(structuredClone(split.members[1] as PercentSplitFile['members'][number]))
    agreement.shares[0] = { memberId: 'nobody', percent: '33.333333' }
    const wheres = verifySplit(seal(split)).map((finding) => finding.where)
    expect(wheres).toEqual(
      expect.arrayContaining([
        'agreements[0] Everyone member nobody',
        'rows[0] hotspot h1 member cy',
        'rows[1] hotspot h2 member zed',
        'rows[5] hotspot h2',
        'members[4] member bo',
      ]),
    )
  })

  it('[VS5] turns contradictory or incomplete agreements into findings', () => {
    const split = splitV2()
    const [everyone] = split.agreements
    if (!everyone) throw new Error('the example has agreements')
    const without = seal({ ...split, agreements: split.agreements.slice(1) })
    expect(verifySplit(without).map(({ where }) => where)).toContain('rows[0] hotspot h1')
    const doubled = seal({ ...split, agreements: [...split.agreements, { ...everyone, id: 'x' }] })
    expect(verifySplit(doubled).map(({ where }) => where)).toContain('agreements')
    const short = seal({
      ...split,
      agreements: [{ ...everyone, shares: everyone.shares.slice(1) }, ...split.agreements.slice(1)],
    })
    expect(verifySplit(short)).toContainEqual({
      where: 'agreements[0] Everyone',
      message: expect.stringContaining('66.666667 %'),
    })
  })

  it('[VS6] reports any other value as not having the form, and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(verifySplit(value).length).toBeGreaterThan(0)
      }),
    )
    const [finding] = verifySplit({ ...splitV2(), members: [{ ...splitV2().members[0], amountBaseUnits: '1.5' }] })
    expect(finding?.where).toBe('members[0].amountBaseUnits')
  })

  it('[VS9] a correction holds, and pays for each device what is stated less what was payable before', () => {
    const correction = readV2('correction-v2')
    expect(verifySplit(correction)).toEqual([])
    expect(correction.rows[0]).toMatchObject({
      amountBaseUnits: '11',
      correction: { statedBaseUnits: '111', beforeBaseUnits: '100' },
    })
    const wheresAfter = (change: (split: SplitFileV2, row: SplitFileV2['rows'][number]) => void) => {
      const copy = structuredClone(correction)
      change(copy, copy.rows[4] as SplitFileV2['rows'][number])
      return verifySplit(seal(copy)).map(({ where }) => where)
    }
    const where = 'rows[4] hotspot h5'
    expect(wheresAfter((_, row) => Object.assign(row.correction ?? {}, { beforeBaseUnits: '1' }))).toEqual([where])
    expect(wheresAfter((_, row) => Object.assign(row.correction ?? {}, { statedBaseUnits: '2000000' }))).toEqual(
      expect.arrayContaining(['period.contentSha256', where]),
    )
    expect(wheresAfter((_, row) => delete row.correction)).toContain(where)
    expect(wheresAfter(({ period }) => period.corrects.pop())).toContain('rows[0] hotspot h1')
  })
})
