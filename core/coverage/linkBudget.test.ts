import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Antenna, RadioProfile } from '../model/radioProfile'
import { antennaAttenuationDb, createReceivedDbm, isIsotropic, reachM, thresholdDbm, withHotspotRadio } from './linkBudget'
import { readRadioProfile } from './readRadioProfile'

function profileOf(changes: object = {}): RadioProfile {
  return readRadioProfile({
    model: 'free-space',
    frequencyMhz: 868,
    txPowerDbm: 14,
    antennaGainDbi: 2,
    receiverGainDbi: 1,
    antennaHeightM: 30,
    receiverHeightM: 1.5,
    sensitivityDbm: -110,
    marginDb: 4,
    maxDistanceM: 1e7,
    ...changes,
  }).profile
}

const sector: Antenna = { kind: 'sector', azimuthDeg: 350, beamwidthDeg: 60, maxAttenuationDb: 25 }

describe('link budget', () => {
  it('adds power and gains and takes away every loss', () => {
    const received = createReceivedDbm(profileOf({ bodyLossDb: 3, clutterLossDb: 5 }))
    expect(received(1000, 0)).toBeCloseTo(14 + 2 + 1 - 3 - 5 - (32.4 + 20 * Math.log10(868)), 10)
    expect(thresholdDbm(profileOf())).toBe(-106)
  })

  it('weakens a sector by 3 dB at half its width, across north, down to its floor', () => {
    expect(antennaAttenuationDb(sector, 350)).toBe(0)
    expect(antennaAttenuationDb(sector, 20)).toBeCloseTo(3, 10)
    expect(antennaAttenuationDb(sector, 320)).toBeCloseTo(3, 10)
    expect(antennaAttenuationDb(sector, 170)).toBe(25)
    expect(antennaAttenuationDb(sector, -10)).toBe(0)
  })

  it('reads a pattern between its bearings', () => {
    const pattern: Antenna = { kind: 'pattern', azimuthDeg: 90, attenuationDb: [0, 10, 30, 10] }
    expect([90, 135, 180, 270, 45, 449.99].map((bearing) => antennaAttenuationDb(pattern, bearing))).toEqual([
      0,
      5,
      10,
      30,
      5,
      expect.closeTo(0, 2),
    ])
    const received = createReceivedDbm(profileOf({ antenna: pattern }))
    expect(received(500, 90) - received(500, 270)).toBeCloseTo(30, 10)
    expect(isIsotropic(profileOf({ antenna: pattern }))).toBe(false)
    expect(isIsotropic(profileOf())).toBe(true)
    expect(isIsotropic(profileOf({ model: 'itm-terrain' }))).toBe(false)
  })

  it('reaches exactly as far as the threshold', () => {
    const profile = profileOf()
    const reach = reachM(profile)
    expect(reach).toBeCloseTo(1000 * 10 ** ((17 + 106 - 32.4 - 20 * Math.log10(868)) / 20), 3)
    expect(reachM({ ...profile, maxDistanceM: 500 })).toBe(500)
    expect(reachM({ ...profile, sensitivityDbm: 0 })).toBe(0)
    expect(reachM({ ...profile, antenna: sector })).toBe(reach)
  })

  it('covers at its reach and nowhere beyond it', () => {
    const any = fc.record({
      model: fc.constantFrom('hata', 'cost231', '38901-umi', '38901-rma', 'itm-area'),
      frequencyMhz: fc.integer({ min: 500, max: 6000 }),
      antennaHeightM: fc.integer({ min: 2, max: 100 }),
      txPowerDbm: fc.integer({ min: 0, max: 40 }),
    })
    fc.assert(
      fc.property(any, fc.double({ min: 1.0001, max: 20, noNaN: true }), (changes, further) => {
        const profile = profileOf({ ...changes, maxDistanceM: 100_000 })
        const received = createReceivedDbm(profile)
        const reach = reachM(profile)
        if (reach === 0) expect(received(1, 0)).toBeLessThan(thresholdDbm(profile))
        else expect(received(reach, 0)).toBeGreaterThanOrEqual(thresholdDbm(profile) - 1e-6)
        const beyond = Math.max(reach, 1) * further
        if (reach < 100_000 && beyond < 100_000) expect(received(beyond, 0)).toBeLessThan(thresholdDbm(profile))
      }),
      { numRuns: 25 },
    )
  })

  it('takes what a hotspot has of its own', () => {
    const profile = profileOf()
    expect(withHotspotRadio(profile, undefined)).toBe(profile)
    const own = withHotspotRadio(profile, { profileId: 'other', txPowerDbm: 27, antenna: sector })
    expect(own).toEqual({ ...profile, txPowerDbm: 27, antenna: sector })
  })
})
