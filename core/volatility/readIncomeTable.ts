/** What members earned, from a table with the columns start, end, member and amount. SPEC.md, rule [VO14]. */
import { type FileProblem, toFileProblem } from '../files/fileProblem'
import { checkRowShape, parseTable, requireColumns } from '../files/parseTable'
import { parseAmount, type Token } from '../model/money'
import { normalText } from '../model/normalText'
import { datesOverlap, datesText, type PeriodDates, periodDates } from '../model/periodDates'
import { Problem } from '../model/problem'

export interface IncomePeriod {
  dates: PeriodDates
  /** Base units by member. */
  amounts: Map<string, bigint>
}

export interface IncomeReading {
  /** By time; no two overlap. */
  periods: IncomePeriod[]
  problems: FileProblem[]
  warnings: FileProblem[]
}

/** @throws Problem `csv.*` for columns; what is wrong with rows is in the reading. */
export function readIncomeTable(text: string, token: Token): IncomeReading {
  const table = parseTable(text)
  const columns = requireColumns(table, ['start', 'end', 'member', 'amount'])
  const problems: FileProblem[] = []
  const periods = new Map<string, IncomePeriod>()
  table.rows.forEach((cells, row) => {
    const line = table.lines[row] ?? 0
    const cell = (name: string) => cells[columns.get(name) ?? -1] ?? ''
    try {
      checkRowShape(table, row)
      const dates = periodDates(cell('start'), cell('end'))
      const member = normalText(cell('member'))
      if (member === '') throw new Problem('income.no-member', 'The row does not say who earned it: name the member.')
      const amount = parseAmount(cell('amount'), token.decimals, { field: 'amount' })
      const period = periodOf(periods, dates)
      if (period.amounts.has(member)) {
        throw new Problem('income.member-twice', `"${member}" stands twice for ${datesText(dates)}: join the rows.`)
      }
      period.amounts.set(member, amount)
    } catch (thrown) {
      problems.push(toFileProblem(thrown, line))
    }
  })
  return { periods: [...periods.values()].sort(byStart), problems, warnings: table.warnings }
}

function byStart(a: IncomePeriod, b: IncomePeriod): number {
  return a.dates.start < b.dates.start ? -1 : 1
}

function periodOf(periods: Map<string, IncomePeriod>, dates: PeriodDates): IncomePeriod {
  const key = `${dates.start} ${dates.end}`
  const known = periods.get(key)
  if (known) return known
  for (const other of periods.values()) {
    if (!datesOverlap(dates, other.dates)) continue
    throw new Problem(
      'income.periods-overlap',
      `${datesText(dates)} overlaps ${datesText(other.dates)}: give each time one period, the same for all members.`,
    )
  }
  const period = { dates, amounts: new Map<string, bigint>() }
  periods.set(key, period)
  return period
}
