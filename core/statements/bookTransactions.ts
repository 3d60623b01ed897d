/**
 * Entries as transactions of a double-entry book, before a target writes them down: every leg with its amount, and the worth of
 * the whole as a total price, since a price of one token cannot always be written exactly. SPEC.md, rules [ST18] to [ST21].
 */
import { type AccountPath, postingsOf } from './bookAccounts'
import type { LedgerEntries } from './entriesFile'
import { oneLine } from './exportFile'
import type { LedgerEntry, LedgerParty } from './ledgerEntry'
import { duplicateNotes, mergeDuplicates } from './mergeDuplicates'
import { fixedDecimals } from './roundRows'
import { uniqueNames } from './uniqueNames'

/** How a target writes names, so that it reads them back as names and nothing else. Never empty; the suffix stays. */
export interface NameRules {
  account(name: string, suffix: string): string
  commodity(symbol: string, suffix: string): string
}

interface BookLeg {
  account: string
  /** "-7.50", with all decimals of its token or currency. */
  amountText: string
  commodity: string
  /** Worth of the whole leg, unsigned. */
  totalPrice: { amountText: string; currency: string } | null
}

export interface BookTransaction {
  entry: LedgerEntry
  /** The UTC day. */
  day: string
  /** One line of plain words. */
  words: string
  legs: [BookLeg, BookLeg]
}

export interface Book {
  transactions: BookTransaction[]
  /** Safe names of tokens, by symbol. */
  commodities: Map<string, string>
  notes: string[]
}

/** By time; entries of one instant in the order given. @throws Problem `entries.contradict` */
export function bookTransactions({ cooperative, book, entries }: LedgerEntries, rules: NameRules): Book {
  const merged = mergeDuplicates(entries).sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const members = uniqueNames(
    merged.flatMap(({ member }) => member ?? []),
    rules.account,
  )
  const commodities = uniqueNames(
    merged.map(({ token: { symbol } }) => ({ id: symbol, name: symbol })),
    rules.commodity,
  )
  const names = {
    cooperative: rules.account(cooperative, ''),
    memberName: ({ id }: LedgerParty) => members.get(id) ?? '',
  }
  const transactions = merged.map((entry): BookTransaction => {
    const [first, second] = postingsOf(entry, book, names)
    const commodity = commodities.get(entry.token.symbol) ?? ''
    const leg = ({ account, amountBaseUnits }: typeof first) => legOf(account, amountBaseUnits, commodity, entry, rules)
    return { entry, day: new Date(entry.at).toISOString().slice(0, 10), words: wordsOf(entry), legs: [leg(first), leg(second)] }
  })
  const notes = duplicateNotes(entries.length, merged.length)
  const alike = new Set<string>()
  for (const { member } of merged) {
    const name = members.get(member?.id ?? '')
    if (member && name !== undefined && name !== rules.account(member.name, '')) alike.add(name)
  }
  if (alike.size > 0) notes.push(`Members of one name have their ids in their accounts: ${[...alike].join(', ')}.`)
  for (const [symbol, commodity] of commodities) {
    if (commodity.replaceAll('"', '') !== symbol) notes.push(`The token ${symbol} is called ${commodity} in this file.`)
  }
  return { transactions, commodities, notes }
}

/** What comes in or is spent is worth its fiat; what is owned or owed stays in its token, with the worth as total price. */
function legOf(account: AccountPath, amount: bigint, commodity: string, { token, fiat }: LedgerEntry, rules: NameRules): BookLeg {
  const [root, ...parts] = account
  const price = fiat && { amountText: withCents(fiat.amountText), currency: fiat.currency }
  const name = [root, ...parts.map((part) => rules.account(part, ''))].join(':')
  const isFlow = root === 'Income' || root === 'Expenses'
  if (price && isFlow) {
    const sign = amount < 0n ? '-' : ''
    return { account: name, amountText: `${sign}${price.amountText}`, commodity: price.currency, totalPrice: null }
  }
  return { account: name, amountText: fixedDecimals(amount, token.decimals), commodity, totalPrice: price }
}

/** At least two decimals: of a whole number Beancount takes not the least difference that its division leaves. */
function withCents(amountText: string): string {
  const [whole = '', fraction = ''] = amountText.split('.')
  return `${whole}.${fraction.padEnd(2, '0')}`
}

function wordsOf({ kind, member, counterparty, note, corrects }: LedgerEntry): string {
  const correction = corrects && `of ${corrects.periodName}`
  return [kind, correction, member?.name, counterparty, note]
    .map((part) => oneLine(part || ''))
    .filter(Boolean)
    .join(' · ')
}
