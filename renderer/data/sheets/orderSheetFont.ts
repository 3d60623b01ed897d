/** The two faces of a printed sheet, with letters for Latin, Greek and Cyrillic, as the layout measures them. */
import fontkit from '@cantoo/fontkit'
import type { PDFDocument, PDFFont } from '@cantoo/pdf-lib'
import type { SheetFont } from '#core/sheets/sheetMark'

/** Bytes of TrueType files. */
export interface FontFiles {
  regular: Uint8Array
  bold: Uint8Array
}

export interface SheetFonts extends SheetFont {
  regular: PDFFont
  bold: PDFFont
}

/** Reading a face takes longer than drawing a statement with it: kept by the bytes of its file, for as long as those are. */
const readFaces = new WeakMap<Uint8Array, ReturnType<typeof readFace>>()

const readFace = (file: Uint8Array) => fontkit.create(file)

const keptFontkit = {
  create(file: Uint8Array) {
    const known = readFaces.get(file) ?? readFace(file)
    readFaces.set(file, known)
    return known
  },
}

/** Embeds what of the faces is used. */
export async function embedSheetFonts(document: PDFDocument, files: FontFiles): Promise<SheetFonts> {
  document.registerFontkit(keptFontkit)
  // Ligatures would hide letters from a search in the file.
  const options = { subset: true, features: { liga: false, calt: false } }
  const regular = await document.embedFont(files.regular, options)
  const bold = await document.embedFont(files.bold, options)
  const characters = new Set(regular.getCharacterSet())
  return {
    regular,
    bold,
    widthOf: (text, size, isBold) => (isBold ? bold : regular).widthOfTextAtSize(text, size),
    has: (codePoint) => characters.has(codePoint),
  }
}
