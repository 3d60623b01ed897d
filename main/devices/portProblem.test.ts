import { describe, expect, it } from 'vitest'
import { openProblem, vanishedProblem } from './portProblem'

describe('a port that does not open', () => {
  // The left column is what the system's serial driver really says.
  it.each([
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'linux', 'port.not-permitted', 'sudo usermod -aG dialout $USER'],
    ['Error: Permission denied, cannot open /dev/cu.x', 'darwin', 'port.not-permitted', 'sudo chmod a+rw /dev/ttyUSB0'],
    ['Opening COM3: Access denied', 'win32', 'port.busy', 'Another program has /dev/ttyUSB0 open'],
    ['Error Resource temporarily unavailable Cannot lock port', 'linux', 'port.busy', 'Another program has /dev/ttyUSB0 open'],
    ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'linux', 'port.busy', 'close it'],
    ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'linux', 'port.not-found', 'check the cable and the path'],
    ['Opening COM9: File not found', 'win32', 'port.not-found', 'check the cable and the path'],
    ['Error: Inappropriate ioctl for device', 'linux', 'port.not-serial', 'not a serial port'],
    ['Error: Is a directory, cannot open /tmp', 'linux', 'port.not-serial', 'not a serial port'],
    ['Error: Input/output error', 'linux', 'port.cannot-open', 'plug it in and try again'],
  ])('%s on %s', (said, platform, code, advice) => {
    const problem = openProblem('/dev/ttyUSB0', new Error(said), platform)
    expect(problem).toMatchObject({ code, cause: said })
    expect(problem.message).toContain(advice)
  })

  it('and one that vanished says that the cable was pulled', () => {
    expect(vanishedProblem('/dev/ttyUSB0')).toMatchObject({ code: 'port.vanished', cause: undefined })
    expect(vanishedProblem('/dev/ttyUSB0').message).toContain('The cable was pulled')
  })
})
