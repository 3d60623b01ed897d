/**
 * A Safe, and what its version changes about the hashes that owners sign. Versions that are not listed are refused: a hash
 * by the wrong rule looks like any other hash.
 */
import type { Address } from 'viem'
import { Problem, validateArgument } from '../model/problem'

export interface SafeAccount {
  /** The Safe itself, with its checksum. */
  address: Address
  /** Enters the hashes from version 1.3.0 on; may be missing only before. */
  chainId?: number | undefined
  /** As the contract's `VERSION()` says it, with or without the `+L2` of wallets. */
  version: string
}

export interface SafeRules {
  domainHasChainId: boolean
  /** How the EIP-712 type calls the gas that is paid beside the call's. */
  baseGasName: 'dataGas' | 'baseGas'
}

const BEFORE_1_0: SafeRules = { domainHasChainId: false, baseGasName: 'dataGas' }
const BEFORE_1_3: SafeRules = { domainHasChainId: false, baseGasName: 'baseGas' }
const FROM_1_3: SafeRules = { domainHasChainId: true, baseGasName: 'baseGas' }

const RULES: ReadonlyMap<string, SafeRules> = new Map([
  ['0.1.0', BEFORE_1_0],
  ['1.0.0', BEFORE_1_3],
  ['1.1.0', BEFORE_1_3],
  ['1.1.1', BEFORE_1_3],
  ['1.2.0', BEFORE_1_3],
  ['1.3.0', FROM_1_3],
  ['1.4.0', FROM_1_3],
  ['1.4.1', FROM_1_3],
  ['1.5.0', FROM_1_3],
])
/** Versions that money is paid with: the events, signatures and MultiSendCallOnly of these were tried. */
const PAYING_VERSIONS: readonly string[] = ['1.3.0', '1.4.1']

/** @throws Problem `safe.unknown-version` */
export function safeRules(version: string): SafeRules {
  const rules = RULES.get(withoutSuffix(version))
  if (rules) return rules
  throw new Problem(
    'safe.unknown-version',
    `Safe version "${version.slice(0, 40)}" is not known: read the version from the Safe; known are ${[...RULES.keys()].join(', ')}.`,
  )
}

/** @throws Problem `safe.version-does-not-pay` for a Safe that payouts are not made with. */
export function checkPayingVersion(version: string): void {
  validateArgument(
    PAYING_VERSIONS.includes(withoutSuffix(version)),
    'safe.version-does-not-pay',
    `Payouts are made with Safes of version ${PAYING_VERSIONS.join(' or ')}, not "${version.slice(0, 40)}": update the Safe, or pay another way.`,
  )
}

/** The chain that a hash is made for. @throws Problem `safe.no-chain` */
export function safeChainId({ chainId }: SafeAccount): number {
  validateArgument(
    chainId !== undefined && Number.isSafeInteger(chainId) && chainId > 0,
    'safe.no-chain',
    'From version 1.3.0 on the hash is for one chain: give its id as a whole number above 0.',
  )
  return chainId
}

function withoutSuffix(version: string): string {
  return version.replace(/\+L2$/, '')
}
