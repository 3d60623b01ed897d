/**
 * A hotspot that does not exist: for training, tests and the tour. Invariant: it is pure; bytes in give bytes out, each with a
 * delay in milliseconds after the ones before it. It says that it is simulated in its firmware name.
 */
import { encodeText } from '../improv/text'
import type { DeviceFaults, SimulatedDevice } from './simulatedDevice'
import { createImprovDevice, type HeardNetwork, type ImprovPersona } from './simulatedHotspotImprov'
import { withFaults } from './withFaults'

/** The password that every secured network of the training hotspot accepts. */
export const trainingPassword = 'commonmast'

/** What the training hotspot says of itself, whichever unit it is; `name` is that of the first. */
export const simulatedDevice = {
  firmware: 'simulated-hotspot',
  version: '1.0.0',
  chip: 'ESP32-C3',
  name: 'Brisk Copper Heron',
} as const

const manners = 'Brisk Calm Dapper Early Frank Gentle Hardy Jolly Keen Lively Merry'.split(' ')
const metals = 'Copper Silver Cobalt Nickel Bronze Chrome Pewter'.split(' ')
const birds = 'Heron Swift Plover Osprey Linnet Curlew Dunlin Godwit Pipit Siskin Teal Avocet Knot'.split(' ')

/** Addresses of RFC 5737, which belong to nobody: 240 of them, from .10 on. */
const addresses = 240

export interface SimulatedHotspotOptions extends DeviceFaults {
  /** From 1: each is a device of its own, with its own name, host name and address. */
  unit?: number
}

export function createSimulatedHotspot({ unit = 1, ...faults }: SimulatedHotspotOptions = {}): SimulatedDevice {
  return withFaults(createImprovDevice(trainingPersona(unit), faults), faults)
}

/** The persona of one training hotspot. `unit` counts from 1; the names of the first thousand differ. */
function trainingPersona(unit: number): ImprovPersona {
  const at = unit - 1
  const name = `${pick(manners, at)} ${pick(metals, at)} ${pick(birds, at)}`
  return {
    ...simulatedDevice,
    name,
    hostname: `mast-${`${unit}`.padStart(4, '0')}`,
    url: `http://192.0.2.${10 + (at % addresses)}/`,
    networks: trainingNetworks,
    password: trainingPassword,
  }
}

/** Not in order of strength, and with what real air holds: a hidden network, one name twice, one that is not UTF-8. */
const trainingNetworks: readonly HeardNetwork[] = [
  { ssid: encodeText('Library Guest'), rssiDbm: -83, security: 'NO' },
  // Ten bytes: its own length byte is a newline, which breaks some hosts.
  { ssid: encodeText('Mast-North'), rssiDbm: -48, security: 'YES' },
  { ssid: new Uint8Array(0), rssiDbm: -57, security: 'YES' },
  { ssid: encodeText('Dachgarten Köln'), rssiDbm: -61, security: 'YES' },
  { ssid: encodeText('Library Guest'), rssiDbm: -74, security: 'NO' },
  // "Café" as an old router writes it, in Latin-1.
  { ssid: Uint8Array.of(0x43, 0x61, 0x66, 0xe9), rssiDbm: -88, security: 'WPA2' },
]

function pick(words: readonly string[], at: number): string {
  return words[at % words.length] ?? ''
}
