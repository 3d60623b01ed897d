/**
 * Whether a distribution by Merkle root stands: the root is set, the money arrived, and what nobody has claimed yet is there.
 * Claims are read from the token's Transfer logs out of the distributor, whatever event the distributor itself writes.
 */
import type { Address, Hex } from 'viem'
import { type ChainLog, shownAddress } from './chainLog'
import { readTransfer } from './tokenTransfers'

export interface Distribution {
  root: Hex
  token: Address
  distributor: Address
  /** What each account may claim since the beginning. */
  leaves: readonly { account: Address; cumulativeBaseUnits: bigint }[]
}

export interface DistributionOnChain {
  root: Hex
  balanceBaseUnits: bigint
  /** The token's logs since the distributor was first funded. */
  transfers: readonly ChainLog[]
}

export type DistributionFindingCode = 'another-root' | 'not-enough' | 'claimed-too-much' | 'foreign-claim'

export interface DistributionFinding {
  code: DistributionFindingCode
  message: string
}

export interface DistributionReconciliation {
  /** Everything holds: the root can be claimed from by everybody. */
  stands: boolean
  fundedBaseUnits: bigint
  claimedBaseUnits: bigint
  unclaimedBaseUnits: bigint
  claims: { account: Address; claimedBaseUnits: bigint; leftBaseUnits: bigint }[]
  findings: DistributionFinding[]
}

export function reconcileDistribution(wanted: Distribution, chain: DistributionOnChain): DistributionReconciliation {
  const { distributor } = wanted
  const { funded, claimed } = movements(wanted, chain.transfers)
  const findings: DistributionFinding[] = []
  const find = (code: DistributionFindingCode, message: string) => findings.push({ code, message })
  if (chain.root.toLowerCase() !== wanted.root.toLowerCase()) {
    find(
      'another-root',
      `The distributor has the root ${chain.root}, not ${wanted.root} of the payout, so nobody can claim by it: bring the file of the payout that set that root and compare again, or let the owner of the distributor set the right one.`,
    )
  }
  let unclaimed = 0n
  let taken = 0n
  const claims = wanted.leaves.map(({ account, cumulativeBaseUnits }) => {
    const claimedBaseUnits = claimed.get(account.toLowerCase()) ?? 0n
    claimed.delete(account.toLowerCase())
    const leftBaseUnits = cumulativeBaseUnits > claimedBaseUnits ? cumulativeBaseUnits - claimedBaseUnits : 0n
    if (claimedBaseUnits > cumulativeBaseUnits) {
      find('claimed-too-much', `${account} has claimed ${claimedBaseUnits} base units, of ${cumulativeBaseUnits} in the payout.`)
    }
    unclaimed += leftBaseUnits
    taken += claimedBaseUnits
    return { account, claimedBaseUnits, leftBaseUnits }
  })
  for (const [account, amount] of claimed) {
    taken += amount
    find('foreign-claim', `${shownAddress(account)} got ${amount} base units out of the distributor and is not in the payout.`)
  }
  if (chain.balanceBaseUnits < unclaimed) {
    const lacking = unclaimed - chain.balanceBaseUnits
    find(
      'not-enough',
      `The distributor lacks ${lacking} base units of what nobody has claimed yet, so the last members cannot claim: send exactly that of the token to ${distributor}, from any account, then compare with the chain again.`,
    )
  }
  return {
    stands: findings.length === 0,
    fundedBaseUnits: funded,
    claimedBaseUnits: taken,
    unclaimedBaseUnits: unclaimed,
    claims,
    findings,
  }
}

function movements({ token, distributor }: Distribution, logs: readonly ChainLog[]) {
  const [contract, self] = [token.toLowerCase(), distributor.toLowerCase()]
  const claimed = new Map<string, bigint>()
  let funded = 0n
  for (const log of logs) {
    const transfer = readTransfer(log, contract)
    if (!transfer) continue
    if (transfer.to === self) funded += transfer.amountBaseUnits
    if (transfer.from === self) claimed.set(transfer.to, (claimed.get(transfer.to) ?? 0n) + transfer.amountBaseUnits)
  }
  return { funded, claimed }
}
