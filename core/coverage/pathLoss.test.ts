import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PathLossModelName, pathLossModelSchema, type RadioProfile } from '../model/radioProfile'
import { freeSpaceLossDb } from './models/freeSpace'
import { pathLossModels } from './models/modelCatalogue'
import { createPathLoss } from './pathLoss'
import { readRadioProfile } from './readRadioProfile'

const usual = {
  frequencyMhz: 900,
  txPowerDbm: 14,
  antennaGainDbi: 2,
  antennaHeightM: 30,
  receiverHeightM: 1.5,
  sensitivityDbm: -120,
  maxDistanceM: 30_000,
  logDistance: { exponent: 3.2, referenceDistanceM: 1000, referenceLossDb: 120 },
}

function profileOf(model: PathLossModelName, changes: object = {}): RadioProfile {
  return readRadioProfile({ ...usual, model, ...changes }).profile
}

const isotropic = pathLossModelSchema.options.filter((model) => model !== 'itm-terrain')
const variants = isotropic.flatMap((model): [PathLossModelName, string | null][] => {
  const { environments } = pathLossModels[model]
  return environments.length === 0 ? [[model, null]] : environments.map((environment) => [model, environment])
})

describe.each(variants)('%s %s', (model, environment) => {
  const lossDb = createPathLoss(profileOf(model, environment === null ? {} : { environment }))

  it('is never below free space, and finite', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100_000, noNaN: true }), (distanceM) => {
        const loss = lossDb(distanceM)
        expect(loss).toBeGreaterThanOrEqual(freeSpaceLossDb(900, Math.max(distanceM, 1)))
        expect(loss).toBeLessThan(500)
      }),
      { numRuns: 200 },
    )
  })

  it('is at any distance below a metre what it is at one', () => {
    expect(lossDb(0)).toBe(lossDb(1))
    expect(lossDb(0.999)).toBe(lossDb(1))
    expect(lossDb(2)).toBeGreaterThan(lossDb(1) - 1e-9)
  })

  it('grows with distance over whole kilometres', () => {
    const losses = [1, 2, 5, 10, 20, 50].map((km) => lossDb(km * 1000))
    expect(losses).toEqual([...losses].sort((a, b) => a - b))
  })
})

describe('path loss', () => {
  it('is free space by the Recommendation, with ground distance', () => {
    expect(createPathLoss(profileOf('free-space'))(10_000)).toBeCloseTo(32.4 + 20 * Math.log10(900) + 20, 10)
  })

  it('is less with line of sight than without', () => {
    for (const model of ['38901-rma', '38901-uma', '38901-umi', '38901-inh'] as const) {
      const [los, nlos] = ['los', 'nlos'].map((environment) => createPathLoss(profileOf(model, { environment })))
      for (const distanceM of [1, 30, 100, 700, 5000]) expect(los?.(distanceM)).toBeLessThanOrEqual(nlos?.(distanceM) ?? 0)
    }
  })

  it('keeps the order of Hata’s environments', () => {
    const losses = ['urban-small', 'suburban', 'open'].map((environment) =>
      createPathLoss(profileOf('hata', { environment }))(5000),
    )
    expect(losses).toEqual([...losses].sort((a, b) => b - a))
    expect(new Set(losses).size).toBe(3)
  })

  it('needs terrain for the model over terrain, and the figures of a fit for log-distance', () => {
    expect(() => createPathLoss(profileOf('itm-terrain'))).toThrow(expect.objectContaining({ code: 'radio.needs-terrain' }))
    const unfitted = { ...profileOf('log-distance'), logDistance: undefined }
    expect(() => createPathLoss(unfitted as RadioProfile)).toThrow(expect.objectContaining({ code: 'radio.not-calibrated' }))
  })

  it('refuses an environment that the model does not have', () => {
    const broken = { ...profileOf('hata'), environment: 'moon' }
    expect(() => createPathLoss(broken)).toThrow(
      expect.objectContaining({ code: 'radio.unknown-environment', field: 'environment' }),
    )
  })
})
