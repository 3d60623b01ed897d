/** What a USB serial device probably is, by its vendor and product numbers; a guess, and shown as one. */
import type { DriverName } from '#core/provisioning/session/sessionState'

export interface UsbDevice {
  vendorId: string
  /** Missing: every product of the vendor. */
  productId?: string
  guess: string
  /**
   * DTR and RTS stay as the system opened them. Behind a bridge chip they drive reset and boot pins, so a silent device is
   * asked once more with both released; native USB devices take released lines for a host that has gone.
   */
  onSilence: 'release-lines' | 'leave'
  /** Tried first, before the others. */
  drivers?: readonly DriverName[]
  /** Where it is not the usual one. */
  baudRate?: number
}

const usbDevices: UsbDevice[] = [
  { vendorId: '303a', guess: 'Espressif ESP32 with its own USB', onSilence: 'leave' },
  { vendorId: '10c4', productId: 'ea60', guess: 'ESP32 board or hotspot (CP210x bridge)', onSilence: 'release-lines' },
  { vendorId: '1a86', productId: '7523', guess: 'ESP32 or RAK board (CH340 bridge)', onSilence: 'release-lines' },
  { vendorId: '1a86', guess: 'ESP32 board (WCH bridge)', onSilence: 'release-lines' },
  { vendorId: '0403', guess: 'Board or cable with an FTDI bridge', onSilence: 'release-lines' },
  { vendorId: '067b', guess: 'GPS receiver or cable with a Prolific bridge', onSilence: 'release-lines' },
  { vendorId: '239a', guess: 'RAK WisBlock or another nRF52 board', onSilence: 'leave', drivers: ['rak-at'] },
  { vendorId: '2886', guess: 'Seeed board or hotspot', onSilence: 'leave' },
  { vendorId: '1546', guess: 'u-blox GNSS receiver', onSilence: 'leave', drivers: ['nmea'], baudRate: 9600 },
  { vendorId: '0e8d', productId: '3329', guess: 'MediaTek GNSS receiver', onSilence: 'leave', drivers: ['nmea'] },
  {
    vendorId: '0525',
    productId: 'a4a7',
    guess: 'Linux device with a USB console',
    onSilence: 'leave',
    drivers: ['linux-console'],
  },
  {
    vendorId: '1d6b',
    productId: '0104',
    guess: 'Linux device with a USB console',
    onSilence: 'leave',
    drivers: ['linux-console'],
  },
  { vendorId: '0483', guess: 'STM32 board', onSilence: 'leave' },
]

/** @param vendorId and productId as four hexadecimal digits, in either case. */
export function findUsbDevice(vendorId: string | null, productId: string | null): UsbDevice | null {
  if (vendorId === null) return null
  const vendor = usbDevices.filter((device) => device.vendorId === vendorId.toLowerCase())
  return (
    vendor.find((device) => device.productId === productId?.toLowerCase()) ??
    vendor.find((device) => device.productId === undefined) ??
    null
  )
}

const USUAL_BAUD_RATE = 115_200

/** How a port is opened, and which protocols are tried first on it. */
export function serialProfile(vendorId: string | null, productId: string | null): { drivers: DriverName[]; baudRate: number } {
  const device = findUsbDevice(vendorId, productId)
  return { drivers: [...(device?.drivers ?? [])], baudRate: device?.baudRate ?? USUAL_BAUD_RATE }
}
