/**
 * What one member is told of one period and one token: balances before, every movement, balances after. A closed statement is
 * never made anew; what was wrong in it stands as a correction in a later one. SPEC.md, rules [ST22] to [ST25].
 */
import type { Token } from '../model/money'
import type { PeriodDates } from '../model/periodDates'
import { Problem, validateArgument } from '../model/problem'
import { entryText, HOLDER_KINDS, type LedgerEntry, type LedgerKind, type LedgerParty } from './ledgerEntry'
import { mergeDuplicates } from './mergeDuplicates'
import { checkZone } from './zoneTime'

/** Base units. What the member is to be paid, what is held and carried for them, and what they were given ahead and owe. */
export interface StatementBalances {
  due: bigint
  held: bigint
  carried: bigint
  prepaid: bigint
}
export const STATEMENT_ACCOUNTS = ['due', 'held', 'carried', 'prepaid'] as const satisfies (keyof StatementBalances)[]

export const NO_BALANCES: StatementBalances = { due: 0n, held: 0n, carried: 0n, prepaid: 0n }

/** What a statement is made from. */
export interface StatementInput {
  cooperative: string
  member: LedgerParty
  period: PeriodDates & { name: string }
  /** IANA name; days and hours are shown in it beside UTC. */
  zone: string
  token: Token
  /** Those that the statement before closed with. */
  opening: StatementBalances
  /** Of this member and token, in the period. */
  entries: readonly LedgerEntry[]
  /** Where prices come from, in words; "" when there are none. */
  priceSource: string
}

export interface StatementView extends StatementInput {
  /** By time. */
  entries: readonly LedgerEntry[]
  closing: StatementBalances
  /** What was added to what is due, by kind; kinds without an entry are left out. */
  totals: Map<LedgerKind, bigint>
  earnedBaseUnits: bigint
  paidBaseUnits: bigint
  /** The transaction that paid; null when nothing was paid on a chain, or by several. */
  transactionHash: string | null
}

/**
 * @throws Problem `zone.unknown`, `entries.contradict`, `statement.bad-period`, `statement.other-member`,
 * `statement.other-token` or `statement.outside-period`.
 */
export function makeStatement(input: StatementInput): StatementView {
  const zone = checkZone(input.zone)
  const { start, end } = input.period
  validateArgument(
    Date.parse(start) < Date.parse(end),
    'statement.bad-period',
    `The period ${input.period.name} ends before it begins.`,
  )
  const entries = mergeDuplicates(input.entries).sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const closing = { ...input.opening }
  const totals = new Map<LedgerKind, bigint>()
  for (const entry of entries) {
    refuseForeign(entry, input)
    totals.set(entry.kind, (totals.get(entry.kind) ?? 0n) + entry.amountBaseUnits)
    closing.due += entry.amountBaseUnits
    const account = COUNTER[entry.kind]
    // An advance and what was too much are owed back; what is held or carried is the member's.
    if (account) closing[account] += account === 'prepaid' ? entry.amountBaseUnits : -entry.amountBaseUnits
  }
  const hashes = new Set(entries.flatMap(({ kind, chain }) => (kind === 'payment' && chain ? [chain.transactionHash] : [])))
  const [onlyHash = null] = hashes
  return {
    ...input,
    zone,
    entries,
    closing,
    totals,
    earnedBaseUnits: (totals.get('reward') ?? 0n) + (totals.get('correction') ?? 0n),
    paidBaseUnits: -(totals.get('payment') ?? 0n),
    transactionHash: hashes.size === 1 ? onlyHash : null,
  }
}

/**
 * That a statement goes on where the one before ended.
 * @throws Problem `statement.gap` or `statement.balance-differs`.
 */
export function checkContinues(before: StatementView, after: StatementView): void {
  if (Date.parse(before.period.end) !== Date.parse(after.period.start)) {
    throw new Problem(
      'statement.gap',
      `${after.period.name} begins at ${after.period.start}, and ${before.period.name} ends at ${before.period.end}: choose periods that follow each other.`,
    )
  }
  for (const account of STATEMENT_ACCOUNTS) {
    if (before.closing[account] === after.opening[account]) continue
    throw new Problem(
      'statement.balance-differs',
      `${after.period.name} opens with ${after.opening[account]} base units ${account}, and ${before.period.name} closed with ${before.closing[account]}: open with what was closed with.`,
    )
  }
}

/** Entries with `start <= at < end`. */
export function entriesIn({ start, end }: PeriodDates, entries: readonly LedgerEntry[]): LedgerEntry[] {
  const [from, to] = [Date.parse(start), Date.parse(end)]
  return entries.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) < to)
}

const COUNTER: Partial<Record<LedgerKind, 'held' | 'carried' | 'prepaid'>> = {
  held: 'held',
  'from-held': 'held',
  carried: 'carried',
  advance: 'prepaid',
  'advance-deducted': 'prepaid',
  overpaid: 'prepaid',
}

function refuseForeign(entry: LedgerEntry, { member, token, period }: StatementInput): void {
  if (HOLDER_KINDS.has(entry.kind) || entry.member?.id !== member.id) {
    throw new Problem(
      'statement.other-member',
      `The ${entryText(entry)} is not of ${member.name}: leave it out of this statement.`,
    )
  }
  if (entry.token.symbol !== token.symbol || entry.token.decimals !== token.decimals) {
    throw new Problem(
      'statement.other-token',
      `The ${entryText(entry)} is in ${entry.token.symbol}, and the statement in ${token.symbol}: make one statement for each token.`,
    )
  }
  if (entriesIn(period, [entry]).length === 0) {
    throw new Problem(
      'statement.outside-period',
      `The ${entryText(entry)} is outside ${period.name}: leave it out of this statement.`,
    )
  }
}
