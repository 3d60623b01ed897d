/** Opens any path that a person can choose, and gives each port to one owner at a time. */
import { realpath } from 'node:fs/promises'
import type { DeviceFaults } from '#core/provisioning/simulated/simulatedDevice'
import { type Clock, systemClock } from './clock'
import { simulatedHotspotPath } from './listPorts'
import { openSerialPort, type SerialPortTiming, serialPortTiming } from './openSerialPort'
import { openSimulatedLink } from './openSimulatedLink'
import { ownBusyProblem } from './portProblem'
import type { SerialLink } from './SerialLink'

/** @throws Problem `port.*`; see openSerialPort. */
export type OpenLink = (path: string, baudRate: number) => Promise<SerialLink>

export interface LinkOpenerOptions {
  clock?: Clock
  timing?: SerialPortTiming
  /** Of the training hotspot. */
  faults?: DeviceFaults
}

export function createLinkOpener({
  clock = systemClock,
  timing = serialPortTiming,
  faults = {},
}: LinkOpenerOptions = {}): OpenLink {
  const taken = new Set<string>()
  return async (path, baudRate) => {
    // Two names of one port, such as a link under /dev/serial/by-id, are one port.
    const port = await realpath(path).catch(() => path)
    if (taken.has(port)) throw ownBusyProblem(path)
    taken.add(port)
    try {
      const link = path === simulatedHotspotPath ? openSimulatedLink(clock, faults) : await openSerialPort(path, baudRate, timing)
      // The port is free once it is really closed, not when it is told to.
      link.onClosed(() => void link.close().then(() => taken.delete(port)))
      return link
    } catch (thrown) {
      taken.delete(port)
      throw thrown
    }
  }
}
