/** A development chain to try payouts on: Safes of both versions, a token, distributors and accounts with coin. */
import type { Address } from 'viem'
import { payeeCall } from '#core/treasury/payeeCalls'
import { SIMULATED_ACCOUNTS } from '../../ledger/simulatedAccounts'
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
  /** Of the newest version; two of the training Ledger's first three accounts must sign. */
  trainingSafe: { address: Address; owners: { path: string; address: Address }[] }
  /** Held by the newest Safe, and a part by the training Safe. */
  token: { address: Address; symbol: string; decimals: number }
  /** Owned by the newest Safe. */
  distributor: Address
  rewardsDistributor: Address
}

const SUPPLY_BASE_UNITS = 10n ** 27n
const SUPPLY_OF_TRAINING_BASE_UNITS = 10n ** 26n
const COIN_OF_A_SAFE_WEI = 10n ** 20n
const OWNERS = [1, 2, 3]

export async function startDevnet(port: number): Promise<{ description: DevnetDescription; stop(): Promise<void> }> {
  const bed = await openChainBed({ port })
  const owners = OWNERS.map((index) => bed.account(index).address)
  const trainingOwners = SIMULATED_ACCOUNTS.map(({ address }) => address)
  const safeContracts = [await deploySafeContracts(bed, '1.3.0'), await deploySafeContracts(bed, '1.4.1')]
  const safes: { version: string; address: Address }[] = []
  let holder = bed.account(0).address
  let trainingSafe = holder
  for (const contracts of safeContracts) {
    holder = await createSafe(bed, contracts, { owners, threshold: 2 })
    trainingSafe = await createSafe(bed, contracts, { owners: trainingOwners, threshold: 2 })
    await bed.send({ to: holder, value: COIN_OF_A_SAFE_WEI })
    safes.push({ version: contracts.version, address: holder })
  }
  const token = await deployToken(bed, { symbol: 'MAST', supplyBaseUnits: SUPPLY_BASE_UNITS, holder })
  const part = payeeCall(token, { address: trainingSafe, amountBaseUnits: SUPPLY_OF_TRAINING_BASE_UNITS })
  await bed.anvil.rpc('anvil_impersonateAccount', [holder])
  await bed.send({ from: holder, ...part })
  await bed.anvil.rpc('anvil_stopImpersonatingAccount', [holder])
  const source = 'CumulativeDistributor.sol'
  const description = {
    url: bed.anvil.url,
    chainId: bed.chainId,
    accounts: bed.accounts.map(({ address }) => address),
    safeContracts,
    safes,
    trainingSafe: { address: trainingSafe, owners: [...SIMULATED_ACCOUNTS] },
    token: { address: token, symbol: 'MAST', decimals: 18 },
    distributor: await bed.deploy(bed.contract(source, 'CumulativeDistributor'), [token, holder]),
    rewardsDistributor: await bed.deploy(bed.contract(source, 'RewardsDistributor'), [holder]),
  }
  return { description, stop: bed.stop }
}
