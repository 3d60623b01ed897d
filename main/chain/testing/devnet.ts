/** A development chain to try payouts on: Safes of both versions, a token, distributors and accounts with coin. */
import type { Address } from 'viem'
import { openChainBed } from './chainBed'
import { deployToken } from './openZeppelinToken'
import { createSafe, deploySafeContracts, type SafeContracts } from './safeContracts'

export interface DevnetDescription {
  url: string
  chainId: number
  /** Keys are anvil's own and known to everybody. */
  accounts: Address[]
  safeContracts: SafeContracts[]
  /** Two of three must sign: the second, third and fourth account. */
  safes: { version: string; address: Address }[]
  token: { address: Address; symbol: string; decimals: number }
  /** Owned by the newest Safe. */
  distributor: Address
  rewardsDistributor: Address
}

const SUPPLY_BASE_UNITS = 10n ** 27n
const COIN_OF_A_SAFE_WEI = 10n ** 20n
const OWNERS = [1, 2, 3]

export async function startDevnet(port: number): Promise<{ description: DevnetDescription; stop(): Promise<void> }> {
  const bed = await openChainBed({ port })
  const owners = OWNERS.map((index) => bed.account(index).address)
  const safeContracts = [await deploySafeContracts(bed, '1.3.0'), await deploySafeContracts(bed, '1.4.1')]
  const safes: { version: string; address: Address }[] = []
  let holder = bed.account(0).address
  for (const contracts of safeContracts) {
    holder = await createSafe(bed, contracts, { owners, threshold: 2 })
    await bed.send({ to: holder, value: COIN_OF_A_SAFE_WEI })
    safes.push({ version: contracts.version, address: holder })
  }
  const token = await deployToken(bed, { symbol: 'MAST', supplyBaseUnits: SUPPLY_BASE_UNITS, holder })
  const source = 'CumulativeDistributor.sol'
  const description = {
    url: bed.anvil.url,
    chainId: bed.chainId,
    accounts: bed.accounts.map(({ address }) => address),
    safeContracts,
    safes,
    token: { address: token, symbol: 'MAST', decimals: 18 },
    distributor: await bed.deploy(bed.contract(source, 'CumulativeDistributor'), [token, holder]),
    rewardsDistributor: await bed.deploy(bed.contract(source, 'RewardsDistributor'), [holder]),
  }
  return { description, stop: bed.stop }
}
