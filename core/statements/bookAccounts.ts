/**
 * Which two accounts an entry moves, in a member's own book and in the cooperative's. Every amount is added to what the member
 * is due and taken from the account of its kind, so a book balances entry by entry. SPEC.md, rules [ST18] and [ST19].
 */
import { assertNever } from '../model/problem'
import type { LedgerBook } from './entriesFile'
import type { LedgerEntry, LedgerKind, LedgerParty } from './ledgerEntry'

/** Parts of an account's name. Names of people and cooperatives are given as they are; each target makes them safe. */
export type AccountPath = readonly [root: 'Assets' | 'Liabilities' | 'Income' | 'Expenses', ...parts: string[]]

export interface Posting {
  account: AccountPath
  /** Signed, as books have it: above zero is debit. */
  amountBaseUnits: bigint
}

/** Where names are put into an account. */
export interface AccountNames {
  cooperative: string
  memberName(member: LedgerParty): string
}

/** The entry's two postings; their sum is zero. */
export function postingsOf(entry: LedgerEntry, book: LedgerBook, names: AccountNames): [Posting, Posting] {
  const { kind, amountBaseUnits } = entry
  const account = (role: Role) =>
    book.kind === 'member' ? memberAccount(role, names.cooperative) : ownAccount(role, entry, names)
  const [to, from] = rolesOf(kind)
  // What a member is due is an asset of the member and a debt of the cooperative.
  const isDebt = book.kind === 'cooperative' && to === 'due'
  const amount = isDebt ? -amountBaseUnits : amountBaseUnits
  return [
    { account: account(to), amountBaseUnits: amount },
    { account: account(from), amountBaseUnits: -amount },
  ]
}

type Role =
  | 'due'
  | 'wallet'
  | 'earned'
  | 'held'
  | 'carried'
  | 'prepaid'
  | 'inherited'
  | 'passedOn'
  | 'recoup'
  | 'reserve'
  | 'fees'
  | 'networkFees'

function rolesOf(kind: LedgerKind): [to: Role, from: Role] {
  switch (kind) {
    case 'reward':
    case 'correction':
      return ['due', 'earned']
    case 'held':
    case 'from-held':
      return ['due', 'held']
    case 'carried':
      return ['due', 'carried']
    case 'advance':
    case 'advance-deducted':
    case 'overpaid':
      return ['due', 'prepaid']
    case 'inherited':
      return ['due', 'inherited']
    case 'passed-on':
      return ['due', 'passedOn']
    case 'recoup':
      return ['due', 'recoup']
    case 'reserve':
      return ['due', 'reserve']
    case 'fee':
      return ['due', 'fees']
    case 'payment':
      return ['due', 'wallet']
    case 'received':
      return ['wallet', 'earned']
    case 'reserved':
      return ['reserve', 'earned']
    case 'network-fee':
      return ['wallet', 'networkFees']
    default:
      return assertNever(kind)
  }
}

function memberAccount(role: Role, cooperative: string): AccountPath {
  switch (role) {
    case 'due':
      return ['Assets', cooperative, 'Due']
    case 'held':
      return ['Assets', cooperative, 'Held']
    case 'carried':
      return ['Assets', cooperative, 'Carried']
    case 'prepaid':
      return ['Liabilities', cooperative, 'Prepaid']
    case 'earned':
      return ['Income', cooperative, 'Rewards']
    case 'inherited':
      return ['Income', cooperative, 'Inherited']
    case 'passedOn':
      return ['Expenses', cooperative, 'Passed on']
    case 'recoup':
      return ['Expenses', cooperative, 'Recoup']
    case 'reserve':
      return ['Expenses', cooperative, 'Reserve']
    case 'fees':
      return ['Expenses', cooperative, 'Fees']
    case 'wallet':
      return ['Assets', 'Wallet']
    case 'networkFees':
      return ['Expenses', 'Network fees']
    default:
      return assertNever(role)
  }
}

function ownAccount(role: Role, { member }: LedgerEntry, { memberName }: AccountNames): AccountPath {
  const name = member ? memberName(member) : 'Nobody'
  switch (role) {
    case 'due':
      return ['Liabilities', 'Members', name, 'Due']
    case 'held':
      return ['Liabilities', 'Members', name, 'Held']
    case 'carried':
      return ['Liabilities', 'Members', name, 'Carried']
    case 'prepaid':
      return ['Assets', 'Members', name, 'Prepaid']
    case 'earned':
      return ['Liabilities', 'Rewards to share']
    // What one member passes on another inherits: the account is at zero after each period.
    case 'inherited':
    case 'passedOn':
      return ['Liabilities', 'Passed on']
    case 'recoup':
      return ['Income', 'Recoup']
    case 'reserve':
      return ['Liabilities', 'Reserve']
    case 'fees':
      return ['Income', 'Fees']
    case 'wallet':
      return ['Assets', 'Treasury']
    case 'networkFees':
      return ['Expenses', 'Network fees']
    default:
      return assertNever(role)
  }
}
