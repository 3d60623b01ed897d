/** Work orders as a PDF: one A4 page each, drawn from the marks that the layout in core gives. */
import { clip, endPath, PDFDocument, type PDFPage, popGraphicsState, pushGraphicsState, rectangle, rgb } from '@cantoo/pdf-lib'
import { type OrderSheet, orderSheet } from '#core/planning/workOrders/orderSheet'
import { A4, type SheetColor, type SheetMark } from '#core/planning/workOrders/sheetMark'
import { embedSheetFonts, type FontFiles, type SheetFonts } from './orderSheetFont'

interface PdfOptions {
  title: string
  fonts: FontFiles
  /** Called after each page. */
  onPage?: (done: number) => void | Promise<void>
}

/** @returns the bytes of the file. */
export async function orderSheetPdf(sheets: readonly OrderSheet[], { title, fonts, onPage }: PdfOptions): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  document.setTitle(title)
  document.setProducer('Commonmast')
  document.setCreator('Commonmast')
  const faces = await embedSheetFonts(document, fonts)
  for (const [i, sheet] of sheets.entries()) {
    const page = document.addPage([A4.width, A4.height])
    drawMarks(page, orderSheet(sheet, faces), faces)
    await onPage?.(i + 1)
  }
  return document.save()
}

function drawMarks(page: PDFPage, marks: readonly SheetMark[], fonts: SheetFonts): void {
  for (const mark of marks) drawMark(page, mark, fonts)
}

function drawMark(page: PDFPage, mark: SheetMark, fonts: SheetFonts): void {
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
      page.drawSvgPath(path.join(''), { x: 0, y: A4.height, ...paint(mark.fill, mark.edge, mark.edgeWidth) })
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

const flip = (y: number) => A4.height - y
const color = ([red, green, blue]: SheetColor) => rgb(red, green, blue)

function paint(fill: SheetColor | null, edge: SheetColor | null, width: number) {
  return { ...(fill && { color: color(fill) }), ...(edge && { borderColor: color(edge), borderWidth: width }) }
}
