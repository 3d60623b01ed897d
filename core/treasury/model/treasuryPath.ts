/** Derivation paths of whoever signs for a treasury: those of its kind's app. */
import { PATH_HABITS, parseDerivationPath } from './derivationPath'
import { parseSolanaDerivationPath, SOLANA_PATH_HABITS } from './solanaDerivationPath'
import type { TreasuryFacts } from './treasuryFacts'

type Kind = TreasuryFacts['kind']

/** How wallets number accounts, the most usual first. */
export function pathHabitsOf(kind: Kind): readonly { id: string; name: string; pathOf(account: number): string }[] {
  return kind === 'solana' ? SOLANA_PATH_HABITS : PATH_HABITS
}

/** The path of the first account by the most usual habit. */
export function usualPathOf(kind: Kind): string {
  return (kind === 'solana' ? SOLANA_PATH_HABITS : PATH_HABITS)[0].pathOf(0)
}

/** @returns the path without `m/`. @throws Problem `ledger.path` */
export function parsePathOf(kind: Kind, path: string): string {
  return kind === 'solana' ? parseSolanaDerivationPath(path) : parseDerivationPath(path)
}
