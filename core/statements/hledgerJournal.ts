/**
 * An hledger journal (hledger.org/hledger.html, "journal format": transactions, amounts, commodity symbols, costs, account
 * names), read by hledger 1.25 and later. A symbol other than letters is quoted; an account's name has no colon of its own, no
 * two spaces and nothing that begins a comment or a virtual posting; a description holds no semicolon, which would begin one.
 */
import { type BookTransaction, bookTransactions } from './bookTransactions'
import type { LedgerEntries } from './entriesFile'
import { type ExportFile, fileNamePart, oneLine } from './exportFile'

/** @throws Problem `entries.contradict`. */
export function hledgerJournal(input: LedgerEntries): ExportFile {
  const { transactions, notes } = bookTransactions(input, { account: accountPart, commodity })
  const title = `; ${commentText(input.cooperative)}: entries of ${input.book.kind === 'member' ? commentText(input.book.member.name) : 'the cooperative'}, days in UTC`
  const parts = [`${title}\ndecimal-mark .\n`, ...transactions.map(transactionText)]
  return { fileName: `${fileNamePart(input.cooperative)}.journal`, text: parts.join('\n'), notes }
}

function transactionText({ entry, day, words, legs }: BookTransaction): string {
  const { id, at, chain } = entry
  const facts = [
    `entry:${tagValue(id)}`,
    `time:${at}`,
    ...(chain ? [`chain:${tagValue(chain.name)}`, `tx:${tagValue(chain.transactionHash)}`] : []),
    ...(chain && chain.logIndex !== null ? [`log:${chain.logIndex}`] : []),
    ...(entry.corrects ? [`corrects:${tagValue(entry.corrects.periodId)}`] : []),
    ...(entry.fiat?.priceSource ? [`source:${tagValue(entry.fiat.priceSource)}`] : []),
  ]
  const lines = legs.map(({ account, amountText, commodity: symbol, totalPrice }) => {
    const price = totalPrice ? ` @@ ${totalPrice.amountText} ${totalPrice.currency}` : ''
    return `    ${account}  ${amountText} ${symbol}${price}`
  })
  return [`${day} * ${words.replaceAll(';', ',')}`, ...facts.map((fact) => `    ; ${fact}`), ...lines, ''].join('\n')
}

/** Letters bare, anything else in quotes, in which a quote, a semicolon or a line break cannot stand. */
function commodity(symbol: string, suffix: string): string {
  const plain = oneLine(`${symbol}${suffix}`).replaceAll(/[";]/g, '_') || '_'
  return /^[A-Za-z]+$/.test(plain) ? plain : `"${plain}"`
}

/** Letters, digits and quiet signs of any script; single spaces. */
function accountPart(name: string, suffix: string): string {
  const plain = oneLine(`${name}${suffix}`)
    .replaceAll(/[^\p{L}\p{M}\p{N} .,'’&_-]+/gu, '-')
    .replaceAll(/^[ -]+|[ -]+$/g, '')
  return plain === '' || /^[.,'’&_]/u.test(plain) ? `M${plain === '' ? '' : `-${plain}`}` : plain
}

/** A tag's value ends at a comma; "date:" in it or a day in brackets would change the transaction. */
function tagValue(text: string): string {
  return oneLine(text).replaceAll(/[,:[\]]/g, '-')
}

function commentText(text: string): string {
  return oneLine(text).replaceAll(/[:[\]]/g, '-')
}
