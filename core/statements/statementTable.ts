/** A table over as many pages as it takes, its header at the top of each; a row stays whole where a page has room for it. */
import { SheetWriter } from '../sheets/SheetWriter'
import { HAIRLINE, INK, MUTED } from '../sheets/sheetMark'
import { wrapText } from '../sheets/wrapText'
import { PAGE_END, PAGE_MARGIN } from './pageFrame'

export interface TableColumn {
  title: string
  x: number
  widthPt: number
  /** Numbers stand at the right. */
  right?: boolean
}

/** Lines of each cell, the first in ink, the rest muted. */
export type TableRow = string[][]

const SIZE = 8
const LEAST_SIZE = 4
const LINE_PT = 10.5
const HEAD_PT = 20
const PAGE_TOP = 44
/** Higher rows may be broken over pages. */
const WHOLE_ROW_PT = 300

interface Line {
  text: string
  isMain: boolean
}

/** Goes on where the last page is written to, and adds pages. */
export function writeTable(pages: SheetWriter[], columns: readonly TableColumn[], rows: readonly TableRow[]): void {
  let page = pages.at(-1) as SheetWriter
  const next = () => {
    page = new SheetWriter(page.font)
    page.y = PAGE_TOP
    pages.push(page)
    writeHeader(page, columns)
  }
  if (page.y + HEAD_PT + 2 * LINE_PT > PAGE_END) next()
  else writeHeader(page, columns)
  for (const row of rows) {
    const cells = columns.map((column, i) => linesOf(row[i] ?? [], column, page))
    const count = Math.max(...cells.map(({ length }) => length))
    const heightPt = count * LINE_PT + 5
    if (heightPt <= WHOLE_ROW_PT && page.y + heightPt > PAGE_END) next()
    page.y += 2
    for (let line = 0; line < count; line++) {
      if (page.y + LINE_PT + 3 > PAGE_END) next()
      page.y += LINE_PT
      for (const [i, column] of columns.entries()) writeLine(page, column, cells[i]?.[line])
    }
    page.y += 3
    rule(page, columns)
  }
  page.y += 18
}

function linesOf(lines: readonly string[], { widthPt, right }: TableColumn, { font }: SheetWriter): Line[] {
  return lines.flatMap((text, i) => {
    const isMain = i === 0
    // A number is set smaller before it is broken.
    if (right && isMain) return [{ text, isMain }]
    return wrapText(text, font, { widthPt, size: SIZE }).map((one) => ({ text: one, isMain }))
  })
}

function writeLine(page: SheetWriter, { x, widthPt, right }: TableColumn, line: Line | undefined): void {
  if (!line) return
  const [text = ''] = wrapText(line.text, page.font, { widthPt: Number.POSITIVE_INFINITY, size: SIZE })
  let size = SIZE
  while (size > LEAST_SIZE && page.font.widthOf(text, size, false) > widthPt) size -= 0.25
  const color = line.isMain ? INK : MUTED
  const left = right ? x + widthPt - page.font.widthOf(text, size, false) : x
  page.marks.push({ kind: 'text', x: left, y: page.y, text, size, bold: false, color })
}

function writeHeader(page: SheetWriter, columns: readonly TableColumn[]): void {
  page.y += HEAD_PT - 6
  for (const { title, x, widthPt, right } of columns) {
    const options = { y: page.y, size: SIZE, bold: true }
    if (right) page.textRight(title, { ...options, x: x + widthPt })
    else page.text(title, { ...options, x })
  }
  page.y += 5
  rule(page, columns)
}

function rule(page: SheetWriter, columns: readonly TableColumn[]): void {
  const right = Math.max(...columns.map(({ x, widthPt }) => x + widthPt))
  page.line([PAGE_MARGIN, page.y], [right, page.y], HAIRLINE)
}
