/** The marks of a printed page as drawing operators of a PDF. */
import { clip, endPath, type PDFPage, popGraphicsState, pushGraphicsState, rectangle, rgb } from '@cantoo/pdf-lib'
import type { SheetColor, SheetMark } from '#core/sheets/sheetMark'
import type { SheetFonts } from './orderSheetFont'

/** Draws marks, whose y is down from the top, onto a page, whose y is up from the bottom. */
export function drawMarks(page: PDFPage, marks: readonly SheetMark[], fonts: SheetFonts): void {
  for (const mark of marks) drawMark(page, mark, fonts)
}

function drawMark(page: PDFPage, mark: SheetMark, fonts: SheetFonts): void {
  const pageHeight = page.getHeight()
  const flip = (y: number) => pageHeight - y
  switch (mark.kind) {
    case 'text': {
      if (mark.text === '') return
      const font = mark.bold ? fonts.bold : fonts.regular
      page.drawText(mark.text, { x: mark.x, y: flip(mark.y), size: mark.size, font, color: color(mark.color) })
      return
    }
    case 'line': {
      const [start, end] = [mark.from, mark.to].map(([x, y]) => ({ x, y: flip(y) }))
      if (start && end) page.drawLine({ start, end, thickness: mark.width, color: color(mark.color) })
      return
    }
    case 'box': {
      const { x, y, width, height } = mark.box
      page.drawRectangle({ x, y: flip(y + height), width, height, ...paint(mark.fill, mark.edge, 0.8) })
      return
    }
    case 'disc': {
      const [x, y] = mark.centre
      page.drawCircle({ x, y: flip(y), size: mark.radius, ...paint(mark.fill, mark.edge, 0.8) })
      return
    }
    case 'polygon': {
      // An SVG path has its y down, as the marks have: drawn from the page's top left corner it needs no turning.
      const path = mark.rings.map((ring) => `M${ring.map((point) => point.map((v) => v.toFixed(2)).join(' ')).join('L')}Z`)
      page.drawSvgPath(path.join(''), { x: 0, y: pageHeight, ...paint(mark.fill, mark.edge, mark.edgeWidth) })
      return
    }
    case 'clip': {
      const { x, y, width, height } = mark.box
      page.pushOperators(pushGraphicsState(), rectangle(x, flip(y + height), width, height), clip(), endPath())
      drawMarks(page, mark.marks, fonts)
      page.pushOperators(popGraphicsState())
    }
  }
}

const color = ([red, green, blue]: SheetColor) => rgb(red, green, blue)

function paint(fill: SheetColor | null, edge: SheetColor | null, width: number) {
  return { ...(fill && { color: color(fill) }), ...(edge && { borderColor: color(edge), borderWidth: width }) }
}
