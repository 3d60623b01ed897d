import type { TreasuryFacts } from '../model/treasuryFacts'

/** Whose signatures count for a treasury: the owners of a Safe, or the account itself. */
export function treasuryOwners(treasury: TreasuryFacts): readonly string[] {
  return treasury.kind === 'safe' ? treasury.owners : [treasury.address]
}

/** How many of them must sign a transaction. */
export function treasuryThreshold(treasury: TreasuryFacts): number {
  return treasury.kind === 'safe' ? treasury.threshold : 1
}
