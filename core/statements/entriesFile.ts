/**
 * `commonmast-entries-v1`: the entries of one book. A member's book holds what moves between the cooperative and that member;
 * a cooperative's book what moves between it and all its members.
 */
import { z } from 'zod'
import { Problem } from '../model/problem'
import { HOLDER_KINDS, type LedgerEntry, ledgerEntrySchema } from './ledgerEntry'

export const ENTRIES_FORMAT = 'commonmast-entries-v1'

const bookSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('member'), member: z.object({ id: z.string().min(1), name: z.string().min(1) }) }),
  z.object({ kind: z.literal('cooperative') }),
])
/** Whose wallet and whose accounts an export is about. */
export type LedgerBook = z.infer<typeof bookSchema>

export const entriesFileSchema = z.object({
  format: z.literal(ENTRIES_FORMAT),
  /** Name of the cooperative. */
  cooperative: z.string().min(1).max(500),
  book: bookSchema,
  entries: z.array(ledgerEntrySchema).max(1_000_000),
})

/** What every export is made from. */
export interface LedgerEntries {
  cooperative: string
  book: LedgerBook
  entries: LedgerEntry[]
}

/** @throws Problem `entries.malformed`, or those of `checkBook`. */
export function readEntries(document: unknown): LedgerEntries {
  const parsed = entriesFileSchema.safeParse(document)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue?.path.map(String).join('.') || 'the file'
    throw new Problem('entries.malformed', `The entries cannot be read: ${where} ${issue?.message ?? 'is wrong'}.`, {
      cause: parsed.error,
    })
  }
  const { cooperative, book, entries } = parsed.data
  checkBook(book, entries)
  return { cooperative, book, entries }
}

/**
 * That entries belong into the book, and that a symbol is one token.
 * @throws Problem `entries.other-member`, `entries.not-in-book`, `entries.decimals-differ` or
 * `entries.symbol-is-currency`.
 */
export function checkBook(book: LedgerBook, entries: readonly LedgerEntry[]): void {
  const decimals = new Map<string, number>()
  for (const { id, kind, member, token } of entries) {
    if (book.kind === 'member' && member !== null && member.id !== book.member.id) {
      throw new Problem(
        'entries.other-member',
        `Entry ${id} is of ${member.name}, and the book of ${book.member.name}: make one file for each member, or a cooperative's book.`,
      )
    }
    if (book.kind === 'member' && HOLDER_KINDS.has(kind) && kind !== 'network-fee') {
      throw new Problem('entries.not-in-book', `Entry ${id} is the cooperative's own (${kind}): take it out of a member's book.`)
    }
    const known = decimals.get(token.symbol) ?? token.decimals
    if (known !== token.decimals) {
      throw new Problem(
        'entries.decimals-differ',
        `${token.symbol} has ${known} decimals in one entry and ${token.decimals} in ${id}: give two tokens two symbols.`,
      )
    }
    decimals.set(token.symbol, known)
  }
  const currencies = new Set(entries.flatMap(({ fiat }) => fiat?.currency ?? []))
  for (const symbol of decimals.keys()) {
    if (!currencies.has(symbol.toUpperCase())) continue
    throw new Problem(
      'entries.symbol-is-currency',
      `${symbol} is a token in these entries and a currency of their worth: give the token another symbol.`,
    )
  }
}
