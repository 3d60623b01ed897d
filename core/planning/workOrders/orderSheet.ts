/** One work order on one A4 page: what a person with a ladder and no network must know. */
import { geoLink, qrCode } from '../../sheets/qrSquares'
import { SheetWriter } from '../../sheets/SheetWriter'
import { A4, HAIRLINE, INK, MUTED, type SheetBox, type SheetFont, type SheetMark } from '../../sheets/sheetMark'
import { positionText } from '../../words/positionText'
import { type Sketch, sketchMap } from './sketchMap'
import { checklistOf, detailsOf } from './workOrderDetails'
import { radioFactsOf, STATUS_WORDS, type WorkOrderExport } from './workOrderExport'

export interface OrderSheet extends WorkOrderExport {
  sketch: Sketch
  /** What the map's cells stand for, in words; "" when it shows none. */
  coverageNote: string
  /** Name of the cooperative, or "". */
  cooperative: string
  page: number
  pages: number
}

const MARGIN = 40
const WIDTH = A4.width - 2 * MARGIN
const QR_PT = 84
const LARGEST_TITLE = 19
const SMALLEST_TITLE = 11
const MAP_PT = 268
const FOOT = A4.height - 34

/** The page as marks. Text too long for its place ends in "…" and says where the rest is. */
export function orderSheet(sheet: OrderSheet, font: SheetFont): SheetMark[] {
  const { order } = sheet
  const writer = new SheetWriter(font)
  head(writer, sheet)
  const map: SheetBox = { x: MARGIN, y: 160, width: WIDTH, height: MAP_PT }
  writer.marks.push(...sketchMap(sheet.sketch, map, font))
  writer.y = map.y + MAP_PT + 12
  writer.paragraph(mapNote(sheet), { x: MARGIN, widthPt: WIDTH, size: 8, color: MUTED, maxLines: 2 })
  const top = writer.y + 16
  const column = (WIDTH - 24) / 2
  writer.y = top
  radioTable(writer, sheet, MARGIN, column)
  const leftEnd = writer.y
  writer.y = top
  onTheSpot(writer, sheet, MARGIN + column + 24, column)
  writer.y = Math.max(leftEnd, writer.y) + 24
  checklist(writer, sheet)
  signatures(writer)
  writer.line([MARGIN, FOOT - 12], [A4.width - MARGIN, FOOT - 12], HAIRLINE)
  writer.text(`Work order ${order.id}`, { x: MARGIN, y: FOOT, size: 7.5, color: MUTED, widthPt: WIDTH - 90 })
  writer.textRight(`Page ${sheet.page} of ${sheet.pages}`, { x: A4.width - MARGIN, y: FOOT, size: 7.5, color: MUTED })
  return writer.marks
}

function head(writer: SheetWriter, sheet: OrderSheet): void {
  const { order, siteNumber, planName, cooperative } = sheet
  const { dueOn } = detailsOf(order)
  const right = A4.width - MARGIN
  const textWidth = WIDTH - QR_PT - 16
  const above = ['Work order', planName, cooperative].filter(Boolean).join(' · ')
  writer.text(above, { x: MARGIN, y: 50, size: 9, color: MUTED, widthPt: textWidth })
  let x = MARGIN
  if (siteNumber !== null) {
    const label = String(siteNumber)
    const width = Math.max(34, writer.font.widthOf(label, 22, true) + 14)
    writer.marks.push({ kind: 'box', box: { x, y: 60, width, height: 34 }, fill: INK, edge: null })
    const left = x + (width - writer.font.widthOf(label, 22, true)) / 2
    writer.text(label, { x: left, y: 85, size: 22, bold: true, color: [1, 1, 1] })
    x += width + 10
  }
  const widthPt = MARGIN + textWidth - x
  writer.text(order.title, { x, y: 84, size: titleSize(order.title, widthPt, writer.font), bold: true, widthPt })
  writer.text(positionText(order, 6), { x: MARGIN, y: 121, size: 21, bold: true })
  const due = dueOn ? `due ${dueOn}` : 'no due date'
  writer.text(`H3 cell ${order.h3} · ${STATUS_WORDS[order.status]} · ${due}`, { x: MARGIN, y: 140, size: 10, widthPt: textWidth })
  qrMarks(writer, order.lat, order.lng, { x: right - QR_PT, y: MARGIN, width: QR_PT, height: QR_PT })
  writer.textRight('Scan for the place', { x: right, y: MARGIN + QR_PT + 11, size: 7.5, color: MUTED })
}

/** A long title is set smaller before it is cut. */
function titleSize(title: string, widthPt: number, font: SheetFont): number {
  let size = LARGEST_TITLE
  while (size > SMALLEST_TITLE && font.widthOf(title, size, true) > widthPt) size -= 1
  return size
}

function qrMarks(writer: SheetWriter, lat: number, lng: number, box: SheetBox): void {
  const code = qrCode(geoLink(lat, lng))
  const side = box.width / code.size
  for (const { row, column } of code.dark) {
    const square = { x: box.x + column * side, y: box.y + row * side, width: side, height: side }
    writer.marks.push({ kind: 'box', box: square, fill: [0, 0, 0], edge: null })
  }
}

function mapNote({ coverageNote, sketch, siteNumber }: OrderSheet): string {
  const parts = [
    siteNumber === null ? 'Dark disc: this site' : `Dark disc ${siteNumber}: this site`,
    sketch.sites.length > 0 && 'numbered: other sites of the plan',
    sketch.hotspots.length > 0 && 'blue: hotspots in service',
    coverageNote && `yellow: ${coverageNote}`,
    sketch.land.length > 0 && 'land and borders: Natural Earth 1:10 million, for orientation only',
  ]
  return `${parts.filter(Boolean).join(' · ')}.`
}

function radioTable(writer: SheetWriter, sheet: OrderSheet, x: number, widthPt: number): void {
  writer.heading('Radio', x)
  const facts = radioFactsOf(sheet)
  if (facts.length === 0) writer.paragraph('No radio profile: a plain circle was planned.', { x, widthPt, size: 9 })
  for (const { label, value } of facts) writer.fact(label, value, x, widthPt)
}

const MORE = 'Where text ends in …, the rest is in the console.'

function onTheSpot(writer: SheetWriter, sheet: OrderSheet, x: number, widthPt: number): void {
  const details = detailsOf(sheet.order)
  const contact = [details.contactName, details.contactPhone].filter(Boolean).join(', ')
  writer.heading('On the spot', x)
  writer.fact('Contact', contact || 'not known', x, widthPt)
  writer.fact('Assigned to', sheet.assigneeName || 'nobody yet', x, widthPt)
  const cut = [
    writer.fact('Access', details.access || 'not known', x, widthPt, 5),
    writer.fact('Notes', details.notes || 'none', x, widthPt, 6),
  ].some(Boolean)
  if (cut) writer.paragraph(MORE, { x, widthPt, size: 7.5, color: MUTED })
}

/** Where the checklist must end to leave room for the signatures. */
const LIST_END = FOOT - 84
const ROW_PT = 17

function checklist(writer: SheetWriter, sheet: OrderSheet): void {
  const items = checklistOf(sheet.order)
  writer.heading('Checklist', MARGIN)
  const rows = Math.max(1, Math.floor((LIST_END - writer.y) / ROW_PT))
  const shown = items.length > rows * 2 ? items.slice(0, rows * 2 - 1) : items
  const perColumn = Math.ceil((shown.length < items.length ? shown.length + 1 : shown.length) / 2)
  const column = (WIDTH - 24) / 2
  const place = (i: number) => ({
    x: MARGIN + Math.floor(i / perColumn) * (column + 24),
    y: writer.y + (i % perColumn) * ROW_PT,
  })
  shown.forEach(({ text, done }, i) => {
    const { x, y } = place(i)
    writer.checkBox(x, y, done)
    writer.text(text, { x: x + 16, y: y + 8.5, size: 9.5, widthPt: column - 16 })
  })
  if (shown.length < items.length) {
    const { x, y } = place(shown.length)
    writer.text(`and ${items.length - shown.length} more in the console`, { x: x + 16, y: y + 8.5, size: 9.5, color: MUTED })
  }
}

function signatures(writer: SheetWriter): void {
  const y = FOOT - 36
  const column = (WIDTH - 24) / 2
  for (const [i, label] of ['Done by, date, signature', 'Accepted for the owner, date, signature'].entries()) {
    const x = MARGIN + i * (column + 24)
    writer.line([x, y], [x + column, y], INK)
    writer.text(label, { x, y: y + 11, size: 8, color: MUTED })
  }
}
