import { describe, expect, it } from 'vitest'
import { HotspotReferences, hotspotReference, keyInNetwork } from './hotspotReference'

const EUI = 'A84041FFFF1E0001'
const refused = (code: string) => expect.objectContaining({ code })

describe('hotspotReference', () => {
  it('[DK10] is a key in its normal form, or network and key', () => {
    expect(hotspotReference('eui-a84041ffff1e0001')).toBe(EUI)
    expect(hotspotReference(' ttn:a8:40:41:ff:ff:1e:00:01')).toBe(`ttn:${EUI}`)
    expect(hotspotReference('aa:bb:cc:dd:ee:ff')).toBe('AA:BB:CC:DD:EE:FF')
    expect(hotspotReference('Roof: north')).toBe('Roof: north')
    expect(() => hotspotReference('2.19E+26', { field: 'hotspot' })).toThrow(refused('device-key.rounded'))
    expect([keyInNetwork(`ttn:${EUI}`, 'ttn'), keyInNetwork(`ttn:${EUI}`, 'helium'), keyInNetwork(EUI, 'ttn')]).toEqual([
      EUI,
      `ttn:${EUI}`,
      EUI,
    ])
  })

  it('[DK11] means the one hotspot that has the key, and is refused where two networks have it', () => {
    const references = new HotspotReferences([`ttn:${EUI}`, `helium:${EUI}`, 'helium:mast-1'])
    expect(references.resolve('mast-1')).toBe('helium:mast-1')
    expect(references.resolve(`ttn:${EUI}`)).toBe(`ttn:${EUI}`)
    expect(references.resolve('not-in-the-fleet')).toBe('not-in-the-fleet')
    expect(() => references.resolve(EUI)).toThrow(/is a hotspot of two networks: write ttn:A84041FFFF1E0001 or helium:/)
    expect([references.shortest('helium:mast-1'), references.shortest(`ttn:${EUI}`)]).toEqual(['mast-1', `ttn:${EUI}`])
  })
})
