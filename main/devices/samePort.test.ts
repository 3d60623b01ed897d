import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../fixtures/readFixture'
import { listPorts, portsObstacle } from './listPorts'

const cases = readFixtureJson('cases/serial/cases.json') as { id: string; input: { ports?: string[] } }[]
const twice = cases.find(({ id }) => id === 'ports-listed-twice')?.input.ports ?? []
const usb = { vendorId: '1a86', productId: '7523', locationId: '14200000' }

async function listed(ports: { path: string; locationId?: string; vendorId?: string; serialNumber?: string }[]) {
  const found = await listPorts({ list: async () => ports, isWired: async () => true })
  return found.filter(({ simulated }) => !simulated).map(({ path }) => path)
}

describe('one device is one port', () => {
  it('ports-listed-twice: by two drivers, each as cu and tty', async () => {
    expect(twice).toHaveLength(4)
    expect(await listed(twice.map((path) => ({ path, ...usb })))).toEqual(['/dev/cu.usbserial-1420'])
    // The system may tell the numbers of one name only, or of none.
    expect(await listed(twice.map((path, at) => (at === 0 ? { path, ...usb } : { path })))).toHaveLength(1)
    expect(await listed(twice.map((path) => ({ path })))).toHaveLength(1)
    expect(await listed([...twice].reverse().map((path) => ({ path, ...usb })))).toEqual(['/dev/cu.usbserial-1420'])
  })

  it('what the system tells of either name is kept', async () => {
    const [port] = await listPorts({
      list: async () => [
        { path: '/dev/tty.usbmodem1' },
        { path: '/dev/cu.usbmodem1', ...usb, serialNumber: '7' },
        { path: '/dev/tty.usbmodem1' },
      ],
      isWired: async () => true,
    })
    expect(port).toMatchObject({ path: '/dev/cu.usbmodem1', vendorId: '1a86', serialNumber: '7' })
  })

  it('a CP210x by two drivers, whose names have nothing in common', async () => {
    expect(
      await listed([
        { path: '/dev/cu.SLAB_USBtoUART', locationId: '14300000', vendorId: '10c4' },
        { path: '/dev/cu.usbserial-0001', locationId: '14300000', vendorId: '10c4' },
      ]),
    ).toEqual(['/dev/cu.usbserial-0001'])
  })

  it.each([
    [
      'two ports of one chip',
      [
        { path: '/dev/cu.usbserial-FT1A', ...usb },
        { path: '/dev/cu.usbserial-FT1B', ...usb },
      ],
    ],
    [
      'two devices of one kind',
      [
        { path: '/dev/cu.usbserial-1420', ...usb },
        { path: '/dev/cu.wchusbserial1430', ...usb, locationId: '14300000' },
      ],
    ],
    [
      'two chips on one hub',
      [
        { path: '/dev/cu.usbserial-1420', locationId: '1', vendorId: '0403' },
        { path: '/dev/cu.wchusbserial1420', locationId: '2', vendorId: '1a86' },
      ],
    ],
    [
      'Linux',
      [
        { path: '/dev/ttyUSB0', ...usb },
        { path: '/dev/ttyUSB1', ...usb },
      ],
    ],
    [
      'Windows',
      [
        { path: 'COM3', ...usb },
        { path: 'COM4', ...usb },
      ],
    ],
  ])('%s stay two', async (_what, ports) => {
    expect(await listed(ports)).toHaveLength(2)
  })
})

describe('a system that cannot list its ports', () => {
  it.each([
    ['spawn udevadm ENOENT', 'sudo apt install udev"'],
    ['libudev.so.1: cannot open shared object file: No such file or directory', 'sudo apt install libudev1"'],
    ['something else', 'typing its path'],
  ])('says so, with the package: %s', async (said, advice) => {
    const problem = await portsObstacle({ list: () => Promise.reject(new Error(said)) })
    expect(problem).toMatchObject({ code: 'port.no-list', message: expect.stringContaining(advice) })
  })

  it('has nothing to say where it can, also when there is no port', async () => {
    expect(await portsObstacle({ list: async () => [] })).toBeNull()
  })
})
