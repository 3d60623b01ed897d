/** Networks whose password main has at hand. Only names; a password never comes back. */
import { create } from 'zustand'
import { type NetworkName, networkNameOf } from '#core/provisioning/session/networkName'
import { consoleClient } from '../../platform/consoleClient'
import { failWith } from './deviceSession'

interface KeptNetworks {
  networks: (NetworkName & { kept: 'memory' | 'keychain' })[]
  /** Why this system's keychain cannot be used; null when it can. */
  keychainProblem: string | null
}

export const useKeptNetworks = create<KeptNetworks>(() => ({ networks: [], keychainProblem: null }))

export async function refreshKeptNetworks(): Promise<void> {
  try {
    useKeptNetworks.setState(await consoleClient.call('secrets.list', {}))
  } catch {
    // Without the list a password is typed; nothing else depends on it.
    useKeptNetworks.setState({ networks: [] })
  }
}

export async function forgetNetwork(network: NetworkName): Promise<void> {
  try {
    await consoleClient.call('secrets.forget', networkNameOf(network))
  } catch (thrown) {
    failWith(thrown)
  }
  await refreshKeptNetworks()
}
