import { describe, expect, it } from 'vitest'
import { unmatchedKeys, unmatchedText } from './unmatchedKeys'

const hill = {
  id: '1',
  name: 'Hill',
  scope: { kind: 'hotspots' as const, hotspotIds: ['mast-1', 'mast-O3', 'ttn:A84041FFFF1E0001'] },
}
const harbour = { id: '2', name: 'Harbour', scope: { kind: 'group' as const, group: 'harbour' } }
const others = { id: '3', name: 'Others', scope: { kind: 'default' as const } }
const groups = [{ name: 'harbour', hotspots: ['mast-4', 'mast-05', 'mast-05'] }]

describe('keys that match no reward', () => {
  it('[AG5] are named with their agreement, those of groups too, and none of another network', () => {
    const keys = new Set(['mast-1', 'mast-03', 'mast-4', 'mast-5'])
    expect(unmatchedKeys([hill, harbour, others], groups, keys, 'helium')).toEqual([
      { agreementId: '1', agreementName: 'Hill', hotspots: ['mast-O3'] },
      { agreementId: '2', agreementName: 'Harbour', hotspots: ['mast-05'] },
    ])
    expect(unmatchedKeys([hill], [], keys, 'ttn')).toEqual([
      { agreementId: '1', agreementName: 'Hill', hotspots: ['mast-O3', 'ttn:A84041FFFF1E0001'] },
    ])
    expect(unmatchedKeys([hill], [], new Set(['mast-1', 'mast-O3', 'A84041FFFF1E0001']), 'ttn')).toEqual([])
  })

  it('are said with the first few', () => {
    expect(unmatchedText({ agreementName: 'Hill', hotspots: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] })).toBe(
      'Agreement "Hill" names a, b, c, d, e and 2 more',
    )
  })
})
