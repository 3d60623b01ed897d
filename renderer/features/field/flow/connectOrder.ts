/** With which password a network is joined: none, the one that was typed, or the one that main keeps. Pure. */
import type { SessionOrder } from '#core/contract/provisioningCalls'
import { type NetworkName, networkNameOf } from '#core/provisioning/session/networkName'

export type Keep = 'no' | 'memory' | 'keychain'

export interface ConnectWish {
  network: NetworkName
  /** It takes no password: heard so, or said by the technician of one that was not heard. */
  isOpen: boolean
  /** Where main keeps its password; null: nowhere. */
  keptAs: 'memory' | 'keychain' | null
  /** The kept password is to be used. */
  usesKept: boolean
  typed: string
  /** What the technician chose to do with a typed password. */
  keep: Keep
}

/** @returns null while a password is to be typed: an empty one is sent to nothing but a network that is said to be open. */
export function connectOrder(wish: ConnectWish): Extract<SessionOrder, { kind: 'connect' }> | null {
  const { isOpen, keptAs, usesKept, typed, keep } = wish
  const network = { kind: 'connect' as const, ...networkNameOf(wish.network) }
  if (isOpen) return { ...network, password: '', keep: 'no' }
  if (keptAs !== null && usesKept) return { ...network, password: null, keep: 'no' }
  if (typed === '') return null
  // Where one is kept already, the right one takes its place: the wrong one would be tried again with the next device.
  return { ...network, password: typed, keep: keptAs ?? keep }
}

/** What was chosen on a system with a keychain cannot be done on one without. */
export function usableKeep(keep: Keep, keychainProblem: string | null): Keep {
  return keep === 'keychain' && keychainProblem !== null ? 'no' : keep
}
