/** Writes text and rules onto a page, and keeps where the next line goes. */
import { HAIRLINE, INK, MUTED, type SheetColor, type SheetFont, type SheetMark, type SheetPoint } from './sheetMark'
import { wrapText } from './wrapText'

interface TextOptions {
  x: number
  y: number
  size: number
  bold?: boolean
  color?: SheetColor
  /** Cut with "…" beyond this. */
  widthPt?: number
}

const LABEL_PT = 86
const LINE = 1.35

export class SheetWriter {
  readonly marks: SheetMark[] = []
  /** Top of the next line of running text. */
  y = 0

  constructor(readonly font: SheetFont) {}

  text(text: string, { x, y, size, bold = false, color = INK, widthPt = Number.POSITIVE_INFINITY }: TextOptions): void {
    const [line = ''] = wrapText(text.replaceAll('\n', ' '), this.font, { widthPt, size, bold, maxLines: 1 })
    this.marks.push({ kind: 'text', x, y, text: line, size, bold, color })
  }

  textRight(text: string, options: TextOptions): void {
    this.text(text, { ...options, x: options.x - this.font.widthOf(text, options.size, options.bold ?? false) })
  }

  line(from: SheetPoint, to: SheetPoint, color: SheetColor): void {
    this.marks.push({ kind: 'line', from, to, width: 0.8, color })
  }

  heading(text: string, x: number): void {
    this.text(text, { x, y: this.y, size: 11, bold: true })
    this.y += 9
  }

  /** Wrapped text at the cursor. @returns whether something had to be left out. */
  paragraph(text: string, options: { x: number; widthPt: number; size: number; color?: SheetColor; maxLines?: number }): boolean {
    const { x, widthPt, size, color = INK, maxLines } = options
    const lines = wrapText(text, this.font, { widthPt, size, maxLines })
    for (const line of lines) {
      this.y += size * LINE
      this.marks.push({ kind: 'text', x, y: this.y - size * 0.3, text: line, size, bold: false, color })
    }
    return maxLines !== undefined && wrapText(text, this.font, { widthPt, size }).length > maxLines
  }

  /** A label and its value on a ruled row. @returns whether the value had to be cut. */
  fact(label: string, value: string, x: number, widthPt: number, maxLines = 2): boolean {
    const top = this.y
    this.text(label, { x, y: top + 12, size: 9, color: MUTED })
    this.y = top + 2.6
    const isCut = this.paragraph(value, { x: x + LABEL_PT, widthPt: widthPt - LABEL_PT, size: 9, maxLines })
    this.y += 2
    this.line([x, this.y], [x + widthPt, this.y], HAIRLINE)
    return isCut
  }

  checkBox(x: number, y: number, done: boolean): void {
    this.marks.push({ kind: 'box', box: { x, y, width: 10, height: 10 }, fill: null, edge: INK })
    if (!done) return
    const stroke = (from: SheetPoint, to: SheetPoint) => this.marks.push({ kind: 'line', from, to, width: 1.4, color: INK })
    stroke([x + 2, y + 5.5], [x + 4.2, y + 8])
    stroke([x + 4.2, y + 8], [x + 8.2, y + 2])
  }
}
