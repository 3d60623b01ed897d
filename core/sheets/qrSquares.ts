/** A QR code (ISO/IEC 18004) as the dark squares of a grid. */
import qrcode from 'qrcode-generator'

export interface QrCode {
  /** Squares on a side. */
  size: number
  dark: { row: number; column: number }[]
}

/** Medium error correction: it survives a crease or a drop of rain. */
export function qrCode(text: string): QrCode {
  const code = qrcode(0, 'M')
  code.addData(text, 'Byte')
  code.make()
  const size = code.getModuleCount()
  const squares = Array.from({ length: size * size }, (_, i) => ({ row: Math.floor(i / size), column: i % size }))
  return { size, dark: squares.filter(({ row, column }) => code.isDark(row, column)) }
}

/** RFC 5870: opens in a phone's map. Six decimals are 11 cm. */
export function geoLink(lat: number, lng: number): string {
  return `geo:${lat.toFixed(6)},${lng.toFixed(6)}`
}
