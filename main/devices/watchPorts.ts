/** Looks at the list of ports while somebody is there to see it, and tells when it changes. */
import type { SerialPortInfo } from '#core/contract/consoleContract'
import type { Clock } from './clock'

export interface PortsWatcher {
  start(): void
  stop(): void
}

/** The system names a device in steps: first its port, then what it is. So it is listed some times after a change. */
const LISTED_AFTER_CHANGE = 4
/** Where no change shows, the ports are listed once in so many looks all the same. */
const LOOKS_WITHOUT_LIST = 40

export function createPortsWatcher(options: {
  /** Costly: Linux starts a program for it. */
  listPorts(): Promise<SerialPortInfo[]>
  onChange(ports: SerialPortInfo[]): void
  clock: Clock
  /** Cheap: the same text as before while no port has come or gone; null where the system has no such mark. */
  portsMark?(): Promise<string | null>
  everyMs?: number
}): PortsWatcher {
  const { listPorts, onChange, clock, portsMark = async () => null, everyMs = 1_500 } = options
  let callOff: (() => void) | null = null
  let lastSeen = ''
  let lastMark: string | null = null
  let listsDue = 0
  let looksWithoutList = 0
  // A listing still under way when watching stops or starts anew must not go on.
  let round = 0

  async function isListDue(): Promise<boolean> {
    const mark = await portsMark()
    if (mark === null || mark !== lastMark) listsDue = LISTED_AFTER_CHANGE
    lastMark = mark
    looksWithoutList += 1
    return listsDue > 0 || looksWithoutList >= LOOKS_WITHOUT_LIST
  }

  async function look(current: number): Promise<void> {
    if (await isListDue()) {
      const ports = await listPorts()
      if (current !== round) return
      listsDue -= 1
      looksWithoutList = 0
      const seen = JSON.stringify(ports)
      if (seen !== lastSeen) {
        lastSeen = seen
        onChange(ports)
      }
    }
    if (current !== round) return
    callOff = clock.after(everyMs, () => void look(current))
  }

  return {
    start() {
      if (callOff !== null) return
      callOff = () => undefined
      lastMark = null
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
