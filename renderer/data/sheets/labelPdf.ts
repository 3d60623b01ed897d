/** Labels as a PDF for a label printer or for sheets of labels, drawn from the marks that the layout in core gives. */
import { PDFDocument } from '@cantoo/pdf-lib'
import type { DeviceLabel } from '#core/provisioning/label/deviceLabel'
import { type LabelPage, type LabelPaper, labelPages } from '#core/provisioning/label/labelPages'
import { drawMarks } from './drawMarks'
import { embedSheetFonts, type FontFiles } from './orderSheetFont'

interface LabelPdfOptions {
  title: string
  paper: LabelPaper
  fonts: FontFiles
}

/** @returns the bytes of the file, and its pages as marks. @throws Problem `label.position`. */
export async function labelPdf(
  labels: readonly DeviceLabel[],
  { title, paper, fonts }: LabelPdfOptions,
): Promise<{ bytes: Uint8Array; pages: LabelPage[] }> {
  const document = await PDFDocument.create()
  document.setTitle(title)
  document.setProducer('Commonmast')
  document.setCreator('Commonmast')
  const faces = await embedSheetFonts(document, fonts)
  const pages = labelPages(labels, paper, faces)
  for (const { width, height, marks } of pages) drawMarks(document.addPage([width, height]), marks, faces)
  return { bytes: await document.save(), pages }
}
