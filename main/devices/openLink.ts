/** Opens any path that a person can choose, and gives each port to one owner at a time. */
import { realpath } from 'node:fs/promises'
import { Problem } from '#core/model/problem'
import type { DeviceFaults } from '#core/provisioning/simulated/simulatedDevice'
import { createTrainingDevice, type TrainingDeviceName } from '#core/provisioning/simulated/trainingDevices'
import { type Clock, systemClock } from './clock'
import { openSerialPort, type SerialPortTiming, serialPortTiming } from './openSerialPort'
import { openSimulatedLink } from './openSimulatedLink'
import { ownBusyProblem } from './portProblem'
import type { SerialLink } from './SerialLink'
import { isSimulatedPath, readSimulatedPath } from './simulatedPath'

/** @throws Problem `port.*`, `simulated.*`; see openSerialPort and readSimulatedPath. */
export type OpenLink = (path: string, baudRate: number) => Promise<SerialLink>

export interface LinkOpenerOptions {
  clock?: Clock
  timing?: SerialPortTiming
  /** Of every training device, beside those that its path asks for. */
  faults?: DeviceFaults
}

export function createLinkOpener({
  clock = systemClock,
  timing = serialPortTiming,
  faults = {},
}: LinkOpenerOptions = {}): OpenLink {
  const taken = new Set<string>()
  const unitsUsed = new Map<TrainingDeviceName, number>()

  function openTraining(path: string): SerialLink {
    const asked = readSimulatedPath(path)
    const unit = asked.unit ?? (unitsUsed.get(asked.device) ?? 0) + 1
    // Each plain opening is the next unit, so that ten in a row are ten devices.
    if (asked.unit === null) unitsUsed.set(asked.device, unit)
    const device = createTrainingDevice(asked.device, { unit, ...faults, ...asked.faults })
    if (!device) throw new Problem('simulated.unknown-device', `There is no training device ${asked.device}: choose another.`)
    return openSimulatedLink(asked.unit === null ? pathWithUnit(path, unit) : path, device, clock)
  }

  return async (path, baudRate) => {
    // Two names of one port, such as a link under /dev/serial/by-id, are one port.
    const port = isSimulatedPath(path) ? path : deviceOf(await realpath(path).catch(() => path))
    if (taken.has(port)) throw ownBusyProblem(path)
    taken.add(port)
    try {
      const link = isSimulatedPath(path) ? openTraining(path) : await openSerialPort(path, baudRate, timing)
      // The port is free once it is really closed, not when it is told to.
      link.onClosed(() => void link.close().then(() => taken.delete(port)))
      return link
    } catch (thrown) {
      taken.delete(port)
      throw thrown
    }
  }
}

function pathWithUnit(path: string, unit: number): string {
  return `${path}${path.includes('?') ? '&' : '?'}unit=${unit}`
}

/** macOS names each serial port twice: for calls that come in, and for those that go out. */
function deviceOf(realPath: string): string {
  return process.platform === 'darwin' ? realPath.replace(/^\/dev\/tty\./, '/dev/cu.') : realPath
}
