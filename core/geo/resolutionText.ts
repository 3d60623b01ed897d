import { getHexagonEdgeLengthAvg } from 'h3-js'
import { lengthText } from '../words/distanceText'

/** An H3 resolution for a choice: "9 · cells 201 m on a side". */
export function resolutionText(resolution: number): string {
  return `${resolution} · cells ${lengthText(getHexagonEdgeLengthAvg(resolution, 'm'))} on a side`
}
