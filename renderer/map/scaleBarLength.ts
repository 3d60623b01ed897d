/** The scale bar: the longest round length that fits. */
import { numberText } from '#core/words/numberText'

export interface ScaleBarLength {
  lengthM: number
  widthPx: number
  label: string
}

/** @param maxWidthPx the room there is; the bar is more than 2/5 of it. */
export function scaleBarLength(metresPerPixel: number, maxWidthPx: number): ScaleBarLength {
  const roomM = metresPerPixel * maxWidthPx
  const power = 10 ** Math.floor(Math.log10(roomM))
  const step = [5, 2, 1].find((factor) => factor * power <= roomM) ?? 1
  const lengthM = step * power
  const label = lengthM >= 1_000 ? `${numberText(lengthM / 1_000)} km` : `${lengthM >= 1 ? lengthM : lengthM.toPrecision(1)} m`
  return { lengthM, widthPx: lengthM / metresPerPixel, label }
}
