/**
 * One entry for each thing that happened: a log of a transaction is one movement however often it was handed in, and a
 * transaction has one fee. Equal amounts alone are no duplicate. SPEC.md, rules [ST8] to [ST10].
 */
import { formatAmount } from '../model/money'
import { Problem } from '../model/problem'
import type { LedgerEntry } from './ledgerEntry'

/**
 * Entries without their duplicates, in the order given; of equal ones the first stays.
 * @throws Problem `entries.contradict` naming the two that cannot both be so.
 */
export function mergeDuplicates(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const known = new Map<string, LedgerEntry>()
  const kept: LedgerEntry[] = []
  for (const entry of entries) {
    const keys = keysOf(entry)
    let isDuplicate = false
    for (const key of keys) {
      const earlier = known.get(key)
      if (!earlier) continue
      refuseContradiction(earlier, entry)
      isDuplicate = true
    }
    for (const key of keys) if (!known.has(key)) known.set(key, entry)
    if (!isDuplicate) kept.push(entry)
  }
  return kept
}

/** One sentence where duplicates were left out, else none. */
export function duplicateNotes(before: number, after: number): string[] {
  const left = before - after
  return left === 0
    ? []
    : [`${left} ${left === 1 ? 'entry' : 'entries'} stood twice and ${left === 1 ? 'was' : 'were'} left out.`]
}

/** A transaction hash as its chain compares it: hexadecimal in small letters, others letter for letter. */
export function normalHash(hash: string): string {
  return /^0x[0-9a-f]+$/i.test(hash) ? hash.toLowerCase() : hash
}

function keysOf({ id, kind, chain }: LedgerEntry): string[] {
  const keys = [JSON.stringify(['id', id])]
  if (!chain) return keys
  const transaction = [chain.name.toLowerCase(), normalHash(chain.transactionHash)]
  if (kind === 'network-fee') keys.push(JSON.stringify(['fee', ...transaction]))
  else if (chain.logIndex !== null) keys.push(JSON.stringify(['log', ...transaction, chain.logIndex]))
  return keys
}

/** What makes two entries the same movement; ids and words may differ. */
function sameness({ at, kind, member, token, amountBaseUnits, chain, fiat }: LedgerEntry): string {
  return JSON.stringify([
    Date.parse(at),
    kind,
    member?.id ?? null,
    token.symbol,
    token.decimals,
    String(amountBaseUnits),
    chain && [chain.name.toLowerCase(), normalHash(chain.transactionHash), chain.logIndex],
    fiat && [fiat.currency, fiat.amountText],
  ])
}

function refuseContradiction(earlier: LedgerEntry, later: LedgerEntry): void {
  const isFee = earlier.kind === 'network-fee' && later.kind === 'network-fee'
  const compare = (entry: LedgerEntry) =>
    sameness(isFee && entry.chain ? { ...entry, chain: { ...entry.chain, logIndex: null } } : entry)
  if (compare(earlier) === compare(later)) return
  throw new Problem(
    'entries.contradict',
    `${placeText(later)} stands twice and differs: ${text(earlier)} in ${earlier.id}, ${text(later)} in ${later.id}. Take the wrong one out.`,
  )
}

function placeText({ id, kind, chain }: LedgerEntry): string {
  if (!chain) return `Entry ${id}`
  const what = kind === 'network-fee' ? 'The fee' : chain.logIndex === null ? 'A movement' : `Log ${chain.logIndex}`
  return `${what} of transaction ${chain.transactionHash} on ${chain.name}`
}

function text({ kind, at, token, amountBaseUnits }: LedgerEntry): string {
  return `${kind} of ${formatAmount(amountBaseUnits, token.decimals)} ${token.symbol} at ${at}`
}
