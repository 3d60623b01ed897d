/**
 * A Beancount file ("Beancount Language Syntax", beancount.github.io/docs/beancount_language_syntax.html), read by versions 2
 * and 3. A commodity is 2 to 24 capital letters, digits and ' . _ -, begins with a letter and ends with a letter or digit; each
 * part of an account begins with a capital letter or digit and goes on with letters, digits and dashes; texts are quoted.
 */
import { Problem } from '../model/problem'
import { type BookTransaction, bookTransactions } from './bookTransactions'
import type { LedgerEntries } from './entriesFile'
import { type ExportFile, fileNamePart, oneLine } from './exportFile'

/** Digits that Beancount counts with; what is longer it rounds, without a word. */
const PRECISION = 28

/** @throws Problem `entries.contradict` or `export.too-many-digits`. */
export function beancountJournal(input: LedgerEntries): ExportFile {
  refuseTooManyDigits(input)
  const { transactions, commodities, notes } = bookTransactions(input, { account: accountPart, commodity })
  const [first] = transactions
  const opened = new Set(transactions.flatMap(({ legs }) => legs.map(({ account }) => account)))
  const head = [
    `option "title" ${quoted(input.cooperative)}`,
    ...(first ? [...opened].sort().map((account) => `${first.day} open ${account}`) : []),
    ...(first ? [...commodities].map(([symbol, name]) => `${first.day} commodity ${name}\n  name: ${quoted(symbol)}`) : []),
    '',
  ].join('\n')
  return {
    fileName: `${fileNamePart(input.cooperative)}.beancount`,
    text: [head, ...transactions.map(transactionText)].join('\n'),
    notes,
  }
}

/** No balance of the book can be larger than all its amounts together. */
function refuseTooManyDigits({ entries }: LedgerEntries): void {
  const sums = new Map<string, bigint>()
  for (const { token, amountBaseUnits } of entries) {
    const size = amountBaseUnits < 0n ? -amountBaseUnits : amountBaseUnits
    const sum = (sums.get(token.symbol) ?? 0n) + size
    sums.set(token.symbol, sum)
    if (sum < 10n ** BigInt(PRECISION)) continue
    throw new Problem(
      'export.too-many-digits',
      `The amounts of ${token.symbol} have more than ${PRECISION} digits together, and Beancount would round them: export fewer entries, or to hledger.`,
    )
  }
}

function transactionText({ entry, day, words, legs }: BookTransaction): string {
  const { id, at, chain } = entry
  const facts = [
    ['entry', id],
    ['time', at],
    ...(chain ? [['chain', chain.name] as const, ['tx', chain.transactionHash] as const] : []),
    ...(chain && chain.logIndex !== null ? [['log', String(chain.logIndex)] as const] : []),
    ...(entry.corrects ? [['corrects', entry.corrects.periodId] as const] : []),
    ...(entry.fiat?.priceSource ? [['source', entry.fiat.priceSource] as const] : []),
  ]
  const lines = legs.map(({ account, amountText, commodity: name, totalPrice }) => {
    const price = totalPrice ? ` @@ ${totalPrice.amountText} ${totalPrice.currency}` : ''
    return `  ${account}  ${amountText} ${name}${price}`
  })
  return [`${day} * ${quoted(words)}`, ...facts.map(([key, value = '']) => `  ${key}: ${quoted(value)}`), ...lines, ''].join('\n')
}

function quoted(text: string): string {
  return `"${oneLine(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

const LONGEST_COMMODITY = 24
/** Words of the language itself. */
const RESERVED = new Set(['TRUE', 'FALSE', 'NULL'])

function commodity(symbol: string, suffix: string): string {
  const plain = (text: string) =>
    text
      .toUpperCase()
      .replaceAll(/[^A-Z0-9'._-]+/g, '-')
      .replaceAll(/^[^A-Z0-9]+|[^A-Z0-9]+$/g, '')
  const end = suffix === '' ? '' : `-${plain(suffix) || 'X'}`
  let start = plain(symbol)
  if (!/^[A-Z]/.test(start)) start = `X${start}`
  const whole = `${start.slice(0, LONGEST_COMMODITY - end.length)}${end}`
  return whole.length === 1 || RESERVED.has(whole) ? `${whole}-X` : whole
}

/** A letter without a capital form, as of most scripts, gets an M before it. */
function accountPart(name: string, suffix: string): string {
  const plain = oneLine(`${name}${suffix}`)
    .replaceAll(/[^\p{L}\p{Nd}-]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  const [first = '', ...rest] = plain
  const capital = first.toUpperCase()
  const isSafe = /^[\p{Lu}\p{Nd}]$/u.test(capital)
  return isSafe ? `${capital}${rest.join('')}` : `M${plain}`
}
