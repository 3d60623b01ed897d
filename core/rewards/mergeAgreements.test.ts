import { describe, expect, it } from 'vitest'
import { HotspotReferences } from '../networks/deviceKey/hotspotReference'
import { readAgreements } from './agreementsFile'
import { matchAgreements, resolveHotspots } from './mergeAgreements'

const read = (rows: string) => readAgreements('a.csv', `hotspot,member,percent\n${rows}`)
const references = (...ids: string[]) => new HotspotReferences(ids)
const kept = (rows: string, fleet = references()) => resolveHotspots(read(rows), fleet).agreements

describe('mergeAgreements', () => {
  it('[MA1] a key means the hotspot of the fleet that has it, and one of two networks is refused', () => {
    const fleet = references('ttn:A84041FFFF1E0001', 'helium:A84041FFFF1E0001', 'ttn:mast-1')
    const reading = read('eui-a84041ffff1e0001,ada,100\nmast-1,ada,100\nmast-2,ada,100\n*,ada,100\n')
    const { agreements, problems } = resolveHotspots(reading, fleet)
    expect(problems).toEqual([{ line: null, field: 'hotspotIds', message: expect.stringContaining('two networks') }])
    expect(agreements.map(({ scope }) => (scope.kind === 'hotspots' ? scope.hotspotIds : scope.kind))).toEqual([
      ['A84041FFFF1E0001'],
      ['ttn:mast-1'],
      ['mast-2'],
      'default',
    ])
    const clear = resolveHotspots(read('helium:a84041ffff1e0001,ada,100\n'), fleet)
    expect(clear).toMatchObject({ problems: [], agreements: [{ scope: { hotspotIds: ['helium:A84041FFFF1E0001'] } }] })
  })

  it('[MA2] the agreement of a second file never replaces an unrelated one', () => {
    const first = kept('mast-1,ada,100\n')
    const second = kept('mast-2,ada,100\n')
    expect(matchAgreements(first, second)).toEqual(second)
    expect(second[0]?.id).not.toBe(first[0]?.id)
  })

  it('[MA2] an agreement for the very same replaces the one that is kept, whatever that is called', () => {
    const fleet = references('ttn:mast-1')
    const existing = [
      { id: 'made by hand', scope: { kind: 'hotspots' as const, hotspotIds: ['ttn:mast-1'] } },
      { id: '*', scope: { kind: 'default' as const } },
    ]
    expect(matchAgreements(existing, kept('mast-1,ada,100\n*,ada,100\n', fleet)).map(({ id }) => id)).toEqual([
      'made by hand',
      '*',
    ])
    // An id that the file gives comes first, and nothing is replaced twice.
    const swapped = kept('mast-1,ada,100\nmast-3,ada,100\n', fleet).map((agreement, at) => ({
      ...agreement,
      id: ['y', 'made by hand'][at] ?? '',
    }))
    expect(matchAgreements(existing, swapped).map(({ id }) => id)).toEqual(['y', 'made by hand'])
  })
})
