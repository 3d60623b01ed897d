/** Looks at the list of ports while somebody is there to see it, and tells when it changes. */
import type { SerialPortInfo } from '#core/contract/consoleContract'
import type { Clock } from './clock'

export interface PortsWatcher {
  start(): void
  stop(): void
}

export function createPortsWatcher(options: {
  listPorts(): Promise<SerialPortInfo[]>
  onChange(ports: SerialPortInfo[]): void
  clock: Clock
  everyMs?: number
}): PortsWatcher {
  const { listPorts, onChange, clock, everyMs = 1_500 } = options
  let callOff: (() => void) | null = null
  let lastSeen = ''
  // A listing still under way when watching stops or starts anew must not go on.
  let round = 0

  async function look(current: number): Promise<void> {
    const ports = await listPorts()
    if (current !== round) return
    const seen = JSON.stringify(ports)
    if (seen !== lastSeen) {
      lastSeen = seen
      onChange(ports)
    }
    callOff = clock.after(everyMs, () => void look(current))
  }

  return {
    start() {
      if (callOff !== null) return
      callOff = () => undefined
      round += 1
      void look(round)
    },
    stop() {
      callOff?.()
      callOff = null
      round += 1
    },
  }
}
