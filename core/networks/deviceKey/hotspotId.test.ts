import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deviceKey } from './deviceKey'
import { hotspotId, hotspotKeyMatcher, hotspotKeyOf, migrateHotspotId, networkId, parseHotspotId } from './hotspotId'

const EUI = 'A84041FFFF1E0001'
const SPELLINGS = [EUI, 'a84041ffff1e0001', 'eui-a84041ffff1e0001', 'A8:40:41:FF:FF:1E:00:01']

describe('hotspotId', () => {
  it('[DK7] one gateway in two networks is two records, and four spellings of it are one', () => {
    const ids = (network: string) => new Set(SPELLINGS.map((text) => hotspotId(network, deviceKey(network, text).key)))
    expect([...ids('ttn')]).toEqual([`ttn:${EUI}`])
    expect([...ids('Helium')]).toEqual([`helium:${EUI}`])
  })

  it('[DK8] an id gives back its network and its key, and people see the key', () => {
    const key = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== '')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), key, (network, text) => {
        const normal = deviceKey('other', text.startsWith('eui-') ? 'x' : text).key
        expect(parseHotspotId(hotspotId(network, normal))).toEqual({ network: networkId(network), key: normal })
      }),
    )
    expect(hotspotKeyOf('ttn:AA:BB:CC:DD:EE:FF')).toBe('AA:BB:CC:DD:EE:FF')
    expect(['A1', 'AA:BB:CC:DD:EE:FF', ':x', 'ttn:'].map(parseHotspotId)).toEqual([null, null, null, null])
    expect([...SPELLINGS, `${EUI} `].every((typed) => hotspotKeyMatcher(typed)(`ttn:${EUI}`))).toBe(true)
    expect(hotspotKeyMatcher('mast-1')('other:Mast-1')).toBe(true)
    expect(hotspotKeyMatcher('a84041ffff1e0002')(`ttn:${EUI}`)).toBe(false)
  })

  it('[DK9] a record kept under the key of a file gets the id of its network and key, once and for all', () => {
    for (const id of SPELLINGS) expect(migrateHotspotId({ id, network: 'ttn' })).toBe(`ttn:${EUI}`)
    // What would be refused in a file today is kept: a migration loses nothing.
    expect(migrateHotspotId({ id: '8.00E+15', network: 'ttn' })).toBe('ttn:8.00E+15')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.constantFrom('ttn', 'Helium', 'my net'), (id, network) => {
        const migrated = migrateHotspotId({ id, network })
        expect(migrateHotspotId({ id: migrated, network })).toBe(migrated)
      }),
    )
  })
})
