/** The ports of this machine and the training devices. Invariant: listing never fails; a machine without udev has an empty list. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { SerialPort } from 'serialport'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import { trainingPorts } from './trainingPorts'
import { findUsbDevice, serialProfile } from './usbDevices'

/** The fields of serialport's own listing that are used. */
interface ListedPort {
  path: string
  manufacturer?: string
  vendorId?: string
  productId?: string
  serialNumber?: string
}

export interface PortSources {
  list(): Promise<ListedPort[]>
  /** Linux names serial ports that no chip stands behind; false for those. */
  isWired(path: string): Promise<boolean>
}

const systemPorts: PortSources = { list: () => SerialPort.list(), isWired }

/** USB ports first, then built-in ones, then the training devices. Pseudo-terminals are never listed: their path is typed. */
export async function listPorts(sources: PortSources = systemPorts): Promise<SerialPortInfo[]> {
  // Without udevadm the listing rejects; the person can still type a path.
  const listed = await sources.list().catch(() => [])
  const wired = await Promise.all(listed.map(({ path }) => sources.isWired(path)))
  const ports = listed.filter((_port, index) => wired[index]).map(describePort)
  const rank = ({ vendorId }: SerialPortInfo) => (vendorId === null ? 1 : 0)
  ports.sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path, 'en', { numeric: true }))
  return [...ports, ...trainingPorts]
}

function describePort(port: ListedPort): SerialPortInfo {
  const vendorId = port.vendorId ?? null
  const productId = port.productId ?? null
  return {
    path: callOut(port.path),
    manufacturer: port.manufacturer ?? null,
    vendorId,
    productId,
    serialNumber: port.serialNumber ?? null,
    guess: findUsbDevice(vendorId, productId)?.guess ?? null,
    ...serialProfile(vendorId, productId),
    simulated: false,
  }
}

/** macOS lists the name that waits for a call to come in; the one that calls out opens at once. */
function callOut(path: string): string {
  return process.platform === 'darwin' ? path.replace(/^\/dev\/tty\./, '/dev/cu.') : path
}

async function isWired(path: string): Promise<boolean> {
  if (!/^\/dev\/ttyS\d+$/.test(path)) return true
  // The kernel's port type 0 is "unknown": a name without a chip.
  const type = await readFile(`/sys/class/tty/${basename(path)}/type`, 'utf8').catch(() => '')
  return type.trim() !== '0'
}
