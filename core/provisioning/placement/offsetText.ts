import { bearingDeg, greatCircleM, type LatLng } from '../../geo/sphere'
import { windText } from '../../words/directionText'
import { distanceText } from '../../words/distanceText'

/** Where `place` lies as seen from `origin`: "412 m north-east". */
export function offsetText(origin: LatLng, place: LatLng): string {
  return `${distanceText(greatCircleM(origin, place))} ${windText(bearingDeg(origin, place))}`
}
