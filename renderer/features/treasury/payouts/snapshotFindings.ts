/** What a snapshot says of a payout: whether the treasury holds enough, and whether whoever sends can pay the gas. */
import type { Address, Hex } from 'viem'
import type { Finding } from '#core/model/finding'
import { checkSolanaSnapshot } from '#core/solana/checkSolanaSnapshot'
import type { SolanaSnapshot } from '#core/solana/solanaSnapshot'
import { checkSnapshot } from '#core/treasury/chain/checkSnapshot'
import type { SnapshotFinding } from '#core/treasury/chain/snapshotFinding'
import { evmChainId } from '#core/treasury/model/chainKey'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { solanaPlanOf } from '#core/treasury/payout/solanaPayments'
import { gasOfMethod } from '#core/treasury/recommendMethod'
import { isOfSolana, type PayoutSnapshot } from './payoutSnapshot'

/** Refusals first. */
export function snapshotFindings(payout: PayoutFileV4, snapshot: PayoutSnapshot, now = new Date()): SnapshotFinding[] {
  if (isOfSolana(snapshot)) return solanaFindings(payout, snapshot, now)
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

function solanaFindings(payout: PayoutFileV4, snapshot: SolanaSnapshot, now: Date): SnapshotFinding[] {
  const { refusals, warnings } = checkSolanaSnapshot(solanaPlanOf(payout), snapshot, {
    chain: payout.treasury.chain,
    now: now.toISOString(),
  })
  const told =
    (refuses: boolean) =>
    ({ where, message }: Finding) => ({
      ...{ code: refuses ? 'snapshot.refused' : 'snapshot.warned', refuses },
      message: `${where.charAt(0).toUpperCase()}${where.slice(1)}: ${message}.`,
    })
  return [...refusals.map(told(true)), ...warnings.map(told(false))]
}
