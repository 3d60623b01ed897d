/** Work orders as a PDF: one A4 page each, drawn from the marks that the layout in core gives. */
import { PDFDocument } from '@cantoo/pdf-lib'
import { type OrderSheet, orderSheet } from '#core/planning/workOrders/orderSheet'
import { A4 } from '#core/sheets/sheetMark'
import { drawMarks } from './drawMarks'
import { embedSheetFonts, type FontFiles } from './orderSheetFont'

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
