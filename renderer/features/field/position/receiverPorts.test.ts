import { describe, expect, it } from 'vitest'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import { type DeviceInHand, receiverPorts, receiverSpeeds, receivesItself, usualSpeed } from './receiverPorts'

const usual = { manufacturer: null, vendorId: '1a86', productId: '7523', serialNumber: null, guess: null, baudRate: 115_200 }
const board: SerialPortInfo = { ...usual, path: '/dev/ttyUSB0', drivers: [], simulated: false }
const gnss: SerialPortInfo = {
  ...usual,
  path: '/dev/ttyACM0',
  vendorId: '1546',
  drivers: ['nmea'],
  baudRate: 9_600,
  simulated: false,
}
const training: SerialPortInfo = { ...gnss, path: 'simulated:receiver', vendorId: null, simulated: true }
const hotspot: SerialPortInfo = { ...board, path: 'simulated:hotspot', drivers: ['improv'], simulated: true }
const ports = [board, gnss, training, hotspot]
const device: DeviceInHand = { path: board.path, phase: 'idle', simulated: false, abilities: ['verify'] }

describe('receiverPorts', () => {
  it('puts receivers first and leaves the device in hand out', () => {
    const other = { ...board, path: '/dev/ttyUSB1' }
    expect(receiverPorts([board, other, gnss], device)).toEqual([gnss, other])
  })

  it('offers the port again that the device was pulled out of', () => {
    expect(receiverPorts([board, gnss], { ...device, phase: 'lost' })).toEqual([gnss, board])
  })

  it('offers training receivers to training devices only', () => {
    expect(receiverPorts(ports, device)).toEqual([gnss])
    expect(receiverPorts(ports, null)).toEqual([gnss, board])
    expect(receiverPorts(ports, { ...device, path: hotspot.path, simulated: true })).toEqual([gnss, training, board])
  })
})

describe('receivesItself', () => {
  it('needs a device that can, and that is there', () => {
    const able: DeviceInHand = { ...device, abilities: ['receive-position'] }
    expect(receivesItself(able)).toBe(true)
    expect(receivesItself({ ...able, phase: 'lost' })).toBe(false)
    expect(receivesItself(device)).toBe(false)
    expect(receivesItself(null)).toBe(false)
  })
})

describe('the speed', () => {
  it("is the receiver's own, and 9600 where nobody knows", () => {
    expect(usualSpeed({ ...gnss, baudRate: 38_400 })).toBe(38_400)
    expect(usualSpeed(board)).toBe(9_600)
    expect(usualSpeed(null)).toBe(9_600)
  })

  it('can be one of the usual ones or what the port is known for', () => {
    expect(receiverSpeeds({ baudRate: 57_600 })).toEqual([4_800, 9_600, 38_400, 57_600, 115_200])
    expect(receiverSpeeds(null)).toEqual([4_800, 9_600, 38_400, 115_200])
  })
})
