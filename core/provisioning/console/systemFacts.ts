/** What a Linux says of itself, from the output of `systemCommand`. Lines that are missing or odd leave a fact unknown. */
import { printable } from './printable'

export interface SystemFacts {
  /** Name of the kernel, mostly `Linux`. */
  kernel: string
  hostname: string
  release: string
  machine: string
  isRoot: boolean
  /** Name and version of the distribution. */
  osName: string | null
  osVersion: string | null
  /** Of the board or the computer. */
  model: string | null
  serialNumber: string | null
}

/** What makers leave in the field for the serial number when there is none. */
const noSerialNumber = /^(?:0+|none|not .*|to be filled.*|default string|system serial number|unknown|n\/?a|x+)$/i

/** @returns null when it is not the output of a system that knows `uname`. */
export function readSystemFacts(output: string): SystemFacts | null {
  const lines = output.split('\n')
  const said = (name: string, separator = ' ') => {
    const start = name + separator
    const line = lines.find((each) => each.startsWith(start) && each.length > start.length)
    return line === undefined ? null : printable(line.slice(start.length)) || null
  }
  const [kernel, hostname, release, ...machine] = (said('uname') ?? '').split(' ')
  if (!kernel || !hostname || !release) return null
  const cpuSerial = lines.find((line) => /^Serial\s*:/.test(line))?.replace(/^Serial\s*:/, '')
  const serialNumbers = [said('serial-number'), said('product_serial'), cpuSerial ? printable(cpuSerial) : null]
  return {
    kernel,
    hostname,
    release,
    machine: machine.join(' '),
    isRoot: said('uid') === '0',
    osName: unquoted(said('PRETTY_NAME', '=')),
    osVersion: unquoted(said('VERSION_ID', '=')),
    model: said('model') ?? said('product_name'),
    serialNumber: serialNumbers.find((each) => each !== null && each !== '' && !noSerialNumber.test(each)) ?? null,
  }
}

function unquoted(value: string | null): string | null {
  return value?.replace(/^(["'])(.*)\1$/, '$2') || null
}
