/**
 * Reads the rows of any table of rewards: each becomes a reward, is added to another of its hotspot, or is a problem. What a
 * person alone can know is a question; without its answer nothing is guessed. SPEC.md, rules [RR1] to [RR13].
 */
import { toFileProblem } from '../files/fileProblem'
import { type ImportPace, ROWS_PER_PAUSE, reportProgress } from '../files/importPace'
import { checkRowShape, requireColumns, type Table } from '../files/parseTable'
import { isBlank } from '../files/readPosition'
import type { Token } from '../model/money'
import { Problem } from '../model/problem'
import { lostZerosIn } from './lostZeros'
import { readHotspotKey } from './readHotspotKey'
import { refuseImpossible } from './refuseImpossible'
import { RewardCollector } from './rewardCollector'
import { checkNetwork, checkToken, EVENT_COLUMNS, STATUS_COLUMNS, TOKEN_COLUMNS, UNIT_COLUMNS } from './rewardColumns'
import { ambiguousPoints, amountInUnit, checkAmountWhole, checkPaid, totalWord } from './rewardRowChecks'
import { type RewardsAnswers, rewardsQuestion } from './rewardsAnswers'
import type { RewardsReading } from './rewardsReading'
import { tableDates } from './tableDates'

/** What the columns of a table are called. */
export interface RewardsLayout {
  format: string
  network: string
  token: Token
  hotspot: string
  amount: string
  name: string
  /** Whether the table is nothing without a column of names. */
  hasName: boolean
}

/** @throws Problem `import.cancelled`; everything wrong with the table is in the reading's problems. */
export async function readRewardRows(
  table: Table,
  layout: RewardsLayout,
  answers: RewardsAnswers = {},
  pace: ImportPace = {},
): Promise<RewardsReading> {
  const { format, network, token } = layout
  const rows = table.rows.length
  const empty = { rewards: [], joinedRows: 0, leftOutRows: 0, questions: [], problems: [] }
  const reading: RewardsReading = { format, network, token, dates: null, rows, ...empty }
  let columns: Map<string, number>
  try {
    columns = columnsOf(table, layout)
    if (rows === 0) {
      throw new Problem('csv.no-rows', 'The file has a header and no rows: export it again with its data.', {
        line: table.headerLine,
      })
    }
  } catch (thrown) {
    reading.problems.push(toFileProblem(thrown))
    return reading
  }
  const amountAt = columns.get(layout.amount) ?? -1
  const amounts = table.rows.map((cells) => cells[amountAt] ?? '')
  if (!askPoints(reading, table, amounts, layout.amount, answers)) {
    readDates(reading, table, answers)
    return reading
  }
  const hasLostZeros = lostZerosIn(
    network,
    table.rows.map((cells) => cells[columns.get(layout.hotspot) ?? -1] ?? ''),
  )
  const collector = new RewardCollector(reading, layout, answers)
  const events = EVENT_COLUMNS.flatMap((name) => columns.get(name) ?? [])
  for (const [row, cells] of table.rows.entries()) {
    if (row % ROWS_PER_PAUSE === 0) await reportProgress(row, pace)
    const line = table.lines[row] ?? 0
    const cell = (name: string) => cells[columns.get(name) ?? -1]?.trim() ?? ''
    try {
      checkAmountWhole(table, cells, amountAt, layout.amount)
      checkRowShape(table, row)
      checkNetwork(cell('network'), network)
      for (const name of STATUS_COLUMNS) checkPaid(cell(name), name)
      for (const name of TOKEN_COLUMNS) checkToken(cell(name), token, name)
      const written = cell(layout.hotspot)
      const unit = UNIT_COLUMNS.map(cell).find((text) => text !== '') ?? ''
      const amount = answers.amounts === 'thousands' ? cell(layout.amount).replaceAll('.', '') : cell(layout.amount)
      checkAmountThere(amount, layout.amount)
      const amountBaseUnits = amountInUnit(amount, { unit, otherwise: answers.unit }, token, layout.amount)
      const word = totalWord([written, cell(layout.name)])
      if (collector.isTotal({ line, word, written, amountBaseUnits, isLast: row === rows - 1 })) continue
      const hotspotKey = readHotspotKey(network, written, layout.hotspot)
      if (hasLostZeros(written)) throw lostZeros(written, layout.hotspot)
      const event = events.map((at) => cells[at]?.trim() ?? '').join('\n')
      const reward = { hotspotKey, name: cell(layout.name) || hotspotKey, amountBaseUnits }
      collector.add({ line, written, event, reward, amountText: unit === '' ? amount : null })
    } catch (thrown) {
      reading.problems.push(toFileProblem(thrown, line))
    }
  }
  await reportProgress(rows, pace)
  collector.finish()
  // A total has no day of its own.
  readDates(reading, withoutLines(table, collector.leftOutLines), answers)
  refuseImpossible(reading, collector.amountsWithoutUnit, layout.amount, answers)
  reading.problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  return reading
}

function columnsOf(table: Table, { hotspot, amount, name, hasName }: RewardsLayout): Map<string, number> {
  const found = new Set(table.headers.map((header) => header.trim().toLowerCase()))
  const optional = ['network', ...TOKEN_COLUMNS, ...UNIT_COLUMNS, ...STATUS_COLUMNS, ...EVENT_COLUMNS, ...(hasName ? [] : [name])]
  const needed = [hotspot, ...(hasName ? [name] : []), amount]
  return requireColumns(table, [...needed, ...optional.filter((each) => found.has(each))])
}

function readDates(reading: RewardsReading, table: Table, { timeZone }: RewardsAnswers): void {
  const { dates, withoutZone, problems } = tableDates(table, timeZone)
  reading.dates = dates
  reading.problems.push(...problems)
  if (withoutZone.length === 0) return
  reading.questions.push(
    rewardsQuestion({
      kind: 'timeZone',
      lines: withoutZone,
      message: 'The times have no zone, so that nobody can tell on which days they are: say where clocks showed them.',
      choices: [{ answer: 'UTC', text: 'In UTC' }],
      answer: timeZone,
    }),
  )
}

function withoutLines(table: Table, lines: ReadonlySet<number>): Table {
  if (lines.size === 0) return table
  const isKept = (_: unknown, row: number) => !lines.has(table.lines[row] ?? 0)
  return { ...table, rows: table.rows.filter(isKept), lines: table.lines.filter(isKept) }
}

/** @returns false where the amounts cannot be read without an answer */
function askPoints(
  reading: RewardsReading,
  table: Table,
  amounts: readonly string[],
  field: string,
  { amounts: answer }: RewardsAnswers,
): boolean {
  const first = ambiguousPoints(amounts, table.delimiter)
  if (first === null) return true
  const thousands = first.replaceAll('.', '')
  // Two points are no decimals.
  const isDecimal = amounts.every((amount) => amount.split('.').length <= 2)
  const message = `All amounts have three digits after the point, so "${first}" may mean ${thousands} or ${first}: say whether these are thousands or decimals.`
  reading.questions.push(
    rewardsQuestion({
      kind: 'amounts',
      lines: table.lines,
      message,
      choices: [
        { answer: 'thousands', text: `Thousands: ${first} is ${thousands}` },
        ...(isDecimal ? [{ answer: 'decimal', text: `Decimals: ${first} is ${first}` }] : []),
      ],
      answer,
    }),
  )
  if (answer === undefined) reading.problems.push({ line: table.lines[0] ?? table.headerLine, field, message })
  return answer !== undefined
}

function checkAmountThere(amount: string, field: string): void {
  if (!isBlank(amount)) return
  throw new Problem('amount.malformed', 'The row has no amount: write 0 when the hotspot earned nothing.', { field })
}

function lostZeros(written: string, field: string): Problem {
  return new Problem(
    'device-key.lost-zeros',
    `"${written.slice(0, 40)}" has ${written.length} digits and an EUI has 16: a spreadsheet took its leading zeros, so export the file again with that column as text.`,
    { field },
  )
}
