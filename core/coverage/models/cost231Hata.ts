/**
 * COST-231-Hata median path loss (COST Action 231 final report, section 4.4): Hata's model carried on to 2 GHz.
 *
 * Decision: in large cities the correction for the mobile's height is Hata's complete a(hm) = 3.2 log²(11.75 hm) − 4.97,
 * and C is 3 dB. A published reference leaves out the −4.97, which makes its loss 4.97 dB too low and a(hm) of an
 * ordinary mobile at 1.5 m about 5 dB where Hata's is 0 by construction. `cost231LossWithoutHeightConstantDb` gives that
 * value, for whoever compares; nothing in the program plans with it.
 */

import type { ModelValidity } from './modelValidity'
import { type HataInput, mobileHeightCorrectionDb } from './okumuraHata'

export const cost231Validity: ModelValidity = {
  frequencyMhz: [1500, 2000],
  distanceM: [1000, 20_000],
  transmitterHeightM: [30, 200],
  receiverHeightM: [1, 10],
  source: 'COST 231 final report, section 4.4',
}

const LARGE_CITY_HEIGHT_CONSTANT_DB = 4.97

/**
 * Median loss in dB. The model knows large (metropolitan) cities and everything else: suburban and open ground have the
 * value of a medium-sized city, because COST 231 states no correction for them.
 */
export function cost231LossDb(input: HataInput): number {
  const { frequencyMhz, distanceM, baseHeightM, mobileHeightM } = input
  const metropolitan = isMetropolitan(input)
  const logHb = Math.log10(baseHeightM)
  return (
    46.3 +
    33.9 * Math.log10(frequencyMhz) -
    13.82 * logHb -
    mobileHeightCorrectionDb(frequencyMhz, mobileHeightM, metropolitan ? 'large' : 'small') +
    (44.9 - 6.55 * logHb) * Math.log10(distanceM / 1000) +
    (metropolitan ? 3 : 0)
  )
}

/** The value of references that leave the −4.97 out of a(hm), or null where the term does not occur. */
export function cost231LossWithoutHeightConstantDb(input: HataInput): number | null {
  return isMetropolitan(input) ? cost231LossDb(input) - LARGE_CITY_HEIGHT_CONSTANT_DB : null
}

function isMetropolitan({ environment, city }: HataInput): boolean {
  return environment === 'urban' && city === 'large'
}
