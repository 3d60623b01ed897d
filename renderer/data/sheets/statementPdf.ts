/** A statement as a PDF, drawn from the marks that the layout in core gives: the same bytes for the same statement. */
import { PDFDocument } from '@cantoo/pdf-lib'
import { A4, type SheetFont } from '#core/sheets/sheetMark'
import type { StatementView } from '#core/statements/statement'
import { statementPages } from '#core/statements/statementPages'
import { drawMarks } from './drawMarks'
import { embedSheetFonts, type FontFiles } from './orderSheetFont'

/** @returns the bytes of the file. */
export async function statementPdf(statement: StatementView, fonts: FontFiles): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create()
  const { cooperative, member, period } = statement
  document.setTitle(`${member.name}, ${period.name}`)
  document.setAuthor(cooperative)
  document.setProducer('Commonmast')
  document.setCreator('Commonmast')
  // The end of the period, since the hour at which it was printed would make another file of it.
  document.setCreationDate(new Date(period.end))
  document.setModificationDate(new Date(period.end))
  const faces = await embedSheetFonts(document, fonts)
  for (const marks of statementPages(statement, letterByLetter(faces)))
    drawMarks(document.addPage([A4.width, A4.height]), marks, faces)
  return document.save()
}

/** Breaking hashes into lines asks for thousands of widths: those of letters are kept and added up, as the faces have no ligatures. */
function letterByLetter({ widthOf, has }: SheetFont): SheetFont {
  const faces = [new Map<string, number>(), new Map<string, number>()] as const
  return {
    has,
    widthOf(text, size, isBold) {
      const widths = faces[isBold ? 1 : 0]
      let width = 0
      for (const letter of text) {
        const known = widths.get(letter) ?? widthOf(letter, 1, isBold)
        widths.set(letter, known)
        width += known
      }
      return width * size
    },
  }
}
