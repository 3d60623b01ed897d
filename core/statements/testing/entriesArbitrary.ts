/** Entries for tests: one by one, and any that a book may hold. */
import fc from 'fast-check'
import type { LedgerBook, LedgerEntries } from '../entriesFile'
import { type LedgerEntry, ledgerEntrySchema } from '../ledgerEntry'

export const ADA = { id: 'm1', name: 'Ada' }
export const HNT = { symbol: 'HNT', decimals: 8 }

/** A reward of Ada over 1 HNT, with what is given instead, in the form of a file. */
export function exampleEntry(given: Record<string, unknown> = {}): LedgerEntry {
  return ledgerEntrySchema.parse({
    id: 'e1',
    at: '2026-03-15T10:00:00Z',
    kind: 'reward',
    member: ADA,
    token: HNT,
    amountBaseUnits: '100000000',
    ...given,
  })
}

/** Log of a transaction on chain "base". @param transaction a digit */
export function exampleLog(transaction: number, logIndex: number | null) {
  return { name: 'base', transactionHash: `0x${String(transaction).repeat(64)}`, logIndex }
}

const KINDS = {
  reward: 1n,
  correction: 0n,
  held: -1n,
  'from-held': 1n,
  carried: 0n,
  advance: 1n,
  'advance-deducted': -1n,
  inherited: 1n,
  'passed-on': -1n,
  overpaid: 1n,
  recoup: -1n,
  reserve: 0n,
  fee: -1n,
  payment: -1n,
  received: 0n,
  reserved: 0n,
  'network-fee': -1n,
} as const

const TOKENS = [
  HNT,
  { symbol: 'WXM', decimals: 18 },
  { symbol: 'wxm', decimals: 6 },
  { symbol: '1INCH', decimals: 18 },
  { symbol: 'W', decimals: 0 },
]
const NAMES = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.constantFrom(
    '=HYPERLINK("http://x","pay")',
    'Zażółć  gęślą',
    'Ωμέγα',
    'Ключ: Due',
    '日本',
    '(a) ; b',
    '',
    'date:2020-01-01',
    '[2020-01-01]',
  ),
)

/** A book with entries that move something in its holder's wallet. */
export function bookArbitrary(kind: LedgerBook['kind']): fc.Arbitrary<LedgerEntries> {
  const names = fc.tuple(NAMES, NAMES, NAMES).map((all) => all.map((name) => (name.trim() === '' ? 'Ada' : name)))
  const drafts = fc.array(
    fc.record({
      kind: fc.constantFrom(...(Object.keys(KINDS) as (keyof typeof KINDS)[])),
      size: fc.oneof(fc.bigInt(1n, 10n ** 30n), fc.bigInt(1n, 20n)),
      isMinus: fc.boolean(),
      token: fc.constantFrom(...TOKENS),
      member: fc.nat(1),
      atS: fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
      cents: fc.option(fc.bigInt(0n, 10n ** 9n)),
      transaction: fc.option(fc.integer({ min: 1, max: 9 })),
      note: NAMES,
    }),
    { minLength: 1, maxLength: 25 },
  )
  return fc.tuple(names, drafts).map(([[cooperative = '', first = '', second = ''], list]) => {
    const members = [
      { id: 'm1', name: first },
      { id: 'm2', name: second },
    ]
    const entries = [{ ...list[0], kind: 'payment' as const }, ...list].map((draft, i) => {
      const { kind: drawn = 'payment', size = 1n, isMinus = false, token = HNT, member = 0, atS = 0, cents = null } = draft
      const fits = kind === 'cooperative' || (drawn !== 'received' && drawn !== 'reserved')
      const entryKind = fits ? drawn : 'payment'
      const sign = KINDS[entryKind] === 0n ? (isMinus ? -1n : 1n) : KINDS[entryKind]
      const isHolders = entryKind === 'received' || entryKind === 'reserved' || entryKind === 'network-fee'
      return exampleEntry({
        id: `e${i}`,
        at: new Date((atS || 1_700_000_000) * 1000).toISOString(),
        kind: entryKind,
        member: isHolders ? null : members[kind === 'member' ? 0 : member],
        token,
        // Few enough for Koinly and, many together, for Beancount.
        amountBaseUnits: String(sign * (size % 10n ** BigInt(Math.min(25, token.decimals + 14)) || 1n)),
        fiat:
          cents === null || cents === undefined
            ? null
            : {
                currency: 'EUR',
                amountText: `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`,
                priceText: null,
                priceSource: draft.note ?? '',
              },
        chain: draft.transaction && entryKind !== 'network-fee' ? exampleLog(draft.transaction, i) : null,
        note: draft.note ?? '',
      })
    })
    const book: LedgerBook = kind === 'member' ? { kind, member: { id: 'm1', name: first } } : { kind }
    return { cooperative, book, entries }
  })
}
