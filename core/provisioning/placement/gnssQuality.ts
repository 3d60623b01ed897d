/**
 * Words for how good a measured position is. HDOP multiplies a receiver's own error of some metres; scatter shows what is left
 * of it over the seconds that were averaged, not a shift that all of them share.
 */
import { SCATTERED_RMS_M } from './checkPlacement'

export type QualityWord = 'good' | 'usable' | 'poor'

/** The usual scale: up to 2 is what a receiver under open sky says, beyond 5 the error is several times the usual. */
export function hdopWord(hdop: number): QualityWord {
  return hdop <= 2 ? 'good' : hdop <= 5 ? 'usable' : 'poor'
}

/** Four give a position and its height, without one to check them by. */
export function satellitesWord(satellites: number): QualityWord {
  return satellites >= 8 ? 'good' : satellites >= 5 ? 'usable' : 'poor'
}

/** @param scatterRmsM against the edge of a cell of resolution 12 */
export function scatterWord(scatterRmsM: number): QualityWord {
  return scatterRmsM <= SCATTERED_RMS_M / 3 ? 'good' : scatterRmsM <= SCATTERED_RMS_M ? 'usable' : 'poor'
}

/** The worst of the three; what the receiver does not say is not taken for good. */
export function gnssQuality(measured: { hdop: number | null; satellites: number | null; scatterRmsM: number }): QualityWord {
  const { hdop, satellites, scatterRmsM } = measured
  const words: QualityWord[] = [
    hdop === null ? 'usable' : hdopWord(hdop),
    satellites === null ? 'usable' : satellitesWord(satellites),
    scatterWord(scatterRmsM),
  ]
  return words.includes('poor') ? 'poor' : words.includes('usable') ? 'usable' : 'good'
}
