/**
 * The books of a cooperative for one token: balances of its accounts, how far counters have come, and the sums since the
 * beginning. A period closes with the books that the next one opens with. Amounts are bigint base units.
 * SPEC.md, rules [AC1] to [AC6].
 */
import { z } from 'zod'
import { compareUtf8 } from '../model/compareUtf8'
import { baseUnitsTextSchema } from '../model/money'
import { Problem } from '../model/problem'

export const signedBaseUnitsTextSchema = z.string().regex(/^(0|-?[1-9]\d*)$/, 'must be a whole number of base units')

/**
 * `held` is due to a member who cannot be paid yet, `carried` waits until a payment is worth making or, for an agreement,
 * until a base unit is whole, `prepaid` is below zero while a member owes what was paid too early, `reserve` is the
 * cooperative's.
 */
export const accountKindSchema = z.enum(['held', 'carried', 'prepaid', 'reserve'])
export type AccountKind = z.infer<typeof accountKindSchema>

export const booksSchema = z.object({
  /** Periods that were closed before. */
  periods: z.number().int().nonnegative(),
  /** By kind and owner: a member's id, a reserve's name or an agreement's stage. Accounts at zero are left out. */
  accounts: z.array(z.object({ kind: accountKindSchema, owner: z.string(), baseUnits: signedBaseUnitsTextSchema })),
  /** What came back to an investor, or what a fixed amount still owes; in base units or in minor units of a currency. */
  counters: z.array(z.object({ counter: z.string(), unit: z.string(), value: signedBaseUnitsTextSchema })),
  /** Parts of a base unit that are carried forward, in 1e-12 of one. */
  fractions: z.array(z.object({ counter: z.string(), to: z.string(), trillionths: signedBaseUnitsTextSchema })),
  /** Since the beginning. */
  received: signedBaseUnitsTextSchema,
  paid: baseUnitsTextSchema,
  dust: signedBaseUnitsTextSchema,
})
export type BooksText = z.infer<typeof booksSchema>

export interface Counter {
  unit: string
  value: bigint
}

const SEPARATOR = '\n'
/** Between the name of a history and the instant of a value in it. */
export const STARTS_AT = '@'
const keyOf = (kind: string, owner: string) => `${kind}${SEPARATOR}${owner}`

/** Books under way: read once, changed by a period, written once. */
export class Books {
  periods = 0
  received = 0n
  paid = 0n
  dust = 0n
  readonly #accounts = new Map<string, bigint>()
  readonly #counters = new Map<string, Counter>()
  /** Of counters that are histories: what stands behind the last `@` of their names, by what stands before it. */
  readonly #instants = new Map<string, Set<string>>()
  readonly #fractions = new Map<string, bigint>()

  /** @throws Problem `books.twice` where an account, counter or fraction stands twice. */
  static from(text: BooksText | null): Books {
    const books = new Books()
    if (!text) return books
    books.periods = text.periods
    books.received = BigInt(text.received)
    books.paid = BigInt(text.paid)
    books.dust = BigInt(text.dust)
    for (const { kind, owner, baseUnits } of text.accounts) setOnce(books.#accounts, keyOf(kind, owner), BigInt(baseUnits))
    for (const { counter, unit, value } of text.counters) {
      setOnce(books.#counters, counter, { unit, value: BigInt(value) })
      books.#noteInstant(counter)
    }
    for (const { counter, to, trillionths } of text.fractions) {
      setOnce(books.#fractions, keyOf(counter, to), BigInt(trillionths))
    }
    return books
  }

  balance(kind: AccountKind, owner: string): bigint {
    return this.#accounts.get(keyOf(kind, owner)) ?? 0n
  }

  move(kind: AccountKind, owner: string, baseUnits: bigint): void {
    this.#accounts.set(keyOf(kind, owner), this.balance(kind, owner) + baseUnits)
  }

  counter(counter: string): Counter | undefined {
    return this.#counters.get(counter)
  }

  /** Instants at which a history has a value, in order: its counters are named by it, `@` and the instant. */
  instantsOf(history: string): string[] {
    return [...(this.#instants.get(history) ?? [])].sort(compareUtf8)
  }

  setCounter(counter: string, value: Counter): void {
    this.#counters.set(counter, value)
    this.#noteInstant(counter)
  }

  #noteInstant(counter: string): void {
    const at = counter.lastIndexOf(STARTS_AT)
    if (at === -1) return
    const [history, instant] = [counter.slice(0, at), counter.slice(at + 1)]
    const others = this.#instants.get(history)
    if (others) others.add(instant)
    else this.#instants.set(history, new Set([instant]))
  }

  #removeCounter(counter: string): void {
    this.#counters.delete(counter)
    const at = counter.lastIndexOf(STARTS_AT)
    if (at !== -1) this.#instants.get(counter.slice(0, at))?.delete(counter.slice(at + 1))
  }

  fraction(counter: string, to: string): bigint {
    return this.#fractions.get(keyOf(counter, to)) ?? 0n
  }

  setFraction(counter: string, to: string, trillionths: bigint): void {
    this.#fractions.set(keyOf(counter, to), trillionths)
  }

  /**
   * Takes back what an evaluation did to books: as if it had never been, with all that came after it.
   * A counter may be below zero then, where a later period paid what this one had left owed.
   */
  takeBack(before: Books, after: Books): void {
    for (const [key, baseUnits] of after.#accounts) {
      const change = baseUnits - (before.#accounts.get(key) ?? 0n)
      if (change !== 0n) this.#accounts.set(key, (this.#accounts.get(key) ?? 0n) - change)
    }
    for (const [key, { unit, value }] of after.#counters) {
      const begun = before.#counters.get(key)
      const change = value - (begun?.value ?? 0n)
      if (change === 0n && begun) continue
      const kept = this.#counters.get(key) ?? { unit, value: 0n }
      const left = kept.value - change
      // What began with it has not begun.
      if (left === 0n && !begun) this.#removeCounter(key)
      else this.setCounter(key, { unit: kept.unit, value: left })
    }
    for (const [key, trillionths] of after.#fractions) {
      const change = trillionths - (before.#fractions.get(key) ?? 0n)
      if (change !== 0n) this.#fractions.set(key, (this.#fractions.get(key) ?? 0n) - change)
    }
    this.dust -= after.dust - before.dust
  }

  /** Owners of accounts of a kind that are not at zero, in order. */
  owners(kind: AccountKind): string[] {
    return this.toText().accounts.flatMap((account) => (account.kind === kind ? [account.owner] : []))
  }

  sumOf(kind: AccountKind): bigint {
    let sum = 0n
    for (const [key, baseUnits] of this.#accounts) if (key.startsWith(kind + SEPARATOR)) sum += baseUnits
    return sum
  }

  toText(): BooksText {
    return {
      periods: this.periods,
      accounts: ordered(this.#accounts)
        .filter(([, baseUnits]) => baseUnits !== 0n)
        .map(([[kind, owner], baseUnits]) => ({
          kind: accountKindSchema.parse(kind),
          owner,
          baseUnits: baseUnits.toString(),
        })),
      counters: [...this.#counters]
        .sort(([one], [other]) => compareUtf8(one, other))
        .map(([counter, { unit, value }]) => ({ counter, unit, value: value.toString() })),
      fractions: ordered(this.#fractions)
        .filter(([, trillionths]) => trillionths !== 0n)
        .map(([[counter, to], trillionths]) => ({ counter, to, trillionths: trillionths.toString() })),
      received: this.received.toString(),
      paid: this.paid.toString(),
      dust: this.dust.toString(),
    }
  }
}

/** Where a counter stands; 0 where it has not begun. @throws Problem `agreement.other-unit` */
export function readCounter(books: Books, counter: string, unit: string): bigint {
  const kept = books.counter(counter)
  if (!kept) return 0n
  if (kept.unit !== unit) {
    throw new Problem(
      'agreement.other-unit',
      `The counter "${counter}" was kept in ${kept.unit} and the agreement now counts in ${unit}: give the stage another id, or the amount in ${kept.unit}.`,
    )
  }
  return kept.value
}

function ordered(map: ReadonlyMap<string, bigint>): [[string, string], bigint][] {
  return [...map]
    .sort(([one], [other]) => compareUtf8(one, other))
    .map(([key, value]) => {
      const at = key.indexOf(SEPARATOR)
      return [[key.slice(0, at), key.slice(at + 1)], value]
    })
}

function setOnce<V>(map: Map<string, V>, key: string, value: V): void {
  if (map.has(key)) {
    throw new Problem('books.twice', `"${key.replace(SEPARATOR, ' ')}" stands in the books twice: take the file as it was saved.`)
  }
  map.set(key, value)
}
