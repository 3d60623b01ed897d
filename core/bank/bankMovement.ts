/** What a statement of a bank says, whatever its form. */
import type { FileProblem } from '../files/fileProblem'

/** One payment that was booked, out of the account or into it. */
export interface BankMovement {
  direction: 'out' | 'in'
  /** Of the account's movement, above zero. */
  amountMinorUnits: bigint
  currency: string
  /** `2026-01-31` */
  bookedOn: string
  /** References of this program's form that any of its texts names. */
  references: string[]
  /** The other party's, where it is told. */
  iban: string | null
  name: string | null
  /** The bank's own number of the booking. */
  bankReference: string | null
  /** Why it came back, in the bank's code or words; of returns. */
  returnReason: string | null
  /** Which statement of the file it is of, from 0. */
  statement: number
  /** Where in the file, for people: `entry 3, payment 2` or `line 12`. */
  place: string
}

export interface BankStatement {
  /** Such as `camt.053.001.08`, or `csv`. */
  form: string
  /** IBANs of the accounts that it is of; empty where it does not say. */
  accounts: string[]
  movements: BankMovement[]
  /** What is not booked yet, and was left out. */
  pending: number
  problems: FileProblem[]
}
