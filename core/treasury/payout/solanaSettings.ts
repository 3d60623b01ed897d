/** What a snapshot of Solana decides of a payout, and whether the payout can be paid as things stood in it. SPEC.md, rule [PL6]. */
import { Problem } from '../../model/problem'
import {
  checkSolanaSnapshot,
  missingTokenAccounts,
  type SnapshotCheck,
  usableNonceAccounts,
} from '../../solana/checkSolanaSnapshot'
import { nonceKey } from '../../solana/nonceKey'
import type { SolanaSnapshot } from '../../solana/solanaSnapshot'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import type { TransactionSettings } from './payoutParts'
import { solanaPlanOf } from './solanaPayments'

/**
 * Nonces, and which token accounts are created.
 * @param heldNonces those that other signed payouts hold (`nonceKey`), which are left to them
 */
export function solanaSettingsFrom(snapshot: SolanaSnapshot, heldNonces: ReadonlySet<string> = new Set()): TransactionSettings {
  return {
    kind: 'solana',
    nonceAccounts: usableNonceAccounts(snapshot).filter((account) => !heldNonces.has(nonceKey(account))),
    nonceSlot: snapshot.slot,
    tokenProgram: snapshot.token?.program ?? null,
    withoutTokenAccount: missingTokenAccounts(snapshot),
  }
}

/**
 * Holds a payout against a snapshot.
 * @param now ISO 8601
 * @returns warnings, which are for a person to read
 * @throws Problem `payout.snapshot-refuses` naming the first thing that stands in the way
 */
export function checkAgainstSolanaSnapshot(
  payout: PayoutFileV4,
  snapshot: SolanaSnapshot,
  now: string,
): SnapshotCheck['warnings'] {
  const { refusals, warnings } = checkSolanaSnapshot(solanaPlanOf(payout), snapshot, { chain: payout.treasury.chain, now })
  const [first, ...others] = refusals
  if (!first) return warnings
  const rest = others.length > 0 ? ` (and ${others.length} more)` : ''
  throw new Problem(
    'payout.snapshot-refuses',
    `The payout cannot be paid as things stood at ${snapshot.capturedAt}: ${first.where}: ${first.message}${rest}. Mend it and capture the snapshot again.`,
  )
}
