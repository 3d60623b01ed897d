import { describe, expect, it } from 'vitest'
import { isSimulatedPath, pluggedInAgain, readSimulatedPath } from './simulatedPath'

describe('the path of a training device', () => {
  it.each([
    ['simulated:hotspot', { device: 'hotspot', unit: null, faults: {} }],
    ['simulated:receiver?unit=12', { device: 'receiver', unit: 12, faults: {} }],
    ['simulated:hotspot?fault=noise', { device: 'hotspot', unit: null, faults: { noise: true } }],
    ['simulated:hotspot?unit=3&fault=silent', { device: 'hotspot', unit: 3, faults: { silent: true } }],
    ['simulated:hotspot?fault=fragment&fault=wrong-password', { faults: { fragment: true, wrongPassword: true } }],
    ['simulated:hotspot?fault=unplug-40', { faults: { unplugAfterBytes: 40 } }],
    ['simulated:hotspot?fault=slow', { faults: { joinDelayMs: 8_000 } }],
  ])('%s', (path, expected) => {
    expect(isSimulatedPath(path)).toBe(true)
    expect(readSimulatedPath(path)).toMatchObject(expected)
  })

  it.each([
    ['simulated:', 'simulated.unknown-device'],
    ['simulated:toString', 'simulated.unknown-device'],
    ['simulated:hotspots?unit=1', 'simulated.unknown-device'],
    ['simulated:hotspot?unit=0', 'simulated.bad-query'],
    ['simulated:hotspot?unit=1.5', 'simulated.bad-query'],
    ['simulated:hotspot?unit=1&unit=2', 'simulated.bad-query'],
    ['simulated:hotspot?unit=', 'simulated.bad-query'],
    ['simulated:hotspot?fault=gremlins', 'simulated.bad-query'],
    ['simulated:hotspot?fault=unplug-', 'simulated.bad-query'],
    ['simulated:hotspot?fault=', 'simulated.bad-query'],
    ['simulated:hotspot?speed=9', 'simulated.bad-query'],
  ])('%s is refused: %s', (path, code) => {
    expect(() => readSimulatedPath(path)).toThrow(expect.objectContaining({ code }))
  })

  it('plugged in again is the same without the pull', () => {
    expect(pluggedInAgain('simulated:hotspot?fault=noise&fault=unplug-40&unit=3')).toBe('simulated:hotspot?fault=noise&unit=3')
    expect(pluggedInAgain('simulated:hotspot?fault=unplug-40')).toBe('simulated:hotspot')
    expect(pluggedInAgain('simulated:hotspot?fault=unplug-after-bytes=40&unit=3')).toBe('simulated:hotspot?unit=3')
    expect(pluggedInAgain('simulated:hotspot')).toBe('simulated:hotspot')
  })

  it.each(['/dev/ttyUSB0', 'COM3', 'Simulated:hotspot'])('%s is a port of the system', (path) => {
    expect(isSimulatedPath(path)).toBe(false)
  })
})
