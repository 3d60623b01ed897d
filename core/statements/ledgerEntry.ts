/**
 * What changes what a member is due, one movement at a time, as statements and exports read it: the neutral form between the
 * program's own records and every file that leaves it. SPEC.md, rules [ST1] to [ST3].
 */
import { z } from 'zod'
import { tokenSchema } from '../model/money'

/**
 * What an entry is, and which signs it may have. An amount is what the entry adds to what the member is due; of the last
 * three, which are the book holder's own, what it adds to their wallet or to what is to be shared.
 */
const SIGNS = {
  /** Earned in the period. */
  reward: 'not-negative',
  /** What an earlier period should have been, less what it was. */
  correction: 'any',
  /** Kept back, since the member has no address yet. */
  held: 'not-positive',
  /** Was held, and is due now. */
  'from-held': 'not-negative',
  /** From the period before (above zero) or to the next one (below). */
  carried: 'any',
  /** Granted ahead of what is earned. */
  advance: 'not-negative',
  /** An advance that is settled with what was earned. */
  'advance-deducted': 'not-positive',
  /** Taken for what the cooperative laid out for the member. */
  recoup: 'not-positive',
  /** Due to a member who left, and due to this one now. */
  inherited: 'not-negative',
  /** Due to this member, who left, and due to another now. */
  'passed-on': 'not-positive',
  /** Paid too much before, as a correction found: owed by the member from now on. */
  overpaid: 'not-negative',
  /** Put into the reserve (below zero) or given back from it. */
  reserve: 'any',
  /** The cooperative's own fee. */
  fee: 'not-positive',
  /** Paid out to the member. */
  payment: 'not-positive',
  /** Came in from the network, to be shared, or went back by a correction; in a cooperative's book only. */
  received: 'any',
  /** Kept by an agreement in a reserve (below zero), or taken back by a correction; in a cooperative's book only. */
  reserved: 'any',
  /** What the chain took for a transaction, from whoever keeps the book. */
  'network-fee': 'not-positive',
} as const
export type LedgerKind = keyof typeof SIGNS

const kinds = Object.keys(SIGNS) as [LedgerKind, ...LedgerKind[]]

/** Kinds that are no member's. */
export const HOLDER_KINDS: ReadonlySet<LedgerKind> = new Set(['received', 'reserved', 'network-fee'])

const instantSchema = z
  .string()
  .refine((text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(text) && !Number.isNaN(Date.parse(text)), {
    message: 'must be an instant in UTC such as 2026-03-01T00:00:00Z',
  })
  .refine((text) => Number.isNaN(Date.parse(text)) || new Date(text).toISOString().slice(0, 19) === text.slice(0, 19), {
    message: 'must be a time of the calendar',
  })

/** Digits with a point; no sign, exponent or thousands mark. */
const decimalSchema = z.string().regex(/^\d{1,40}(\.\d{1,40})?$/, 'must be a plain decimal such as 50.00')

const partySchema = z.object({ id: z.string().min(1).max(200), name: z.string().min(1).max(500) })
export type LedgerParty = z.infer<typeof partySchema>

const fiatSchema = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency code such as EUR'),
  /** Worth of the whole amount, whatever its sign. */
  amountText: z.string().regex(/^\d{1,15}(\.\d{1,12})?$/, 'must be a plain decimal such as 50.00'),
  /** Price of one token; null where only the worth is known. */
  priceText: decimalSchema.nullable(),
  priceSource: z.string().max(500),
})

const chainSchema = z.object({
  /** A name, or a chain id as text. */
  name: z.string().min(1).max(100),
  transactionHash: z.string().regex(/^[\w.:-]{1,200}$/, 'must be a transaction hash'),
  /** Null: the whole transaction, as for a native transfer or its fee. */
  logIndex: z.number().int().nonnegative().nullable(),
})

/** An entry as a file has it: base units as text. */
export const ledgerEntrySchema = z
  .object({
    id: z.string().min(1).max(200),
    /** UTC. */
    at: instantSchema,
    kind: z.enum(kinds),
    member: partySchema.nullable(),
    token: tokenSchema,
    amountBaseUnits: z
      .string()
      .regex(/^(0|-?[1-9]\d{0,77})$/, 'must be a whole number of base units')
      .transform((text) => BigInt(text)),
    fiat: fiatSchema.nullable().default(null),
    chain: chainSchema.nullable().default(null),
    /** Who is on the other side, in words. */
    counterparty: z.string().max(500).default(''),
    note: z.string().max(2000).default(''),
    /** Of a correction: the period that was wrong. */
    corrects: z
      .object({ periodId: z.string().min(1), periodName: z.string() })
      .nullable()
      .default(null),
  })
  .superRefine((entry, context) => {
    const fail = (message: string, ...path: string[]) => context.addIssue({ code: 'custom', message, path })
    const sign = SIGNS[entry.kind]
    if (sign === 'not-negative' && entry.amountBaseUnits < 0n)
      fail(`of a ${entry.kind} must not be below zero`, 'amountBaseUnits')
    if (sign === 'not-positive' && entry.amountBaseUnits > 0n)
      fail(`of a ${entry.kind} must not be above zero`, 'amountBaseUnits')
    if (HOLDER_KINDS.has(entry.kind) === (entry.member !== null))
      fail(entry.member ? `does not belong to a ${entry.kind}` : `is missing: a ${entry.kind} is a member's`, 'member')
    if (entry.fiat && entry.amountBaseUnits === 0n) fail('must be null where the amount is zero', 'fiat')
    if (entry.corrects && entry.kind !== 'correction') fail('belongs to a correction only', 'corrects')
  })
export type LedgerEntry = z.output<typeof ledgerEntrySchema>

/** The entry as "payment of 2026-03-01T00:00:00Z (id)", for sentences. */
export function entryText({ kind, at, id }: Pick<LedgerEntry, 'kind' | 'at' | 'id'>): string {
  return `${kind} of ${at} (${id.slice(0, 60)})`
}
