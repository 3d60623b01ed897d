/** `volatility`: prices and members' income in, what swings of the price do with and without a reserve out. */
import { basename } from 'node:path'
import { parsePercent } from '#core/agreements/percent'
import { decodeText } from '#core/files/decodeText'
import type { FileProblem } from '#core/files/fileProblem'
import type { Token } from '#core/model/money'
import { Problem } from '#core/model/problem'
import { rational } from '#core/model/rational'
import { readIncomeTable } from '#core/volatility/readIncomeTable'
import { readPriceTable } from '#core/volatility/readPriceTable'
import { simulateVolatility } from '#core/volatility/simulateVolatility'
import type { ReserveTerms } from '#core/volatility/stabilityReserve'
import { volatilityReport } from '#core/volatility/volatilityReport'
import { type CommandResult, readOptions, required, UsageProblem, wholeNumber } from './commandLine'
import { readFileBytes } from './readFileBytes'
import { checkOutput, writeJsonFile } from './writeJsonFile'

const OPTIONS = [
  'prices',
  'income',
  'symbol',
  'decimals',
  'currency',
  'reserve-percent',
  'band',
  'window',
  'max-age-days',
  'seed',
  'draws',
  'out',
] as const

const DAY_MS = 86_400_000
const USUAL_BAND_PERCENT = '10'
const USUAL_WINDOW = 6
const USUAL_OLDEST_DAYS = 7
const USUAL_DRAWS = 200
const MOST_DRAWS = 10_000

/** @throws UsageProblem, or a Problem naming what in the files cannot be used; nothing is written then. */
export async function volatility(args: readonly string[]): Promise<CommandResult> {
  const { values, positionals } = readOptions(args, OPTIONS)
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]}" is not an option of volatility.`)
  const pricesPath = required(values.prices, 'prices')
  const incomePath = required(values.income, 'income')
  const out = required(values.out, 'out')
  const token = tokenOf(required(values.symbol, 'symbol'), required(values.decimals, 'decimals'))
  const terms = termsOf(values['reserve-percent'], values.band, values.window)
  const draws = numberOr(values.draws, 'draws', USUAL_DRAWS)
  if (draws > MOST_DRAWS) throw new UsageProblem(`--draws can be ${MOST_DRAWS} at most.`)
  await checkOutput(out, [pricesPath, incomePath])

  const prices = readPriceTable(decodeText(await readFileBytes(pricesPath)), basename(pricesPath), values.currency ?? null)
  refuseProblems(pricesPath, prices.problems)
  const income = readIncomeTable(decodeText(await readFileBytes(incomePath)), token)
  refuseProblems(incomePath, income.problems)
  const input = {
    prices: prices.table,
    token,
    periods: income.periods,
    terms,
    oldestPriceMs: numberOr(values['max-age-days'], 'max-age-days', USUAL_OLDEST_DAYS) * DAY_MS,
    seed: values.seed ?? '1',
    draws,
  }
  const report = volatilityReport(input, await simulateVolatility(input))
  await writeJsonFile(out, report, [pricesPath, incomePath])
  const output = {
    format: report.format,
    out,
    currency: report.currency,
    periods: income.periods.length,
    prices: { rows: prices.rows, repeatedRows: prices.repeatedRows, contentSha256: prices.table.source.contentSha256 },
    reserve: report.reserve,
    worstQuarter: report.history.worstQuarter,
    worstQuarterAfterShock: report.shock.worstQuarter,
    contentSha256: report.contentSha256,
  }
  const complaints = [
    ...prices.warnings.map(({ message }) => `${pricesPath}: ${message}`),
    ...income.warnings.map(({ message }) => `${incomePath}: ${message}`),
  ]
  return { output, complaints, exitCode: 0 }
}

function tokenOf(symbol: string, decimalsText: string): Token {
  const decimals = wholeNumber(decimalsText, 'decimals')
  if (decimals > 36) throw new UsageProblem('--decimals can be 36 at most.')
  if (symbol.length > 16) throw new UsageProblem('--symbol can have 16 characters at most.')
  return { symbol, decimals }
}

/** Without --reserve-percent there is no reserve, and its other options would have no effect. */
function termsOf(share: string | undefined, band: string | undefined, window: string | undefined): ReserveTerms | null {
  if (share === undefined) {
    if (band === undefined && window === undefined) return null
    throw new UsageProblem('--band and --window are of a reserve: give --reserve-percent too.')
  }
  return {
    share: percentOf(share, 'reserve-percent'),
    band: percentOf(band ?? USUAL_BAND_PERCENT, 'band'),
    window: numberOr(window, 'window', USUAL_WINDOW),
  }
}

function percentOf(text: string, name: string) {
  return rational(parsePercent(text, { field: `--${name}` }), parsePercent('100'))
}

function numberOr(text: string | undefined, name: string, usual: number): number {
  return text === undefined ? usual : wholeNumber(text, name)
}

/** Money is not reckoned from half a file: every row must be usable. */
function refuseProblems(filePath: string, problems: readonly FileProblem[]): void {
  const [first] = problems
  if (!first) return
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  throw new Problem('volatility.bad-file', `${filePath} cannot be used: ${first.message}${more}`, {
    line: first.line ?? undefined,
    field: first.field ?? undefined,
  })
}
