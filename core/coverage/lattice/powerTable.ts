/**
 * Received power of one profile by tan² of the angle between site and cell, which the lattice gives without a square
 * root. The table's bins are the upper bits of that number as a 32-bit float: 1,024 to the octave, so that power within
 * a bin changes by thousandths of a decibel. Bins where that does not hold, or in which the threshold or the greatest
 * distance lies, are left to the exact formula.
 */
import { EARTH_RADIUS_M } from '../../geo/sphere'
import { Problem } from '../../model/problem'
import type { RadioProfile } from '../../model/radioProfile'
import { createReceivedDbm, isIsotropic, type ReceivedDbm, reachM, thresholdDbm } from '../linkBudget'

/** Low bits of the float that a bin does not see. */
export const BIN_SHIFT = 13
const BINS_PER_OCTAVE = 2 ** (23 - BIN_SHIFT)
/** Octaves of tan² below the reach: what is nearer than 1/256 of the reach, a cell or two, takes the formula. */
const OCTAVES = 16
const BINS = OCTAVES * BINS_PER_OCTAVE

/** Greatest difference within a bin: half of it is the error, and 0.01 dB is allowed. */
const SMOOTH_DB = 0.012
/** Bins this close to the threshold are decided exactly. */
const NEAR_THRESHOLD_DB = 0.001
const NEAR_LIMIT = 1e-6

/** The lattice's frames hold while a disk and its faces stay on one half of the globe. */
const GREATEST_REACH_M = 3_000_000

const floats = new Float32Array(1)
const bits = new Uint32Array(floats.buffer)

export class PowerTable {
  readonly thresholdDbm: number
  readonly maxDistanceM: number
  /** Nothing further away than this angle is covered; 0 when nothing is. */
  readonly reachRad: number
  readonly greatestTan2: number
  /** Whether power depends on distance alone. Otherwise the table holds it for the antenna's main direction. */
  readonly isotropic: boolean
  /** By bin: dBm, -Infinity where nothing is covered, NaN where `settle` must be asked. */
  readonly bins: Float32Array
  readonly firstBin: number
  readonly receivedDbm: ReceivedDbm
  readonly #mainDirectionDbm: ReceivedDbm
  readonly #exact: Uint8Array
  readonly #edges: Float64Array

  /** @throws Problem for profiles that the model refuses, and `coverage.reach-too-far`. */
  constructor(readonly profile: RadioProfile) {
    this.isotropic = isIsotropic(profile)
    this.thresholdDbm = thresholdDbm(profile)
    this.maxDistanceM = profile.maxDistanceM
    this.receivedDbm = createReceivedDbm(profile)
    this.#mainDirectionDbm = this.isotropic ? this.receivedDbm : createReceivedDbm({ ...profile, antenna: { kind: 'omni' } })
    const reach = reachM(profile)
    checkReach(profile, reach)
    // A trifle more, so that the last covered cell is never cut off by rounding.
    this.reachRad = reach > 0 ? (reach * (1 + NEAR_LIMIT)) / EARTH_RADIUS_M : 0
    this.greatestTan2 = Math.tan(this.reachRad) ** 2
    this.firstBin = binOf(this.greatestTan2) - BINS
    this.bins = new Float32Array(BINS + 1).fill(Number.NaN)
    this.#exact = new Uint8Array(BINS + 1)
    this.#exact[0] = 1
    this.#edges = new Float64Array(BINS + 2).fill(Number.NaN)
  }

  /**
   * The power of a bin that has none yet: filled in when one number can stand for the whole bin. NaN when none can, and
   * the formula decides every time.
   */
  fill(index: number): number {
    if (this.#exact[index] === 1) return Number.NaN
    const [nearM, farM] = [distanceOfBin(this.firstBin + index), distanceOfBin(this.firstBin + index + 1)]
    const [near, far] = [this.#edge(index), this.#edge(index + 1)]
    const [least, most] = [Math.min(near, far), Math.max(near, far)]
    let value = Math.fround((least + most) / 2)
    if (nearM > this.maxDistanceM * (1 + NEAR_LIMIT)) value = Number.NEGATIVE_INFINITY
    else if (farM >= this.maxDistanceM * (1 - NEAR_LIMIT)) value = Number.NaN
    else if (this.isotropic && most < this.thresholdDbm - NEAR_THRESHOLD_DB) value = Number.NEGATIVE_INFINITY
    else if (this.isotropic && least < this.thresholdDbm + NEAR_THRESHOLD_DB) value = Number.NaN
    else if (!(most - least <= SMOOTH_DB)) value = Number.NaN
    if (Number.isNaN(value)) this.#exact[index] = 1
    this.bins[index] = value
    return value
  }

  /** Power at a bin's lower end, which is the upper end of the bin before. */
  #edge(index: number): number {
    let power = this.#edges[index] as number
    if (Number.isNaN(power)) {
      power = this.#mainDirectionDbm(distanceOfBin(this.firstBin + index), 0)
      this.#edges[index] = power
    }
    return power
  }
}

/** @throws Problem `coverage.reach-too-far` */
export function checkReach(profile: RadioProfile, reach: number): void {
  if (reach <= GREATEST_REACH_M) return
  throw new Problem(
    'coverage.reach-too-far',
    `"${profile.name}" would reach ${Math.round(reach / 1000)} km: coverage is painted up to ${GREATEST_REACH_M / 1000} km, so lower maxDistanceM.`,
    { field: 'maxDistanceM' },
  )
}

function binOf(tan2: number): number {
  floats[0] = tan2
  return (bits[0] as number) >>> BIN_SHIFT
}

/** Distance over ground at a bin's lower end, metres. */
function distanceOfBin(bin: number): number {
  bits[0] = bin << BIN_SHIFT
  return EARTH_RADIUS_M * Math.atan(Math.sqrt(floats[0] as number))
}
