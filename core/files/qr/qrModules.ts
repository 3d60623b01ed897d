/** The squares of a QR code (ISO/IEC 18004) for a screen: capitals in alphanumeric mode, error correction L. */
import qrcode from 'qrcode-generator'

export interface QrModules {
  /** Squares on a side, without the light margin. */
  size: number
  /** Row by row, 1 for a dark square. */
  dark: Uint8Array<ArrayBuffer>
}

/** Light squares that the standard asks for around a code. */
export const QUIET_MODULES = 4

/**
 * @param text of digits, capitals and ` $%*+-./:`.
 * @param leastSize squares on a side that it has at least, so that codes of texts of about one length look alike
 */
export function qrModules(text: string, leastSize = 0): QrModules {
  const smallest = makeCode(0, text)
  const isSmall = smallest.getModuleCount() < leastSize
  const code = isSmall ? makeCode((leastSize - 17) / 4, text) : smallest
  const size = code.getModuleCount()
  const dark = Uint8Array.from({ length: size * size }, (_, at) => Number(code.isDark(Math.floor(at / size), at % size)))
  return { size, dark }
}

/** @param version 1 to 40, or 0 for the smallest that holds the text */
function makeCode(version: number, text: string) {
  // Losses between codes are made up for by more codes; within one, a screen needs little correction.
  const code = qrcode(version as Parameters<typeof qrcode>[0], 'L')
  code.addData(text, 'Alphanumeric')
  code.make()
  return code
}
