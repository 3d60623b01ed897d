import { describe, expect, it } from 'vitest'
import { Problem } from '../model/problem'
import { radioProfileSchema } from '../model/radioProfile'
import { readRadioProfile } from './readRadioProfile'

const link = {
  model: 'free-space',
  frequencyMhz: 868,
  txPowerDbm: 14,
  antennaGainDbi: 2,
  antennaHeightM: 30,
  receiverHeightM: 1.5,
  sensitivityDbm: -120,
  maxDistanceM: 5000,
}

function problemOf(changes: object): Problem {
  try {
    readRadioProfile({ ...link, ...changes })
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown
    throw thrown
  }
  throw new Error('nothing was refused')
}

describe('reading a radio profile', () => {
  it('needs the eight figures of a link only, and changes none of them', () => {
    const { profile, warnings } = readRadioProfile(link)
    expect(warnings).toEqual([])
    expect(profile).toMatchObject({
      ...link,
      receiverGainDbi: 0,
      marginDb: 0,
      bodyLossDb: 0,
      clutterLossDb: 0,
      antenna: { kind: 'omni' },
    })
    expect(radioProfileSchema.parse(profile)).toEqual(profile)
  })

  it.each([
    ['P.525', undefined, 'free-space', null],
    ['FSPL', undefined, 'free-space', null],
    ['Okumura-Hata', 'Rural', 'hata', 'open'],
    ['hata', 'urban_large', 'hata', 'urban-large'],
    ['COST-231 Hata', 'suburban', 'cost231-hata', 'suburban'],
    ['3GPP-38901', 'UMa-NLoS', '38901-uma', 'nlos'],
    ['38901-UMi', 'LOS', '38901-umi', 'los'],
    ['TR 38.901 InH-Office', 'nlos', '38901-inh', 'nlos'],
    ['rma-los', undefined, '38901-rma', 'los'],
    ['Longley-Rice', undefined, 'itm-area', null],
    ['itm terrain', undefined, 'itm-terrain', null],
  ])('understands the model %s %s', (model, environment, name, place) => {
    const { profile } = readRadioProfile({ ...link, model, environment })
    expect([profile.model, profile.environment]).toEqual([name, place])
  })

  it('takes the size of the city beside "urban", and says what it assumes without it', () => {
    const large = readRadioProfile({ ...link, model: 'hata', environment: 'urban', city: 'large' })
    expect([large.profile.environment, large.warnings]).toEqual(['urban-large', []])
    const unsaid = readRadioProfile({ ...link, model: 'hata', environment: 'urban' })
    expect([unsaid.profile.environment, unsaid.warnings.map(({ code }) => code)]).toEqual([
      'urban-small',
      ['radio.assumed-environment'],
    ])
    expect(readRadioProfile({ ...link, model: 'uma', frequencyMhz: 3500, antennaHeightM: 25 })).toMatchObject({
      profile: { environment: 'nlos' },
      warnings: [{ code: 'radio.assumed-environment' }],
    })
  })

  it('warns outside the model and about fields that do not exist', () => {
    const { warnings } = readRadioProfile({ ...link, model: 'hata', environment: 'open', frequencyMhz: 2400, antenaGainDbi: 9 })
    expect(warnings.map(({ code, field }) => [code, field])).toEqual([
      ['radio.frequency-outside-model', 'frequencyMhz'],
      ['radio.unknown-field', 'antenaGainDbi'],
    ])
    expect(readRadioProfile({ ...link, txPowerDbm: 500, maxDistanceM: 5 }).warnings).toHaveLength(2)
  })

  it.each([
    [{ frequencyMhz: 0.915 }, 'frequencyMhz', /GHz\? Give MHz \(915\)/],
    [{ frequencyMhz: 915_000_000 }, 'frequencyMhz', /Hz\? Give MHz \(915\)/],
    [{ frequencyMhz: 915_000 }, 'frequencyMhz', /kHz\? Give MHz \(915\)/],
    [{ frequencyMhz: -868 }, 'frequencyMhz', /more than 0/],
    [{ antennaHeightM: -2, model: 'hata' }, 'antennaHeightM', /below ground/],
    [{ receiverHeightM: 0 }, 'receiverHeightM', /below ground/],
    [{ maxDistanceM: -1 }, 'maxDistanceM', /more than 0/],
    [{ sensitivityDbm: 120 }, 'sensitivityDbm', /minus sign/],
    [{ txPowerDbm: '14 dBm' }, 'txPowerDbm', /without quotes or unit/],
    [{ txPowerDbm: undefined }, 'txPowerDbm', /missing/],
    [{ model: undefined }, 'model', /missing/],
    [{ model: 'magic' }, 'model', /one of free-space, hata/],
    [{ model: '3gpp' }, 'model', /scenario/],
    [{ model: 'uma', environment: 'RMa-LoS' }, 'model', /two scenarios/],
    [{ model: 'hata', environment: 'sea' }, 'environment', /suburban/],
    [{ model: 'hata', environment: 'urban', city: 'huge' }, 'city', /large, small/],
    [{ marginDb: -3 }, 'marginDb', /0 or more/],
    [{ antenna: { kind: 'sector', azimuthDeg: 400, beamwidthDeg: 60, maxAttenuationDb: 20 } }, 'antenna.azimuthDeg', /correct/],
    [{ model: 'log-distance' }, 'logDistance', /correct/],
    [{ model: 'itm', itm: { climate: 9 } }, 'itm.climate', /correct/],
    [{ format: 'commonmast-split-v1' }, 'format', /commonmast-radio-profile-v1/],
  ])('refuses %j', (changes, field, words) => {
    const problem = problemOf(changes)
    expect(problem.field).toBe(field)
    expect(problem.message).toMatch(words)
  })

  it('refuses what is no object', () => {
    expect(() => readRadioProfile([link])).toThrow(expect.objectContaining({ code: 'radio.not-profile' }))
  })
})
