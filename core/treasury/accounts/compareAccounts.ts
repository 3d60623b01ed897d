/** What was typed of a treasury and of a token, held against the chain as a snapshot tells it. */
import type { Address, Hex } from 'viem'
import { isSameAddress } from '../../model/lookAlikes'
import { checkSnapshot, type SnapshotWants, type WantedToken } from '../chain/checkSnapshot'
import { knownMultiSend } from '../chain/knownSafeCode'
import type { Snapshot } from '../chain/snapshot'
import type { SnapshotFinding } from '../chain/snapshotFinding'
import { evmChainId, evmChainKey } from '../model/chainKey'
import type { TokenFacts, TreasuryFacts } from '../model/treasuryFacts'

/** Whether the snapshot is of this treasury's chain and address. */
export function tellsOfTreasury({ chainId, treasury }: Snapshot, facts: TreasuryFacts): boolean {
  return facts.kind !== 'solana' && facts.chain === evmChainKey(chainId) && isSameAddress(treasury.address, facts.address)
}

/** Whether the snapshot is of this token's chain and contract. */
export function tellsOfToken({ chainId, token }: Snapshot, facts: TokenFacts): boolean {
  if (token === null || facts.address === null) return false
  return facts.chain === evmChainKey(chainId) && isSameAddress(token.address, facts.address)
}

/** Refusals first. @param snapshot one that tells of it */
export function compareTreasury(
  facts: Exclude<TreasuryFacts, { kind: 'solana' }>,
  snapshot: Snapshot,
  now: Date,
): SnapshotFinding[] {
  const treasury = wantedTreasury(facts)
  const coin: WantedToken = { chainId: snapshot.chainId, address: null, symbol: '', decimals: 0, codeHash: null }
  const chainId = evmChainId(facts.chain)
  const findings = checkSnapshot(snapshot, { now, chainId, treasury, token: coin, totalBaseUnits: 0n, executor: null })
  if (facts.kind === 'account' || sendsByKnownCode(facts.multiSendCallOnly, snapshot)) return findings
  const message = `No MultiSendCallOnly with known code was found at ${facts.multiSendCallOnly}: correct the treasury, or take another snapshot.`
  return [{ code: 'multisend-unknown', refuses: true, message }, ...findings]
}

/** Its decimals and symbol as its contract says them, and its code as it was captured before. @param snapshot one that tells of it */
export function compareToken(facts: TokenFacts, snapshot: Snapshot, now: Date): SnapshotFinding[] {
  const { chainId, treasury } = snapshot
  const token: WantedToken = {
    chainId: evmChainId(facts.chain),
    address: facts.address as Address,
    symbol: facts.symbol,
    decimals: facts.decimals,
    codeHash: facts.codeHash as Hex | null,
  }
  const wants = { now, chainId, treasury, token, totalBaseUnits: 0n, executor: null }
  return checkSnapshot(snapshot, wants).filter(({ code }) => OF_TOKEN.has(code))
}

/** Whether it is paused is of the day, and no fact of the token. */
const OF_TOKEN: ReadonlySet<string> = new Set(['other-token', 'token-decimals', 'token-symbol', 'token-code', 'token-proxy'])

function sendsByKnownCode(address: string, { multiSends }: Snapshot): boolean {
  return multiSends.some((one) => isSameAddress(one.address, address) && knownMultiSend(one.codeHash) !== undefined)
}

function wantedTreasury(facts: Exclude<TreasuryFacts, { kind: 'solana' }>): SnapshotWants['treasury'] {
  if (facts.kind === 'account') return { kind: 'account', address: facts.address as Address }
  const { version, threshold } = facts
  return { kind: 'safe', address: facts.address as Address, version, threshold, owners: facts.owners as Address[] }
}
