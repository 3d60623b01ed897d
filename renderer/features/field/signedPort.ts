/**
 * The port of the device that was signed last, until its cable is pulled: what is on it has its record, so it is not taken for
 * the next device by itself. Training devices are made anew each time, and have no cable.
 */
import { create } from 'zustand'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { consoleClient } from '../../platform/consoleClient'

export const useSignedPort = create<{ path: string | null }>(() => ({ path: null }))

/** Of a device that was signed after its port was gone, nothing is on the cable. */
export function keepSignedPort({ path, simulated, phase }: Pick<SessionState, 'path' | 'simulated' | 'phase'>): void {
  useSignedPort.setState({ path: simulated || phase === 'lost' ? null : path })
}

consoleClient.on('devices.portsChanged', (ports) => {
  const { path } = useSignedPort.getState()
  if (path !== null && ports.every((port) => port.path !== path)) useSignedPort.setState({ path: null })
})
