/** The face of one label as drawing marks: its code on the left, what it says beside and below it. Black only. */
import type { SheetBox, SheetColor, SheetFont, SheetMark } from '../../sheets/sheetMark'
import { wrapText } from '../../sheets/wrapText'
import type { DeviceLabel } from './deviceLabel'
import { LABEL_GRIDS, type LabelFormatName, POINTS_PER_MM, ROLL_MARGIN_MM, ROLL_WIDTH_MM } from './labelFormats'
import { fittingQr, qrMark } from './qrMark'

const BLACK: SheetColor = [0, 0, 0]
const WHITE: SheetColor = [1, 1, 1]
const LINE = 1.22
const pt = (mm: number) => mm * POINTS_PER_MM

interface TextSizes {
  title: readonly [largest: number, smallest: number]
  code: readonly [largest: number, smallest: number]
  small: readonly [largest: number, smallest: number]
}

const LARGE: TextSizes = { title: [13, 8], code: [15, 9], small: [7.5, 5.5] }
const SMALL: TextSizes = { title: [8, 5.5], code: [9.5, 6.5], small: [6, 4.5] }

/** What the label's code says on this paper: at more or less length, as large as its modules can be there. */
export function printedQrText(label: DeviceLabel, format: LabelFormatName): string {
  const side = format === 'roll-62' ? pt(ROLL_QR_MM) : sideOn(pt(LABEL_GRIDS[format].labelHeightMm))
  return fittingQr(label.qrTexts, side).text
}

const isSmallLabel = (heightPt: number) => heightPt < pt(25)
const paddingOf = (heightPt: number) => pt(isSmallLabel(heightPt) ? 1 : 1.5)
const sideOn = (heightPt: number) => heightPt - 2 * paddingOf(heightPt)

/** On a label of a sheet. Everything stays inside the box, which is the label's edge. */
export function labelMarks(label: DeviceLabel, box: SheetBox, font: SheetFont): SheetMark[] {
  const isSmall = isSmallLabel(box.height)
  const padding = paddingOf(box.height)
  const side = sideOn(box.height)
  const writer = new LabelWriter(font, {
    x: box.x + padding + side + (isSmall ? 0 : pt(0.5)),
    y: box.y + padding + (isSmall ? 0 : pt(2)),
    right: box.x + box.width - padding,
    bottom: box.y + box.height - padding,
  })
  writer.marks.push(qrMark(label.qrTexts, { x: box.x + padding, y: box.y + padding, width: side, height: side }))
  head(writer, label, isSmall ? SMALL : LARGE)
  identifiers(writer, label, (isSmall ? SMALL : LARGE).small)
  return writer.marks
}

const ROLL_QR_MM = 29

/** On continuous paper: as long as it needs to be. */
export function rollLabel(label: DeviceLabel, font: SheetFont): { width: number; height: number; marks: SheetMark[] } {
  const width = pt(ROLL_WIDTH_MM)
  const margin = pt(ROLL_MARGIN_MM)
  const side = pt(ROLL_QR_MM)
  const box = { x: margin + side + pt(0.5), y: margin + pt(2), right: width - margin, bottom: margin + side }
  const beside = new LabelWriter(font, box)
  beside.marks.push(qrMark(label.qrTexts, { x: margin, y: margin, width: side, height: side }))
  head(beside, label, LARGE)
  const below = new LabelWriter(font, {
    x: margin + pt(2),
    y: margin + side,
    right: width - margin,
    bottom: Number.POSITIVE_INFINITY,
  })
  identifiers(below, label, LARGE.small)
  return { width, height: below.y + margin, marks: [...beside.marks, ...below.marks] }
}

function head(writer: LabelWriter, label: DeviceLabel, sizes: TextSizes): void {
  if (label.simulated) writer.plate('TRAINING', sizes.small[0])
  writer.lines(label.title, { sizes: sizes.title, bold: true, maxLines: 2 })
  writer.lines(label.shortCode, { sizes: sizes.code, bold: true, maxLines: 1 })
  writer.lines(label.network, { sizes: sizes.small, bold: false, maxLines: 1 })
}

const LINES_PER_IDENTIFIER = 2

/** All in one size: the largest in which all of them fit, else the smallest. */
function identifiers(writer: LabelWriter, label: DeviceLabel, [largest, smallest]: readonly [number, number]): void {
  const texts = label.lines.map(({ name, value }) => `${name} ${value}`)
  let size = largest
  while (size > smallest && !writer.fitsAll(texts, size, LINES_PER_IDENTIFIER)) size -= 0.5
  for (const text of texts) writer.lines(text, { sizes: [size, size], bold: false, maxLines: LINES_PER_IDENTIFIER })
}

interface LineOptions {
  sizes: readonly [largest: number, smallest: number]
  bold: boolean
  maxLines: number
}

/** Writes lines downwards into a column and leaves out what would be below its end. */
class LabelWriter {
  readonly marks: SheetMark[] = []
  y: number

  constructor(
    private readonly font: SheetFont,
    private readonly column: { x: number; y: number; right: number; bottom: number },
  ) {
    this.y = column.y
  }

  private get widthPt(): number {
    return this.column.right - this.column.x
  }

  /** Whether all texts, one below the other, have room to the end of the column, each in so many lines at most. */
  fitsAll(texts: readonly string[], size: number, maxLines: number): boolean {
    const counts = texts.map((text) => wrapText(text, this.font, { widthPt: this.widthPt, size }).length)
    const total = counts.reduce((sum, count) => sum + count, 0)
    return counts.every((count) => count <= maxLines) && this.y + total * size * LINE <= this.column.bottom + 1e-9
  }

  /** Text is set smaller before it is cut with "…". */
  lines(text: string, { sizes: [largest, smallest], bold, maxLines }: LineOptions): void {
    const { widthPt } = this
    let size = largest
    while (size > smallest && wrapText(text, this.font, { widthPt, size, bold }).length > maxLines) size -= 0.5
    const room = Math.floor((this.column.bottom - this.y) / (size * LINE) + 1e-9)
    if (room < 1) return
    for (const line of wrapText(text, this.font, { widthPt, size, bold, maxLines: Math.min(room, maxLines) })) {
      this.y += size * LINE
      this.marks.push({ kind: 'text', x: this.column.x, y: this.y - size * 0.3, text: line, size, bold, color: BLACK })
    }
  }

  /** A word in white on black. */
  plate(word: string, size: number): void {
    const { x } = this.column
    const width = this.font.widthOf(word, size, true) + size
    this.marks.push({ kind: 'box', box: { x, y: this.y, width, height: size * 1.5 }, fill: BLACK, edge: null })
    this.marks.push({ kind: 'text', x: x + size / 2, y: this.y + size * 1.1, text: word, size, bold: true, color: WHITE })
    this.y += size * 1.6
  }
}
