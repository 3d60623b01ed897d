import type { RecordsSeen } from './recordsMark'

/** As main lists copies, the newest first. */
interface ListedCopy {
  name: string
  at: string
  verified: { verdict: { isWhole: true; rows: number; holds: RecordsSeen } | { isWhole: false } } | null
}

export interface VerifiedCopy {
  name: string
  /** When it was kept, ISO 8601. */
  at: string
  rows: number
  /** Whose records it holds, and how many operations of that actor. */
  holds: RecordsSeen
}

/** The copy that counts as the newest backup: what nobody verified, and what is not whole, does not (SPEC.md, [BR12]). */
export function newestVerified(copies: readonly ListedCopy[]): VerifiedCopy | null {
  for (const { name, at, verified } of copies) {
    if (verified?.verdict.isWhole) return { name, at, rows: verified.verdict.rows, holds: verified.verdict.holds }
  }
  return null
}
