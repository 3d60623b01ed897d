/**
 * The ports of this machine and the training devices. Invariant: listing never fails; where the system cannot list its ports, the
 * training devices are there, and `portsObstacle` says why nothing else is.
 */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { SerialPort } from 'serialport'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import { Problem } from '#core/model/problem'
import { missingPackage } from './missingPackage'
import { oncePerPort } from './samePort'
import { trainingPorts } from './trainingPorts'
import { findUsbDevice, serialProfile } from './usbDevices'

/** The fields of serialport's own listing that are used. */
interface ListedPort {
  path: string
  manufacturer?: string
  vendorId?: string
  productId?: string
  serialNumber?: string
  locationId?: string
}

export interface PortSources {
  list(): Promise<ListedPort[]>
  /** Linux names serial ports that no chip stands behind; false for those. */
  isWired(path: string): Promise<boolean>
}

const systemPorts: PortSources = { list: () => SerialPort.list(), isWired }

/** USB ports first, then built-in ones, then the training devices. Pseudo-terminals are never listed: their path is typed. */
export async function listPorts(sources: PortSources = systemPorts): Promise<SerialPortInfo[]> {
  // The person can still type a path.
  const listed = oncePerPort(await sources.list().catch(() => []))
  const wired = await Promise.all(listed.map(({ path }) => sources.isWired(path)))
  const ports = listed.filter((_port, index) => wired[index]).map(describePort)
  const rank = ({ vendorId }: SerialPortInfo) => (vendorId === null ? 1 : 0)
  ports.sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path, 'en', { numeric: true }))
  return [...ports, ...trainingPorts]
}

/** @returns why the system cannot list its ports, with what to do; null where it can. */
export async function portsObstacle(sources: Pick<PortSources, 'list'> = systemPorts): Promise<Problem | null> {
  try {
    await sources.list()
    return null
  } catch (thrown) {
    const name = missingPackage(thrown)
    if (name !== null) {
      return new Problem(
        'port.no-list',
        `This system cannot list its serial ports, because the package ${name} is missing: run "sudo apt install ${name}", then look again. Until then, a port can be opened by its typed path.`,
        { cause: thrown },
      )
    }
    return new Problem(
      'port.no-list',
      'This system cannot list its serial ports: open a port by typing its path, for example /dev/ttyUSB0 or COM3.',
      { cause: thrown },
    )
  }
}

/**
 * Changes whenever a port comes or goes, at the cost of one look at a folder; null where the system has no such mark. On Linux
 * it is the time at which /dev was changed last; whatever else is plugged in there changes it too, which only costs a listing.
 */
export async function portsMark(): Promise<string | null> {
  if (process.platform !== 'linux') return null
  return stat('/dev', { bigint: true }).then(
    ({ mtimeNs }) => String(mtimeNs),
    () => null,
  )
}

function describePort(port: ListedPort): SerialPortInfo {
  const vendorId = port.vendorId ?? null
  const productId = port.productId ?? null
  return {
    path: port.path,
    manufacturer: port.manufacturer ?? null,
    vendorId,
    productId,
    serialNumber: port.serialNumber ?? null,
    guess: findUsbDevice(vendorId, productId)?.guess ?? null,
    ...serialProfile(vendorId, productId),
    simulated: false,
  }
}

async function isWired(path: string): Promise<boolean> {
  if (!/^\/dev\/ttyS\d+$/.test(path)) return true
  // The kernel's port type 0 is "unknown": a name without a chip.
  const type = await readFile(`/sys/class/tty/${basename(path)}/type`, 'utf8').catch(() => '')
  return type.trim() !== '0'
}
