/**
 * Which of the names that a system lists are one port. macOS lists each port as `cu` and as `tty`, and where two drivers serve one
 * chip, the maker's and the system's own, it lists the chip once for each. Two ports of one chip, which one driver serves, stay two.
 */

export interface NamedPort {
  path: string
  /** Where the device hangs, as the system numbers it; macOS and Windows tell it. */
  locationId?: string | undefined
  vendorId?: string | undefined
  productId?: string | undefined
  serialNumber?: string | undefined
}

/** Names that drivers on macOS give, the preferred first: the system's own, which is kept up to date with it. */
const DRIVER_NAMES = [
  /^usbserial-?(.*)$/i,
  /^usbmodem-?(.*)$/i,
  /^wchusbserial-?(.*)$/i,
  /^SLAB_USBtoUART(.*)$/i,
  /^(?:PL2303|UC-232|Repleo-PL2303)-?(.*)$/i,
  /^(?:ftdi|FT)[\w]*-?(.*)$/i,
]

/** macOS lists the name that waits for a call to come in; the one that calls out opens at once. */
function callOut(path: string): string {
  return path.replace(/^\/dev\/tty\./, '/dev/cu.')
}

/** One entry for each port, under the name that calls out, in their order. */
export function oncePerPort<Port extends NamedPort>(listed: readonly Port[]): Port[] {
  const byPath = new Map<string, Port>()
  for (const port of listed) {
    const path = callOut(port.path)
    // What the system tells of one name it may not tell of the other.
    byPath.set(path, { ...port, ...withoutGaps(byPath.get(path)), path })
  }
  const ports = [...byPath.values()]
  return ports.filter((port) => {
    const mine = driverOf(port.path)
    return mine === null || !ports.some((other) => isPreferred(other, port, mine))
  })
}

function isPreferred(other: NamedPort, port: NamedPort, mine: DriverName): boolean {
  const theirs = driverOf(other.path)
  return theirs !== null && theirs.rank < mine.rank && isSameChip(other, port, theirs.rest === mine.rest && mine.rest !== '')
}

/** @param isSameName what the drivers append to their names, mostly the location, is the same */
function isSameChip(one: NamedPort, other: NamedPort, isSameName: boolean): boolean {
  const differs = (key: 'locationId' | 'vendorId' | 'productId' | 'serialNumber') =>
    one[key] !== undefined && other[key] !== undefined && one[key]?.toLowerCase() !== other[key]?.toLowerCase()
  if (differs('locationId') || differs('vendorId') || differs('productId') || differs('serialNumber')) return false
  const isSameLocation = one.locationId !== undefined && one.locationId !== '' && other.locationId !== undefined
  return isSameLocation || isSameName
}

interface DriverName {
  rank: number
  rest: string
}

function driverOf(path: string): DriverName | null {
  const name = /^\/dev\/cu\.(.+)$/.exec(path)?.[1] ?? ''
  for (const [rank, pattern] of DRIVER_NAMES.entries()) {
    const match = pattern.exec(name)
    if (match) return { rank, rest: match[1] ?? '' }
  }
  return null
}

function withoutGaps<Port extends NamedPort>(port: Port | undefined): Partial<Port> {
  return Object.fromEntries(Object.entries(port ?? {}).filter(([, value]) => value !== undefined)) as Partial<Port>
}
