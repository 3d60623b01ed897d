/** Whether the Safe on the chain is the one that is known here, and whether its code is Safe's. */
import type { Address } from 'viem'
import { isKnownSafeProxy, knownMultiSend, knownSingleton } from './knownSafeCode'
import type { SafeSnapshot, Snapshot } from './snapshot'
import { collectFindings, type SnapshotFinding } from './snapshotFinding'

export interface WantedSafe {
  kind: 'safe'
  address: Address
  version: string
  owners: readonly Address[]
  threshold: number
}

export function checkSafeSnapshot(safe: SafeSnapshot, wanted: WantedSafe, { multiSends }: Snapshot): SnapshotFinding[] {
  const { findings, refuse, warn } = collectFindings()
  const singleton = safe.singletonCodeHash === null ? undefined : knownSingleton(safe.singletonCodeHash)
  if (!singleton || !isKnownSafeProxy(safe.proxyCodeHash)) {
    refuse('safe-code-unknown', `The code at ${safe.address} is not that of Safe 1.3.0 or 1.4.1: do not use it as a Safe.`)
  } else if (singleton.version !== withoutSuffix(wanted.version)) {
    refuse('safe-version', `The Safe is of version ${singleton.version}, not ${wanted.version}: correct the treasury.`)
  }
  if (!sameAddresses(safe.owners, wanted.owners)) {
    refuse('safe-owners', `The Safe's owners on the chain are ${safe.owners.join(', ')}: correct the treasury.`)
  }
  if (safe.threshold !== wanted.threshold) {
    refuse('safe-threshold', `The Safe asks for ${safe.threshold} signatures, not ${wanted.threshold}: correct the treasury.`)
  }
  if (safe.modules.length > 0) {
    warn('safe-modules', `Modules can move the Safe's money without its owners (${safe.modules.join(', ')}): know each of them.`)
  }
  if (safe.guard !== null) {
    warn('safe-guard', `A guard (${safe.guard}) checks every transaction of the Safe and can stop it: simulate before signing.`)
  }
  if (!multiSends.some(({ codeHash }) => knownMultiSend(codeHash) !== undefined)) {
    refuse('multisend-missing', 'No MultiSendCallOnly with known code was found on this chain: give its address, or deploy it.')
  }
  return findings
}

function sameAddresses(a: readonly string[], b: readonly string[]): boolean {
  const sorted = (addresses: readonly string[]) => addresses.map((address) => address.toLowerCase()).sort()
  return sorted(a).join() === sorted(b).join()
}

function withoutSuffix(version: string): string {
  return version.replace(/\+L2$/, '')
}
