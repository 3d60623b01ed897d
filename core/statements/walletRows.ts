/**
 * What entries move in the wallet of a book's holder, as tax programs read it: in, out, or a fee. What is only reckoned between
 * the cooperative and a member moves nothing. SPEC.md, rules [ST14] to [ST17].
 */
import { Problem } from '../model/problem'
import type { LedgerBook, LedgerEntries } from './entriesFile'
import { oneLine } from './exportFile'
import type { LedgerEntry } from './ledgerEntry'
import { duplicateNotes, mergeDuplicates, normalHash } from './mergeDuplicates'
import { fixedDecimals, roundRows } from './roundRows'
import { utcText } from './zoneTime'

export interface WalletRow {
  entry: LedgerEntry
  direction: 'in' | 'out' | 'fee'
  /** In decimals of the export, without a sign. */
  amountText: string
}

export interface WalletRows {
  rows: WalletRow[]
  /** Decimals of the amounts, where some have fewer than their token. */
  roundedTo: number | null
  notes: string[]
}

/**
 * Rows by time, each amount in so many decimals that they add up to the rounded total of its token.
 * @param maxDecimals what the target takes
 * @throws Problem `entries.contradict`, or `export.nothing-moved` when there would be no row.
 */
export function walletRows({ book, entries }: LedgerEntries, maxDecimals: number): WalletRows {
  const merged = mergeDuplicates(entries)
  const moved = merged.flatMap((entry) => {
    const amount = movementOf(entry, book)
    return amount === null || amount === 0n ? [] : [{ entry, amount }]
  })
  if (moved.length === 0) {
    throw new Problem('export.nothing-moved', 'Nothing in these entries moved in the wallet: choose entries with payments.')
  }
  moved.sort((a, b) => Date.parse(a.entry.at) - Date.parse(b.entry.at))
  const texts = new Map<LedgerEntry, string>()
  const notes: string[] = []
  let roundedTo: number | null = null
  for (const symbol of new Set(moved.map(({ entry }) => entry.token.symbol))) {
    const ofToken = moved.filter(({ entry }) => entry.token.symbol === symbol)
    const decimals = ofToken[0]?.entry.token.decimals ?? 0
    const to = Math.min(decimals, maxDecimals)
    const { amounts, changed } = roundRows(
      ofToken.map(({ entry, amount }) => ({ key: entry.id, amount })),
      decimals,
      to,
    )
    for (const { entry, amount } of ofToken) {
      const units = amounts.get(entry.id) ?? 0n
      texts.set(entry, fixedDecimals(amount < 0n ? -units : units, to))
    }
    if (changed === 0) continue
    roundedTo = maxDecimals
    notes.push(
      `${symbol} has ${decimals} decimals and this file ${to}: ${changed} ${changed === 1 ? 'row was' : 'rows were'} rounded so that all add up to the rounded total.`,
    )
  }
  notes.push(...duplicateNotes(entries.length, merged.length))
  const still = merged.length - moved.length
  if (still > 0)
    notes.push(`${still} ${still === 1 ? 'entry is' : 'entries are'} not in this file, since they moved nothing in the wallet.`)
  const rows = moved.map(({ entry, amount }): WalletRow => {
    const direction = entry.kind === 'network-fee' ? 'fee' : amount < 0n ? 'out' : 'in'
    return { entry, direction, amountText: texts.get(entry) ?? '' }
  })
  return { rows, roundedTo, notes }
}

/** Base units into (above zero) or out of the holder's wallet; null when the entry is none of the wallet's. */
export function movementOf({ kind, amountBaseUnits }: LedgerEntry, book: LedgerBook): bigint | null {
  if (kind === 'received' || kind === 'network-fee') return amountBaseUnits
  if (kind !== 'payment') return null
  return book.kind === 'member' ? -amountBaseUnits : amountBaseUnits
}

/** Each transaction by chain and hash; entries without one have null. */
export function transactionKey({ chain }: LedgerEntry): string | null {
  return chain && JSON.stringify([chain.name.toLowerCase(), normalHash(chain.transactionHash)])
}

/** The second of an entry in UTC, which tax programs ask for. @param end such as " UTC" */
export function utcStamp(at: string, end = ''): string {
  return `${utcText(at)}${end}`
}

/** What a row is about, in one line: kind, who, note, chain and log, worth. */
export function descriptionOf(entry: LedgerEntry, { withWorth = false } = {}): string {
  const { kind, member, counterparty, note, chain, fiat } = entry
  const place = chain && `${chain.name}${chain.logIndex === null ? '' : ` log ${chain.logIndex}`}`
  const source = fiat?.priceSource ? ` (${fiat.priceSource})` : ''
  const worth = withWorth && fiat && `worth ${fiat.amountText} ${fiat.currency}${source}`
  return [kind, member?.name, counterparty, note, place, worth]
    .map((part) => oneLine(part || ''))
    .filter(Boolean)
    .join(' · ')
}
