/** Opens any path that a person can choose, and gives each port to one owner at a time. */
import { Problem } from '#core/model/problem'
import type { DeviceFaults } from '#core/provisioning/simulated/simulatedDevice'
import { createTrainingDevice, type TrainingDeviceName } from '#core/provisioning/simulated/trainingDevices'
import { type Clock, systemClock } from './clock'
import { openSerialPort, type SerialPortTiming, serialPortTiming } from './openSerialPort'
import { openSimulatedLink } from './openSimulatedLink'
import { portDevice } from './portDevice'
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
  const lastUnits = new Map<TrainingDeviceName, number>()

  /** Each plain opening is the next unit that is not open, so that ten in a row are ten devices. */
  function nextUnit(device: TrainingDeviceName): number {
    let unit = (lastUnits.get(device) ?? 0) + 1
    while (taken.has(unitName(device, unit))) unit += 1
    lastUnits.set(device, unit)
    return unit
  }

  function openTraining(path: string): Opening {
    const asked = readSimulatedPath(path)
    // No unit is used up by an opening that is refused below.
    const unit = asked.unit ?? (taken.has(path) ? 0 : nextUnit(asked.device))
    return {
      // A plain path is one port although each opening is another device.
      owns: asked.unit === null ? [path, unitName(asked.device, unit)] : [unitName(asked.device, unit)],
      async open() {
        const device = createTrainingDevice(asked.device, { unit, ...faults, ...asked.faults })
        if (!device) throw new Problem('simulated.unknown-device', `There is no training device ${asked.device}: choose another.`)
        return openSimulatedLink(asked.unit === null ? pathWithUnit(path, unit) : path, device, clock)
      },
    }
  }

  async function openReal(path: string): Promise<Opening> {
    // Two names of one port, such as a link under /dev/serial/by-id, are one port.
    return { owns: [await portDevice(path)], open: (baudRate) => openSerialPort(path, baudRate, timing) }
  }

  return async (path, baudRate) => {
    const { owns, open } = isSimulatedPath(path) ? openTraining(path) : await openReal(path)
    if (owns.some((port) => taken.has(port))) throw ownBusyProblem(path)
    for (const port of owns) taken.add(port)
    const free = () => {
      for (const port of owns) taken.delete(port)
    }
    try {
      const link = await open(baudRate)
      // The port is free once it is really closed, not when it is told to.
      link.onClosed(() => void link.close().then(free))
      return link
    } catch (thrown) {
      free()
      throw thrown
    }
  }
}

/** What is taken for a link, and how it is made. */
interface Opening {
  owns: string[]
  open(baudRate: number): Promise<SerialLink>
}

function unitName(device: TrainingDeviceName, unit: number): string {
  return `${device} unit ${unit}`
}

function pathWithUnit(path: string, unit: number): string {
  return `${path}${path.includes('?') ? '&' : '?'}unit=${unit}`
}
