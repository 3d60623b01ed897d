/** Contracts that the cooperative itself knows, so that nobody is paid at one by mistake. */
import type { TokenRecord, TreasuryRecord } from '../model/treasuryRecords'

export interface KnownContract {
  address: string
  kind: 'treasury' | 'token' | 'distributor' | 'multisend'
  name: string
}

/** Of all chains: a member's address is the same on each of them. */
export function knownContracts(
  treasuries: readonly Pick<TreasuryRecord, 'name' | 'facts' | 'distributors'>[],
  tokens: readonly Pick<TokenRecord, 'facts'>[],
): KnownContract[] {
  const contracts: KnownContract[] = []
  for (const { name, facts, distributors } of treasuries) {
    contracts.push({ address: facts.address, kind: 'treasury', name })
    if (facts.kind === 'safe') contracts.push({ address: facts.multiSendCallOnly, kind: 'multisend', name })
    for (const { address, tokenAddress } of distributors) {
      contracts.push({ address, kind: 'distributor', name })
      contracts.push({ address: tokenAddress, kind: 'token', name: `the distributor of ${name}` })
    }
  }
  for (const { facts } of tokens) {
    if (facts.address !== null) contracts.push({ address: facts.address, kind: 'token', name: facts.symbol })
  }
  return contracts
}
