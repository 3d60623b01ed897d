/**
 * Free-space basic transmission loss between isotropic antennas, as Recommendation ITU-R P.525 writes it (with the
 * rounded constant 32.4) and from the speed of light (the constant is then 32.4478). The two differ by 0.048 dB at every
 * frequency and distance. Coverage uses the Recommendation's form.
 */
import type { ModelValidity } from './modelValidity'

const SPEED_OF_LIGHT_M_PER_S = 299_792_458

export const freeSpaceValidity: ModelValidity = {
  frequencyMhz: null,
  distanceM: null,
  transmitterHeightM: null,
  receiverHeightM: null,
  source: 'ITU-R P.525: holds wherever nothing is near the path',
}

/** Loss in dB by P.525: 32.4 + 20 log f(MHz) + 20 log d(km). */
export function freeSpaceLossDb(frequencyMhz: number, distanceM: number): number {
  return 32.4 + 20 * Math.log10(frequencyMhz) + 20 * Math.log10(distanceM / 1000)
}

/** Loss in dB from 4 pi d f / c, without rounding the constant. */
export function exactFreeSpaceLossDb(frequencyMhz: number, distanceM: number): number {
  return 20 * Math.log10((4 * Math.PI * distanceM * frequencyMhz * 1e6) / SPEED_OF_LIGHT_M_PER_S)
}
