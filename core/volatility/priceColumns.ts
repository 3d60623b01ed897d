/** Which columns of a table hold the time and the price, and the currency that the price's header names. SPEC.md, rule [VO1]. */
import { columnKey, type Table } from '../files/parseTable'
import { isCurrency } from '../model/currency'
import { Problem } from '../model/problem'

const TIMES = ['timestamp', 'datetime', 'date/time', 'date time', 'time', 'date', 'day', 'block_time', 'unix', 'snapped_at']
const PRICE_WORDS = ['price', 'close', 'rate']
const TIME_WORDS = ['time', 'timestamp', 'date']

export interface PriceColumns {
  time: number
  price: number
  /** A column that names the currency of each row, or -1. */
  currency: number
  /** What the price's header names; null where it names none. */
  namedCurrency: string | null
  /** The price of a day is its last, known when the day is over. */
  isClose: boolean
}

/** @throws Problem `price.missing-columns` or `price.several-columns` */
export function priceColumns({ headers, headerLine }: Table): PriceColumns {
  const keys = headers.map(columnKey)
  const time = TIMES.map((name) => keys.indexOf(name)).find((at) => at >= 0)
  const candidates = keys.flatMap((key, at) => (isPrice(key) ? [at] : []))
  const [price, another] = candidates
  if (time === undefined || price === undefined) {
    throw new Problem(
      'price.missing-columns',
      'No prices were found: name a column for the time, such as timestamp, and one for the price, such as price in USD.',
      { line: headerLine || 1 },
    )
  }
  if (another !== undefined) {
    const names = candidates.map((at) => `"${headers[at]}"`).join(', ')
    throw new Problem('price.several-columns', `The columns ${names} could all be the price: keep the one that is meant.`, {
      line: headerLine,
    })
  }
  const words = wordsOf(keys[price] ?? '')
  const named = words.map((word) => word.toUpperCase()).filter(isCurrency)
  return {
    time,
    price,
    currency: keys.indexOf('currency'),
    namedCurrency: named.at(-1) ?? null,
    isClose: words.includes('close'),
  }
}

/** `price`, `close_usd`, `price in USD`, `EUR`, `HNT/USD`. */
function isPrice(key: string): boolean {
  const words = wordsOf(key)
  if (words.some((word) => TIME_WORDS.includes(word))) return false
  if (words.some((word) => PRICE_WORDS.includes(word))) return true
  const isPair = words.length === 1 || (words.length === 2 && key.includes('/'))
  return isPair && isCurrency((words.at(-1) ?? '').toUpperCase())
}

function wordsOf(key: string): string[] {
  return key.split(/[^a-z0-9]+/).filter((word) => word !== '')
}
