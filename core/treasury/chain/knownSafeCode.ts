/**
 * Code of Safe's contracts by its hash (keccak-256 of what `eth_getCode` answers). A name or an address proves nothing on a chain
 * that is in no list; the code does. The canonical and the EIP-155 deployments of 1.3.0 have the same code.
 */
import type { Address, Hex } from 'viem'
import { validateArgument } from '../../model/problem'

export interface KnownSingleton {
  version: '1.3.0' | '1.4.1'
  /** Logs more, for chains where logs are cheap. */
  l2: boolean
}

const SINGLETONS: ReadonlyMap<string, KnownSingleton> = new Map([
  ['0xbba688fbdb21ad2bb58bc320638b43d94e7d100f6f3ebaab0a4e4de6304b1c2e', { version: '1.3.0', l2: false }],
  ['0x21842597390c4c6e3c1239e434a682b054bd9548eee5e9b1d6a4482731023c0f', { version: '1.3.0', l2: true }],
  ['0x1fe2df852ba3299d6534ef416eefa406e56ced995bca886ab7a553e6d0c5e1c4', { version: '1.4.1', l2: false }],
  ['0xb1f926978a0f44a2c0ec8fe822418ae969bd8c3f18d61e5103100339894f81ff', { version: '1.4.1', l2: true }],
])
const PROXIES: ReadonlySet<string> = new Set([
  '0xb89c1b3bdf2cf8827818646bce9a8f6e372885f8c55e5c07acbd307cb133b000',
  '0xd7d408ebcd99b2b70be43e20253d6d92a8ea8fab29bd3be7f55b10032331fb4c',
])
const MULTI_SENDS: ReadonlyMap<string, '1.3.0' | '1.4.1'> = new Map([
  ['0xa9865ac2d9c7a1591619b188c4d88167b50df6cc0c5327fcbd1c8c75f7c066ad', '1.3.0'],
  ['0xecd5bd14a08c5d2122379900b2f272bdf107a7e92423c10dd5fe3254386c9939', '1.4.1'],
])

/** Where MultiSendCallOnly stands on most chains: 1.4.1, then 1.3.0 in its two deployments. */
export const USUAL_MULTI_SENDS: readonly Address[] = [
  '0x9641d764fc13c8B624c04430C7356C1C7C8102e2',
  '0x40A2aCCbd92BCA938b02010E17A5b8929b49130D',
  '0xA1dabEF33b3B82c7814B6D82A79e50F4AC44102B',
]

/** Where MultiSend itself stands: a call in it may run as the Safe, which a payout never needs. 1.4.1, then 1.3.0 in two deployments. */
const MULTI_SENDS_THAT_DELEGATE: readonly Address[] = [
  '0x38869bf66a61cF6bDB996A6aE40D5853Fd43B526',
  '0xA238CBeb142c10Ef7Ad8442C6D1f9E89e07e7761',
  '0x998739BFdAAdde7C933B942a68053933098f9EDa',
]

/** @throws Problem `safe.not-call-only` for MultiSend in place of MultiSendCallOnly. */
export function checkIsCallOnly(address: string): void {
  validateArgument(
    !MULTI_SENDS_THAT_DELEGATE.some((known) => known === address),
    'safe.not-call-only',
    `${address} is MultiSend, in which a call may run as the Safe: give MultiSendCallOnly, on most chains ${USUAL_MULTI_SENDS.slice(0, 2).join(' or ')}.`,
  )
}

export function knownSingleton(codeHash: Hex): KnownSingleton | undefined {
  return SINGLETONS.get(codeHash.toLowerCase())
}

/** Code that does nothing but run the singleton's. */
export function isKnownSafeProxy(codeHash: Hex): boolean {
  return PROXIES.has(codeHash.toLowerCase())
}

/** The version of MultiSendCallOnly that has this code. */
export function knownMultiSend(codeHash: Hex): '1.3.0' | '1.4.1' | undefined {
  return MULTI_SENDS.get(codeHash.toLowerCase())
}
