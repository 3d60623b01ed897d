/** A statement on A4 pages as drawing marks. Nothing is cut: text is broken into lines, and what a typeface lacks shows as "?". */
import { SheetWriter } from '../sheets/SheetWriter'
import { A4, HAIRLINE, INK, MUTED, type SheetFont, type SheetMark } from '../sheets/sheetMark'
import { wrapText } from '../sheets/wrapText'
import { oneLine } from './exportFile'
import type { LedgerEntry } from './ledgerEntry'
import { PAGE_FOOT, PAGE_MARGIN } from './pageFrame'
import { fixedDecimals } from './roundRows'
import { STATEMENT_ACCOUNTS, type StatementView } from './statement'
import { type TableColumn, type TableRow, writeTable } from './statementTable'
import { ACCOUNT_WORDS, KIND_WORDS, kindText, periodText } from './statementWords'
import { localTexts, utcText } from './zoneTime'

const WIDTH = A4.width - 2 * PAGE_MARGIN

const BALANCE_COLUMNS: TableColumn[] = [
  { title: 'Balance', x: PAGE_MARGIN, widthPt: 150 },
  { title: 'Before', x: PAGE_MARGIN + 150, widthPt: 175, right: true },
  { title: 'After', x: PAGE_MARGIN + 335, widthPt: 180, right: true },
]
const ENTRY_COLUMNS: TableColumn[] = [
  { title: 'Time', x: PAGE_MARGIN, widthPt: 122 },
  { title: 'What', x: PAGE_MARGIN + 128, widthPt: 168 },
  { title: 'Worth', x: PAGE_MARGIN + 302, widthPt: 68, right: true },
  { title: 'Amount', x: PAGE_MARGIN + 376, widthPt: 139, right: true },
]
const TOTAL_COLUMNS: TableColumn[] = [
  { title: 'Total', x: PAGE_MARGIN, widthPt: 300 },
  { title: 'Amount', x: PAGE_MARGIN + 310, widthPt: 205, right: true },
]

/** One array of marks for each page. */
export function statementPages(statement: StatementView, font: SheetFont): SheetMark[][] {
  const { token, opening, closing, totals, entries, zone } = statement
  const amount = (baseUnits: bigint) => `${fixedDecimals(baseUnits, token.decimals)} ${oneLine(token.symbol)}`
  const pages = [new SheetWriter(font)]
  writeHead(pages, statement)
  writeTable(
    pages,
    BALANCE_COLUMNS,
    STATEMENT_ACCOUNTS.map((of) => [ACCOUNT_WORDS[of], amount(opening[of]), amount(closing[of])].map(cell)),
  )
  const local = localTexts(zone)
  writeTable(
    pages,
    ENTRY_COLUMNS,
    entries.map((entry) => entryRow(entry, zone, local, amount)),
  )
  const summary = [
    ...[...totals].map(([kind, total]) => [KIND_WORDS[kind], amount(total)]),
    ['Earned in the period, corrections included', amount(statement.earnedBaseUnits)],
    ['Paid in the period', amount(statement.paidBaseUnits)],
  ]
  writeTable(
    pages,
    TOTAL_COLUMNS,
    summary.map((cells) => cells.map(cell)),
  )
  const isLacking = lacks(statement, font)
  for (const [i, page] of pages.entries()) writeFoot(page, statement, `Page ${i + 1} of ${pages.length}`, isLacking)
  return pages.map(({ marks }) => marks)
}

const cell = (text: string) => [text]

function writeHead(pages: SheetWriter[], statement: StatementView): void {
  const [page] = pages
  if (!page) return
  const { cooperative, member, token, priceSource, transactionHash } = statement
  page.text(`Statement of ${oneLine(cooperative)}`, { x: PAGE_MARGIN, y: 50, size: 9, color: MUTED, widthPt: WIDTH })
  page.y = 58
  for (const line of wrapText(oneLine(member.name), page.font, { widthPt: WIDTH, size: 17, bold: true })) {
    page.y += 21
    page.marks.push({ kind: 'text', x: PAGE_MARGIN, y: page.y, text: line, size: 17, bold: true, color: INK })
  }
  page.y += 8
  const fact = (label: string, value: string) => page.fact(label, value, PAGE_MARGIN, WIDTH, 20)
  fact('Cooperative', oneLine(cooperative))
  fact('Member id', oneLine(member.id))
  fact('Period', `${oneLine(statement.period.name)}: ${periodText(statement)}`)
  fact('Token', `${oneLine(token.symbol)}, ${token.decimals} decimals`)
  fact('Prices', oneLine(priceSource) || 'none')
  fact('Paid by', transactionHash ?? 'no transaction, or several: see the entries')
  page.y += 16
}

function entryRow(
  entry: LedgerEntry,
  zone: string,
  local: (at: string) => string,
  amount: (baseUnits: bigint) => string,
): TableRow {
  const { fiat, chain, counterparty, note, at } = entry
  const time = zone === 'UTC' ? [`${utcText(at)} UTC`] : [`${utcText(at)} UTC`, local(at)]
  const what = [
    kindText(entry),
    oneLine(counterparty),
    oneLine(note),
    chain && `${oneLine(chain.name)} ${chain.transactionHash}${chain.logIndex === null ? '' : ` log ${chain.logIndex}`}`,
  ]
  const worth = fiat
    ? [`${fiat.amountText} ${fiat.currency}`, fiat.priceText && `at ${fiat.priceText}`, oneLine(fiat.priceSource)]
    : []
  return [time, what, worth, [amount(entry.amountBaseUnits)]].map((lines) => lines.flatMap((line) => line || []))
}

function writeFoot(page: SheetWriter, { member, period }: StatementView, pageText: string, isLacking: boolean): void {
  const right = A4.width - PAGE_MARGIN
  page.line([PAGE_MARGIN, PAGE_FOOT - 12], [right, PAGE_FOOT - 12], HAIRLINE)
  page.text(`${oneLine(member.name)} · ${oneLine(period.name)}`, {
    x: PAGE_MARGIN,
    y: PAGE_FOOT,
    size: 7.5,
    color: MUTED,
    widthPt: WIDTH - 90,
  })
  page.textRight(pageText, { x: right, y: PAGE_FOOT, size: 7.5, color: MUTED })
  if (!isLacking) return
  page.text(LACKING_NOTE, { x: PAGE_MARGIN, y: PAGE_FOOT + 11, size: 7.5, color: MUTED, widthPt: WIDTH })
}

export const LACKING_NOTE = 'Characters that this typeface lacks are printed as "?"; the CSV of this statement has them.'

/** Whether any text of the statement has a character that the typeface cannot show. */
function lacks({ cooperative, member, period, token, priceSource, entries }: StatementView, { has }: SheetFont): boolean {
  const texts = [cooperative, member.name, member.id, period.name, token.symbol, priceSource]
  for (const { counterparty, note, corrects, fiat, chain } of entries) {
    texts.push(counterparty, note, corrects?.periodName ?? '', fiat?.priceSource ?? '', chain?.name ?? '')
  }
  return texts.some((text) => [...oneLine(text)].some((one) => !has(one.codePointAt(0) ?? 0)))
}
