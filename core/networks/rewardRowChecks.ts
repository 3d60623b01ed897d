/**
 * What a row of a rewards table says beside its amount: that it sums up others, that it was not paid, that it counts in base
 * units. SPEC.md, rules [RR1], [RR3] to [RR5].
 */
import type { Table } from '../files/parseTable'
import { parseAmount, type Token } from '../model/money'
import { Problem } from '../model/problem'
import type { RewardsAnswers } from './rewardsAnswers'

/** Words of summary rows in bookkeepers' and explorers' sheets; a colon, brackets or a token's name may follow. */
const TOTAL_WORDS =
  /^(?:grand[\s-]+|sub[\s-]?)?(?:totals?|totale|totaux|sum|summe|gesamt(?:summe|betrag)?|zwischensumme|somme|suma|soma|totaal|toplam|итого|всего|合计|合計|总计|總計)(?=$|[\s:(=])/iu

/** The cell whose word says that the row is a sum, or null. [RR1] */
export function totalWord(cells: readonly string[]): string | null {
  return cells.map((cell) => cell.trim()).find((cell) => TOTAL_WORDS.test(cell)) ?? null
}

/** Words of money that has not come, and may never come. Others in such a column may be about the hotspot. */
const NOT_YET = ['pending', 'unconfirmed', 'unpaid', 'not paid', 'outstanding', 'processing', 'queued', 'scheduled']
const NEVER = ['failed', 'error', 'cancelled', 'canceled', 'rejected', 'reverted', 'reversed', 'expired']
const NOT_PAID = new Set([...NOT_YET, ...NEVER, 'estimate', 'estimated', 'projected'])

/** @throws Problem `rewards.not-paid`. [RR3] */
export function checkPaid(written: string, field: string): void {
  if (!NOT_PAID.has(written.toLowerCase())) return
  throw new Problem(
    'rewards.not-paid',
    `The row is "${written}", and what has not come is not shared out: leave it for the period in which it comes.`,
    { field },
  )
}

/** The base units of tokens that have a name of their own, and the decimals of those tokens. */
const NAMED_UNITS: Readonly<Record<string, number>> = { bone: 8, satoshi: 8, sat: 8, lamport: 9, wei: 18, rao: 9, attofil: 18 }
const BASE_UNITS = /^(?:base|smallest|atomic|minimal|raw)(?:[\s_-]*units?)?$/i

/** @param unit as a table writes it. @returns the decimals of the token whose base unit it is, null where that is not known */
export function decimalsOfUnit(unit: string): number | null {
  return NAMED_UNITS[unit.trim().toLowerCase().replace(/s$/, '')] ?? null
}

/**
 * Reads an amount in what the row says it counts, else in what a person said. [RR4]
 * @throws Problem `rewards.unit`, and those of `parseAmount`
 */
export function amountInUnit(
  amount: string,
  { unit, otherwise }: { unit: string; otherwise: RewardsAnswers['unit'] },
  token: Token,
  field: string,
): bigint {
  const written = unit.trim()
  if (written === '' && otherwise === 'base') return parseBaseUnits(amount, field)
  const isToken =
    written === '' || written.toLowerCase() === token.symbol.toLowerCase() || /^(?:token|coin|whole)s?$/i.test(written)
  if (isToken) return parseAmount(amount, token.decimals, { field })
  if (BASE_UNITS.test(written) || decimalsOfUnit(written) === token.decimals) return parseBaseUnits(amount, field)
  throw new Problem(
    'rewards.unit',
    `The row counts in "${written.slice(0, 40)}", and ${token.symbol} with ${token.decimals} decimals is not known to: write tokens, or "base units".`,
    { field: 'unit' },
  )
}

/** Three digits after each point. Thousands never begin with 0, so that 0.500 says what the points of its table are. */
const THOUSANDS = /^[1-9]\d{0,2}(?:\.\d{3})+$/

/** The first amount where nobody can tell 1.500 from 1500, or null. [RR5] */
export function ambiguousPoints(amounts: readonly string[], delimiter: string): string | null {
  const written = amounts.map((amount) => amount.trim()).filter((amount) => amount !== '' && amount !== '0')
  const [first] = written
  return delimiter === ',' || first === undefined || !written.every((amount) => THOUSANDS.test(amount)) ? null : first
}

const DIGITS = /^\d+(?:\.\d*)?$/

/**
 * Whether a comma inside an unquoted amount has cut it in two: its second half is one cell too many, or stands in a column
 * without a name.
 * @throws Problem `rewards.cut-amount`. [RR11]
 */
export function checkAmountWhole({ delimiter, headers }: Table, cells: readonly string[], amountAt: number, field: string): void {
  const [first = '', second = ''] = [cells[amountAt], cells[amountAt + 1]].map((cell) => cell?.trim())
  const isBeyond = cells.length > headers.length || headers[amountAt + 1] === ''
  if (delimiter !== ',' || !isBeyond || !/^-?\d+$/.test(first) || !DIGITS.test(second)) return
  const cut = `${first},${second}`.slice(0, 40)
  throw new Problem(
    'rewards.cut-amount',
    `The comma in "${cut}" cuts the amount in two and would lose what comes after it: write the amount without thousands commas and with a point for decimals.`,
    { field },
  )
}

/** @throws Problem `rewards.unit` for an amount with decimals, and those of `parseAmount` */
function parseBaseUnits(amount: string, field: string): bigint {
  if (/^\s*\d+\.\d+\s*$/.test(amount)) {
    throw new Problem(
      'rewards.unit',
      `"${amount.trim().slice(0, 40)}" has decimals, and base units have none: the amount is in tokens, or it is mistyped.`,
      { field },
    )
  }
  return parseAmount(amount, 0, { field })
}
