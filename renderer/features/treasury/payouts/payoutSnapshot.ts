/** The dated state of a chain that a payout is prepared from: of an EVM chain, or of Solana. */

import { checkAddress } from '#core/model/evmAddress'
import { validateArgument } from '#core/model/problem'
import { isSolanaCluster } from '#core/solana/solanaCluster'
import type { SolanaSnapshot } from '#core/solana/solanaSnapshot'
import { readSolanaSnapshot } from '#core/solana/solanaSnapshot'
import { readSnapshot, type Snapshot } from '#core/treasury/chain/snapshot'
import { evmChainId, isEvmChain } from '#core/treasury/model/chainKey'
import type { TreasuryRecord } from '#core/treasury/model/treasuryRecords'

export type PayoutSnapshot = Snapshot | SolanaSnapshot

export function isOfSolana(snapshot: PayoutSnapshot): snapshot is SolanaSnapshot {
  return snapshot.format === 'commonmast-solana-snapshot-v1'
}

/** @throws Problem `snapshot.*` or `solana.snapshot` */
export function readPayoutSnapshot(document: unknown, { facts }: TreasuryRecord): PayoutSnapshot {
  return facts.kind === 'solana' ? readSolanaSnapshot(document) : readSnapshot(document)
}

/** A block or a slot tells files of snapshots apart. */
export function snapshotName(snapshot: PayoutSnapshot): string {
  return `snapshot.${isOfSolana(snapshot) ? snapshot.slot : snapshot.block.number}.commonmast-snapshot.json`
}

/** Whether a snapshot is of this treasury, so that its numbers may be taken. @throws Problem `snapshot.other-treasury` */
export function checkOwnSnapshot(snapshot: PayoutSnapshot, { facts }: TreasuryRecord): void {
  if (isOfSolana(snapshot)) {
    const isOwn = snapshot.treasury === facts.address && isSolanaCluster(facts.chain, snapshot.genesisHash)
    refuseOther(isOwn, `${snapshot.treasury} on the cluster ${snapshot.genesisHash}`, facts.address)
    return
  }
  const { chainId, treasury } = snapshot
  const isOwn =
    isEvmChain(facts.chain) &&
    evmChainId(facts.chain) === chainId &&
    treasury.address === checkAddress(facts.address, 'the treasury') &&
    treasury.kind === facts.kind
  refuseOther(isOwn, `${treasury.address} on chain ${chainId}`, facts.address)
}

function refuseOther(isOwn: boolean, found: string, wanted: string): void {
  validateArgument(isOwn, 'snapshot.other-treasury', `The snapshot is of ${found}, not of this treasury: take one of ${wanted}.`)
}
