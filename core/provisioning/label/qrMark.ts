/**
 * A QR code (ISO/IEC 18004, error level M) as one filled shape: a rectangle for every run of dark modules in a row. One shape
 * has no seams between its rectangles, which scanners take for light modules.
 */
import qrcode from 'qrcode-generator'
import { invariant } from '../../model/problem'
import type { SheetBox, SheetMark, SheetPoint } from '../../sheets/sheetMark'
import { POINTS_PER_MM } from './labelFormats'

/** Light modules around the code, as the standard asks. */
export const QUIET_MODULES = 4
/** Smaller modules run together on a thermal printer, and a phone does not see them at arm's length. */
export const LEAST_MODULE_MM = 0.5

const ALPHANUMERIC = /^[0-9A-Z $%*+./:-]*$/

export interface QrMatrix {
  /** Modules on a side, without the quiet zone. */
  size: number
  isDark(row: number, column: number): boolean
}

export function qrMatrix(text: string): QrMatrix {
  const code = qrcode(0, 'M')
  code.addData(text, ALPHANUMERIC.test(text) ? 'Alphanumeric' : 'Byte')
  code.make()
  return { size: code.getModuleCount(), isDark: (row, column) => code.isDark(row, column) }
}

/** The first of the texts whose modules are large enough within `sidePt`, quiet zone included; the last one when none is. */
export function fittingQr(texts: readonly string[], sidePt: number): { text: string; matrix: QrMatrix; modulePt: number } {
  const candidates = texts.map((text) => {
    const matrix = qrMatrix(text)
    return { text, matrix, modulePt: sidePt / (matrix.size + 2 * QUIET_MODULES) }
  })
  const fitting = candidates.find(({ modulePt }) => modulePt >= LEAST_MODULE_MM * POINTS_PER_MM - 1e-9) ?? candidates.at(-1)
  invariant(fitting !== undefined, 'a label has a text for its code')
  return fitting
}

/** Fills the square at the box's top left, quiet zone included. */
export function qrMark(texts: readonly string[], box: SheetBox): SheetMark {
  const { matrix, modulePt } = fittingQr(texts, Math.min(box.width, box.height))
  const rings: SheetPoint[][] = []
  const x = (column: number) => box.x + (QUIET_MODULES + column) * modulePt
  const y = (row: number) => box.y + (QUIET_MODULES + row) * modulePt
  for (let row = 0; row < matrix.size; row++) {
    for (let column = 0; column < matrix.size; column++) {
      const from = column
      while (column < matrix.size && matrix.isDark(row, column)) column++
      if (column > from) rings.push(rectangle(x(from), y(row), x(column), y(row + 1)))
    }
  }
  return { kind: 'polygon', rings, fill: [0, 0, 0], edge: null, edgeWidth: 0 }
}

const rectangle = (left: number, top: number, right: number, bottom: number): SheetPoint[] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
]
