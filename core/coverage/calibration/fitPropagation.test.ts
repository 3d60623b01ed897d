import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createReceivedDbm } from '../linkBudget'
import { normalExceededWith } from '../normalDistribution'
import { standardProfiles } from '../profiles/standardProfiles'
import { calibratedProfile, implausibleGain } from './calibratedProfile'
import { fitPropagation } from './fitPropagation'
import type { PropagationSamples } from './propagationSamples'

const limit = -120
const sigma = 8
const offset = -112
const exponent = 3.4
const hotspotCount = 10

function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Packets sent from 0.2 to 10 km; those that arrive below the limit are misses. */
function simulated(count: number, seed = 7): PropagationSamples & { bias: number[] } {
  const next = random(seed)
  const gauss = () => normalExceededWith(Math.max(next(), 1e-12))
  const bias = Array.from({ length: hotspotCount }, (_, at) => (at - 4.5) * 0.8)
  const distanceM = Float64Array.from({ length: count }, () => 200 * 50 ** next())
  const hotspot = Uint32Array.from({ length: count }, () => Math.floor(next() * hotspotCount))
  const rssiDbm = Float32Array.from(distanceM, (apart, row) => {
    const power = offset - 10 * exponent * Math.log10(apart / 1000) + (bias[hotspot[row] ?? 0] ?? 0) + sigma * gauss()
    return power < limit ? Number.NaN : power
  })
  const detectionLimitDbm = new Float32Array(count).fill(limit)
  return { distanceM, rssiDbm, hotspot, detectionLimitDbm, hotspotCount, bias }
}

function receivedOnly(samples: PropagationSamples): PropagationSamples {
  const rows = [...samples.rssiDbm.keys()].filter((row) => !Number.isNaN(samples.rssiDbm[row]))
  const pick = (column: ArrayLike<number>) => rows.map((row) => column[row] ?? Number.NaN)
  return {
    distanceM: Float64Array.from(pick(samples.distanceM)),
    rssiDbm: Float32Array.from(pick(samples.rssiDbm)),
    hotspot: Uint32Array.from(pick(samples.hotspot)),
    detectionLimitDbm: Float32Array.from(pick(samples.detectionLimitDbm)),
    hotspotCount: samples.hotspotCount,
  }
}

describe('calibration', () => {
  const samples = simulated(20_000)
  const fit = fitPropagation(samples)

  it('finds what half of the packets were lost to', () => {
    expect(fit.misses / (fit.misses + fit.received)).toBeGreaterThan(0.4)
    expect(fit.misses / (fit.misses + fit.received)).toBeLessThan(0.6)
    expect(Math.abs(fit.exponent - exponent)).toBeLessThan(0.05)
    expect(Math.abs(fit.sigmaDb - sigma)).toBeLessThan(0.3)
    expect(fit).toMatchObject({ method: 'tobit', biased: false, reason: null, converged: true })
    for (const [at, bias] of samples.bias.entries()) {
      expect(Math.abs((fit.hotspotBiasDb[at] ?? 0) + fit.offsetDbm - offset - bias)).toBeLessThan(1)
    }
  })

  it('labels a fit on received packets only, whose exponent is too low', () => {
    const biased = fitPropagation(receivedOnly(samples))
    expect(biased).toMatchObject({
      method: 'least-squares',
      biased: true,
      reason: expect.stringContaining('sent and not received'),
    })
    expect(biased.exponent).toBeGreaterThan(2)
    expect(biased.exponent).toBeLessThan(2.9)
    expect(biased.misses).toBe(0)
  })

  it('knows how sure it is: the truth lies within its errors about as often as it should', () => {
    let within = 0
    const runs = 40
    for (let seed = 1; seed <= runs; seed++) {
      const other = fitPropagation(simulated(800, seed * 101))
      if (Math.abs(other.exponent - exponent) < 1.96 * other.standardErrors.exponent) within++
      expect(other.standardErrors.sigmaDb).toBeGreaterThan(0)
      expect(other.standardErrors.interceptDb).toBeGreaterThan(0)
    }
    expect(within).toBeGreaterThanOrEqual(runs * 0.85)
  })

  it('gives every received sample its residual, and the error before and after', () => {
    const predictedDbm = new Float32Array(samples.rssiDbm.length).fill(-100)
    const again = fitPropagation(samples, { predictedDbm })
    expect(again.residualDb).toHaveLength(20_000)
    expect(again.residualDb.filter((residual) => Number.isNaN(residual))).toHaveLength(again.misses)
    const row = samples.rssiDbm.findIndex((power) => !Number.isNaN(power))
    const median =
      again.offsetDbm +
      (again.hotspotBiasDb[samples.hotspot[row] ?? 0] ?? 0) -
      10 * again.exponent * Math.log10((samples.distanceM[row] ?? 0) / 1000)
    expect(again.residualDb[row]).toBeCloseTo((samples.rssiDbm[row] ?? 0) - median, 3)
    expect(again.rmseDb.before ?? 0).toBeGreaterThan(again.rmseDb.after)
    expect(fit.rmseDb.before).toBeNull()
  })

  it('takes misses without a limit of their own at the given one, or at the weakest packet', () => {
    const unknown = { ...samples, detectionLimitDbm: new Float32Array(20_000).fill(Number.NaN) }
    expect(Math.abs(fitPropagation(unknown, { detectionLimitDbm: limit }).exponent - fit.exponent)).toBeLessThan(1e-6)
    const guessed = fitPropagation(unknown)
    expect(guessed.detectionLimitDbm).toBeCloseTo(limit, 1)
    expect(Math.abs(guessed.exponent - exponent)).toBeLessThan(0.05)
  })

  it('recovers a law without noise exactly', () => {
    fc.assert(
      fc.property(fc.double({ min: 1.5, max: 6, noNaN: true }), fc.double({ min: -130, max: -60, noNaN: true }), (n, level) => {
        const distanceM = Float64Array.from({ length: 50 }, (_, at) => 100 * 1.1 ** at)
        const rssiDbm = Float32Array.from(distanceM, (apart) => level - 10 * n * Math.log10(apart / 1000))
        const nothing = new Float32Array(50).fill(Number.NaN)
        const got = fitPropagation({
          distanceM,
          rssiDbm,
          hotspot: new Uint32Array(50),
          detectionLimitDbm: nothing,
          hotspotCount: 1,
        })
        expect(got.exponent).toBeCloseTo(n, 4)
        expect(got.offsetDbm).toBeCloseTo(level, 3)
        expect([...got.hotspotBiasDb]).toEqual([0])
      }),
      { numRuns: 30 },
    )
  })

  it('leaves a hotspot out that heard nothing', () => {
    const rssiDbm = samples.rssiDbm.map((power, row) => (samples.hotspot[row] === 3 ? Number.NaN : power))
    const silent = fitPropagation({ ...samples, rssiDbm })
    expect(silent.converged).toBe(true)
    expect(silent.hotspotBiasDb[3]).toBeNaN()
    expect(silent.misses).toBe(samples.rssiDbm.filter((power, row) => Number.isNaN(power) && samples.hotspot[row] !== 3).length)
    expect(Math.abs(silent.exponent - exponent)).toBeLessThan(0.05)
  })

  it('refuses samples that cannot tell', () => {
    const few = receivedOnly(simulated(12))
    expect(() => fitPropagation(few)).toThrow(expect.objectContaining({ code: 'calibration.too-few' }))
    const ring = { ...samples, distanceM: new Float64Array(20_000).fill(1500) }
    expect(() => fitPropagation(ring)).toThrow(expect.objectContaining({ code: 'calibration.one-distance' }))
  })

  it('makes a profile that predicts the fitted median', () => {
    const [profile] = standardProfiles
    if (!profile) throw new Error('there are standard profiles')
    const calibrated = calibratedProfile(profile, fit)
    expect(createReceivedDbm(calibrated)(3000, 0)).toBeCloseTo(fit.offsetDbm - 10 * fit.exponent * Math.log10(3), 8)
    expect(calibrated).toMatchObject({ model: 'log-distance', environment: null })
    const biases = Array.from(fit.hotspotBiasDb)
    expect(fit.hotspotSpreadDb).toBeCloseTo(Math.hypot(...biases) / Math.sqrt(biases.length), 9)
    expect(calibrated.shadowingSigmaDb).toBeCloseTo(Math.hypot(fit.sigmaDb, fit.hotspotSpreadDb), 9)
    expect(calibrated.shadowingSigmaDb).toBeGreaterThan(fit.sigmaDb)
    expect(implausibleGain(profile, fit)).toBeNull()
    expect(implausibleGain(profile, { ...fit, offsetDbm: -40 })).toContain('free space')
    expect(() => calibratedProfile(profile, { ...fit, exponent: -1 })).toThrow(
      expect.objectContaining({ code: 'calibration.implausible' }),
    )
  })
})
