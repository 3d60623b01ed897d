/** Which of the ports may be a satellite receiver's, those that look like one first. */
import type { SerialPortInfo } from '#core/contract/consoleContract'
import type { SessionState } from '#core/provisioning/session/sessionState'

/** The device in hand, as far as the choice of a receiver depends on it. */
export type DeviceInHand = Pick<SessionState, 'path' | 'phase' | 'simulated' | 'abilities'>

/** Usual speeds of receivers, and that of what sits behind USB. */
const BAUD_RATES = [4_800, 9_600, 38_400, 115_200]

export function isReceiver({ drivers }: SerialPortInfo): boolean {
  return drivers.includes('nmea')
}

/**
 * The device's own port is taken by it until it is pulled out. A training receiver measures nothing, so it is only for
 * training devices; training devices of other kinds are no receivers.
 */
export function receiverPorts(ports: readonly SerialPortInfo[], device: DeviceInHand | null): SerialPortInfo[] {
  const takenPath = device && device.phase !== 'lost' && device.phase !== 'closed' ? device.path : null
  const possible = ports.filter((port) => port.path !== takenPath && (!port.simulated || (device?.simulated && isReceiver(port))))
  return [...possible.filter(isReceiver), ...possible.filter((port) => !isReceiver(port))]
}

/** Whether the device in hand can itself say where it is. */
export function receivesItself(device: DeviceInHand | null): boolean {
  return (
    device !== null && (device.phase === 'idle' || device.phase === 'failed') && device.abilities.includes('receive-position')
  )
}

/** What can be chosen; the port's own is among them. */
export function receiverSpeeds(port: Pick<SerialPortInfo, 'baudRate'> | null): number[] {
  return [...new Set([...BAUD_RATES, ...(port ? [port.baudRate] : [])])].sort((a, b) => a - b)
}

/** Receivers that nobody set otherwise speak at 9600; what is only a guess of a port is not one of a receiver. */
export function usualSpeed(port: SerialPortInfo | null): number {
  return port && isReceiver(port) ? port.baudRate : 9_600
}
