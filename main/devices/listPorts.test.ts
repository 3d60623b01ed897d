import { describe, expect, it } from 'vitest'
import { listPorts } from './listPorts'
import { findUsbDevice, serialProfile } from './usbDevices'

const everyPortIsWired = async () => true

describe('the list of ports', () => {
  it('has only training devices where the system cannot list ports', async () => {
    const list = () => Promise.reject(new Error('spawn udevadm ENOENT'))
    const ports = await listPorts({ list, isWired: everyPortIsWired })
    expect(ports[0]).toMatchObject({ path: 'simulated:hotspot', simulated: true, drivers: ['improv'], baudRate: 115_200 })
    expect(ports).toContainEqual(expect.objectContaining({ path: 'simulated:receiver', drivers: ['nmea'], baudRate: 9_600 }))
    expect(
      ports.every(({ path, simulated, guess }) => simulated && path.startsWith('simulated:') && guess?.includes('simulated')),
    ).toBe(true)
  })

  it('shows USB ports first, with a guess, and leaves out names without a chip', async () => {
    const list = async () => [
      { path: '/dev/ttyS0' },
      { path: '/dev/ttyS4' },
      { path: '/dev/ttyUSB10', vendorId: '10C4', productId: 'EA60', manufacturer: 'Silicon Labs', serialNumber: '0001' },
      { path: '/dev/ttyUSB2', vendorId: '1234', productId: '5678' },
    ]
    const ports = await listPorts({ list, isWired: async (path) => path !== '/dev/ttyS0' })
    expect(ports.slice(0, 4).map(({ path }) => path)).toEqual([
      '/dev/ttyUSB2',
      '/dev/ttyUSB10',
      '/dev/ttyS4',
      'simulated:hotspot',
    ])
    expect(ports[0]?.guess).toBeNull()
    expect(ports[1]).toEqual({
      path: '/dev/ttyUSB10',
      manufacturer: 'Silicon Labs',
      vendorId: '10C4',
      productId: 'EA60',
      serialNumber: '0001',
      guess: 'ESP32 board or hotspot (CP210x bridge)',
      drivers: [],
      baudRate: 115_200,
      simulated: false,
    })
  })

  it('works on this machine, whatever it has', async () => {
    expect((await listPorts()).map(({ path }) => path)).toContain('simulated:hotspot')
  })
})

describe('a guess by USB numbers', () => {
  it.each([
    ['303a', '1001', 'Espressif ESP32 with its own USB', 'leave'],
    ['1A86', '7523', 'ESP32 or RAK board (CH340 bridge)', 'release-lines'],
    ['1a86', '55d4', 'ESP32 board (WCH bridge)', 'release-lines'],
    ['239a', '8029', 'RAK WisBlock or another nRF52 board', 'leave'],
  ])('%s:%s is %s', (vendorId, productId, guess, onSilence) => {
    expect(findUsbDevice(vendorId, productId)).toMatchObject({ guess, onSilence })
  })

  it.each([
    ['1546', '01A8', { drivers: ['nmea'], baudRate: 9_600 }],
    ['0525', 'A4A7', { drivers: ['linux-console'], baudRate: 115_200 }],
    ['239a', '8029', { drivers: ['rak-at'], baudRate: 115_200 }],
    [null, null, { drivers: [], baudRate: 115_200 }],
  ])('%s:%s is opened and asked so: %o', (vendorId, productId, profile) => {
    expect(serialProfile(vendorId, productId)).toEqual(profile)
  })

  it.each([
    [null, null],
    ['ffff', '0001'],
    ['10c4', '0001'],
  ])('%s:%s is not guessed', (vendorId, productId) => {
    expect(findUsbDevice(vendorId, productId)).toBeNull()
  })
})
