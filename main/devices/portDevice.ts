/** A serial port has several names: links under /dev/serial, two devices on macOS, any case on Windows. One name stands for all. */
import { realpath } from 'node:fs/promises'

/** The name by which two paths can be compared; of a path that is nowhere, its own. Never fails. */
export async function portDevice(path: string, platform: string = process.platform): Promise<string> {
  if (platform === 'win32') return path.replace(/^\\\\[.?]\\/, '').toUpperCase()
  const device = await realpath(path).catch(() => path)
  // For calls that come in, and for those that go out.
  return platform === 'darwin' ? device.replace(/^\/dev\/tty\./, '/dev/cu.') : device
}

/** The listed port that `path` is a name of, or null. */
export async function findPort<Port extends { path: string }>(
  ports: readonly Port[],
  path: string,
  platform: string = process.platform,
): Promise<Port | null> {
  const exact = ports.find((port) => port.path === path)
  if (exact) return exact
  const device = await portDevice(path, platform)
  const devices = await Promise.all(ports.map((port) => portDevice(port.path, platform)))
  return ports[devices.indexOf(device)] ?? null
}
