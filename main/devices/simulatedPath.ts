/** The paths of training devices: `simulated:hotspot`, with `?unit=3&fault=noise` for one unit and what goes wrong with it. */
import { Problem } from '#core/model/problem'
import { readFaults } from '#core/provisioning/simulated/readFaults'
import type { DeviceFaults } from '#core/provisioning/simulated/simulatedDevice'
import { type TrainingDeviceName, trainingDeviceNames } from '#core/provisioning/simulated/trainingDevices'

export interface SimulatedPath {
  device: TrainingDeviceName
  /** Null: the next one. */
  unit: number | null
  faults: DeviceFaults
}

const scheme = 'simulated:'
const mostUnits = 9_999

/** What a path without a scheme of its own is not. */
export function isSimulatedPath(path: string): boolean {
  return path.startsWith(scheme)
}

/** @throws Problem `simulated.unknown-device` or `simulated.bad-query` */
export function readSimulatedPath(path: string): SimulatedPath {
  const [name = '', query = ''] = path.slice(scheme.length).split(/\?(.*)/s)
  const device = trainingDeviceNames.find((known) => known === name)
  if (!device) {
    throw new Problem(
      'simulated.unknown-device',
      `There is no training device "${name.slice(0, 40)}": choose one of ${trainingDeviceNames.map((known) => `${scheme}${known}`).join(', ')}.`,
    )
  }
  const asked = new URLSearchParams(query)
  const stray = [...asked.keys()].find((key) => key !== 'unit' && key !== 'fault')
  if (stray !== undefined) throw badQuery(`"${stray.slice(0, 40)}" is not known`)
  return { device, unit: readUnit(asked.getAll('unit')), faults: readNamedFaults(asked.getAll('fault')) }
}

/** The same device with the same manners, whose cable was pulled once and is not pulled again. */
export function pluggedInAgain(path: string): string {
  const [name = '', query = ''] = path.split(/\?(.*)/s)
  const kept = query.split('&').filter((part) => part !== '' && !/^fault=unplug-(?:\d+|after-bytes(?:=|%3D)\d+)$/i.test(part))
  return kept.length > 0 ? `${name}?${kept.join('&')}` : name
}

function readUnit(texts: string[]): number | null {
  const [text, ...more] = texts
  if (text === undefined) return null
  const unit = Number(text)
  if (more.length > 0 || !/^[1-9]\d{0,3}$/.test(text)) throw badQuery(`the unit must be one whole number from 1 to ${mostUnits}`)
  return unit
}

function readNamedFaults(names: string[]): DeviceFaults {
  try {
    return readFaults(names)
  } catch (thrown) {
    throw badQuery(thrown instanceof Error ? thrown.message : String(thrown))
  }
}

function badQuery(what: string): Problem {
  return new Problem(
    'simulated.bad-query',
    `A training device takes ?unit=3 and &fault=noise, fragment, silent, wrong-password, slow or unplug-40; here ${what}.`,
    { field: 'path' },
  )
}
