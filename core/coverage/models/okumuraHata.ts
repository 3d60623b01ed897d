/**
 * Okumura-Hata median path loss (M. Hata, "Empirical formula for propagation loss in land mobile radio services", IEEE
 * Trans. Veh. Technol. VT-29, 1980). The formulas are fits to curves measured around Tokyo.
 */
import type { ModelValidity } from './modelValidity'

export const HATA_ENVIRONMENTS = ['urban-large', 'urban-small', 'suburban', 'open'] as const
export type HataEnvironment = (typeof HATA_ENVIRONMENTS)[number]
export type CitySize = 'large' | 'small'

export interface HataInput {
  frequencyMhz: number
  distanceM: number
  baseHeightM: number
  mobileHeightM: number
  environment: 'urban' | 'suburban' | 'open'
  /** Which correction for the mobile's height holds; Hata's "small" is a small or medium-sized city. */
  city: CitySize
}

export const hataValidity: ModelValidity = {
  frequencyMhz: [150, 1500],
  distanceM: [1000, 20_000],
  transmitterHeightM: [30, 200],
  receiverHeightM: [1, 10],
  source: 'M. Hata, IEEE Trans. Veh. Technol. VT-29 (1980)',
}

/** The two words of a profile's environment. Outside towns the small city's height correction holds. */
export function hataEnvironment(name: HataEnvironment): Pick<HataInput, 'environment' | 'city'> {
  if (name === 'urban-large') return { environment: 'urban', city: 'large' }
  return { environment: name === 'urban-small' ? 'urban' : name, city: 'small' }
}

/** Median loss in dB, as the formula gives it, also outside its validity. */
export function hataLossDb(input: HataInput): number {
  const { frequencyMhz, distanceM, baseHeightM, mobileHeightM, environment, city } = input
  const logF = Math.log10(frequencyMhz)
  const logHb = Math.log10(baseHeightM)
  const urban =
    69.55 +
    26.16 * logF -
    13.82 * logHb -
    mobileHeightCorrectionDb(frequencyMhz, mobileHeightM, city) +
    (44.9 - 6.55 * logHb) * Math.log10(distanceM / 1000)
  if (environment === 'suburban') return urban - 2 * Math.log10(frequencyMhz / 28) ** 2 - 5.4
  if (environment === 'open') return urban - 4.78 * logF ** 2 + 18.33 * logF - 40.94
  return urban
}

/** Hata's a(hm) in dB: what a higher mobile antenna gains. Large cities change their formula at 200 MHz. */
export function mobileHeightCorrectionDb(frequencyMhz: number, mobileHeightM: number, city: CitySize): number {
  const logF = Math.log10(frequencyMhz)
  if (city === 'small') return (1.1 * logF - 0.7) * mobileHeightM - (1.56 * logF - 0.8)
  if (frequencyMhz <= 200) return 8.29 * Math.log10(1.54 * mobileHeightM) ** 2 - 1.1
  return 3.2 * Math.log10(11.75 * mobileHeightM) ** 2 - 4.97
}
