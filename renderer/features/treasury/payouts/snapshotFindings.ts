/** What a snapshot says of a payout: whether the treasury holds enough, and whether whoever sends can pay the gas. */
import type { Address, Hex } from 'viem'
import { checkSnapshot } from '#core/treasury/chain/checkSnapshot'
import type { Snapshot } from '#core/treasury/chain/snapshot'
import type { SnapshotFinding } from '#core/treasury/chain/snapshotFinding'
import { evmChainId } from '#core/treasury/model/chainKey'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { gasOfMethod } from '#core/treasury/recommendMethod'

/** Refusals first; none for a payout on Solana, whose snapshots are others. */
export function snapshotFindings(payout: PayoutFileV4, snapshot: Snapshot, now = new Date()): SnapshotFinding[] {
  const { treasury, token, totals, method, payees, merkle } = payout
  if (treasury.kind === 'solana') return []
  const chainId = evmChainId(treasury.chain)
  const needed = gasOfMethod(method, payees.length)
  const total = merkle ? merkle.fundBaseUnits : totals.payeesBaseUnits
  return checkSnapshot(snapshot, {
    now,
    chainId,
    treasury:
      treasury.kind === 'safe'
        ? {
            kind: 'safe',
            address: treasury.address as Address,
            version: treasury.version,
            owners: treasury.owners as Address[],
            threshold: treasury.threshold,
          }
        : { kind: 'account', address: treasury.address as Address },
    token: {
      chainId: evmChainId(token.chain),
      address: token.address as Address | null,
      symbol: token.symbol,
      decimals: token.decimals,
      codeHash: token.codeHash as Hex | null,
    },
    totalBaseUnits: BigInt(total),
    executor: snapshot.executor && needed ? { address: snapshot.executor.address, gasNeeded: BigInt(needed.first) } : null,
  })
}
