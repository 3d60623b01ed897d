/** Safe's contracts on a development chain, and Safes made by its factory. */
import type { Address, Hex } from 'viem'
import type { HDAccount } from 'viem/accounts'
import { decodeFunctionResult, encodeFunctionData, parseAbi } from 'viem/utils'
import { ZERO_ADDRESS } from '#core/model/evmAddress'
import { execTransactionCall } from '#core/treasury/execTransaction'
import { safeHashes } from '#core/treasury/safeHashes'
import { checkSafeSignatures } from '#core/treasury/safeSignatures'
import type { Call, SafeTransaction } from '#core/treasury/safeTransaction'
import { readFixtureJson } from '../../../fixtures/readFixture'
import type { ChainBed } from './chainBed'

export type SafeVersion = '1.3.0' | '1.4.1'

const NAMES = ['singleton', 'singletonL2', 'factory', 'multiSendCallOnly', 'handler'] as const
export type SafeContracts = Record<(typeof NAMES)[number], Address> & { version: SafeVersion }

/** Where these stand on most chains; their code has no storage, so it can be put there as it is. */
const USUAL_MULTI_SEND: Record<SafeVersion, Address> = {
  '1.3.0': '0x40A2aCCbd92BCA938b02010E17A5b8929b49130D',
  '1.4.1': '0x9641d764fc13c8B624c04430C7356C1C7C8102e2',
}

const FACTORY_ABI = parseAbi([
  'function createProxyWithNonce(address singleton, bytes initializer, uint256 saltNonce) returns (address proxy)',
])
const SETUP_ABI = parseAbi([
  'function setup(address[] owners, uint256 threshold, address to, bytes data, address fallbackHandler, address paymentToken, uint256 payment, address paymentReceiver)',
])

export async function deploySafeContracts(bed: ChainBed, version: SafeVersion): Promise<SafeContracts> {
  const artifacts = readFixtureJson(`contracts/safe-${version}.json`) as Record<(typeof NAMES)[number], { bytecode: Hex }>
  const addresses: Partial<Record<(typeof NAMES)[number], Address>> = {}
  for (const name of NAMES) addresses[name] = await bed.deploy({ abi: [], bytecode: artifacts[name].bytecode })
  const contracts = addresses as Record<(typeof NAMES)[number], Address>
  const usual = USUAL_MULTI_SEND[version]
  await bed.anvil.rpc('anvil_setCode', [usual, await bed.chain.code(contracts.multiSendCallOnly, 'latest')])
  return { ...contracts, multiSendCallOnly: usual, version }
}

export interface NewSafe {
  owners: readonly Address[]
  threshold: number
  l2?: boolean
  salt?: bigint
}

export async function createSafe(bed: ChainBed, contracts: SafeContracts, safe: NewSafe): Promise<Address> {
  const { owners, threshold, l2 = false, salt = 0n } = safe
  const initializer = encodeFunctionData({
    abi: SETUP_ABI,
    args: [owners, BigInt(threshold), ZERO_ADDRESS, '0x', contracts.handler, ZERO_ADDRESS, 0n, ZERO_ADDRESS],
  })
  const singleton = l2 ? contracts.singletonL2 : contracts.singleton
  const data = encodeFunctionData({ abi: FACTORY_ABI, args: [singleton, initializer, salt] })
  const answer = await bed.chain.call({ to: contracts.factory, data }, 'latest')
  if (!answer.ok) throw new Error(answer.words)
  await bed.send({ to: contracts.factory, data })
  return decodeFunctionResult({ abi: FACTORY_ABI, data: answer.data })
}

export interface SignedSafeCall {
  safeTxHash: Hex
  call: Call
}

/** `execTransaction` with the signatures of these owners over the transaction. */
export async function signedSafeCall(
  account: { address: Address; chainId: number; version: SafeVersion },
  transaction: SafeTransaction,
  owners: readonly HDAccount[],
): Promise<SignedSafeCall> {
  const { safeTxHash } = safeHashes(account, transaction)
  const given = await Promise.all(
    owners.map(async (owner) => ({ owner: owner.address, signature: await owner.sign({ hash: safeTxHash }) })),
  )
  const threshold = owners.length
  const checked = await checkSafeSignatures(safeTxHash, { owners: owners.map(({ address }) => address), threshold }, given)
  return { safeTxHash, call: execTransactionCall(account.address, transaction, checked, threshold) }
}
