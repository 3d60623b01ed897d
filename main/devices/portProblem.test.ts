import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { openProblem, openTimeoutProblem, vanishedProblem } from './portProblem'
import { lookAround, type PortSurroundings } from './portSurroundings'

const plain: PortSurroundings = { platform: 'linux', sandbox: null, group: null, loggedInBefore: false, modemManager: false }

describe('a port that does not open', () => {
  // The left column is what the system's serial driver really says.
  it.each([
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'linux', 'port.not-permitted', 'sudo usermod -aG dialout $USER'],
    ['Error: Permission denied, cannot open /dev/cu.x', 'darwin', 'port.not-permitted', 'sudo chmod a+rw /dev/ttyUSB0'],
    ['Opening COM3: Access denied', 'win32', 'port.busy', 'Another program has /dev/ttyUSB0 open'],
    ['Error Resource temporarily unavailable Cannot lock port', 'linux', 'port.busy', 'Another program has /dev/ttyUSB0 open'],
    ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'linux', 'port.busy', 'close it'],
    ['Error: Resource busy, cannot open /dev/cu.x', 'darwin', 'port.busy', 'close it'],
    ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'linux', 'port.not-found', 'check the cable and the path'],
    ['Error: No such device, cannot open /dev/ttyUSB0', 'linux', 'port.not-found', 'check the cable and the path'],
    ['Opening COM9: File not found', 'win32', 'port.not-found', 'check the cable and the path'],
    ['Opening COM9: Unknown error code 31', 'win32', 'port.no-driver', 'install its USB driver'],
    ['Error: Inappropriate ioctl for device', 'linux', 'port.not-serial', 'not a serial port'],
    ['Error: Is a directory, cannot open /tmp', 'linux', 'port.not-serial', 'not a serial port'],
    ['Error: Input/output error', 'linux', 'port.cannot-open', 'plug it in and try again'],
  ])('%s on %s', (said, platform, code, advice) => {
    const problem = openProblem('/dev/ttyUSB0', new Error(said), { ...plain, platform })
    expect(problem).toMatchObject({ code, causeText: said })
    expect(problem.message).toContain(advice)
  })

  const denied = new Error('Error: Permission denied, cannot open /dev/ttyUSB0')

  it.each([
    ['names the very group of the port', { group: 'uucp' }, 'run "sudo usermod -aG uucp $USER"'],
    ['sees a login from before the group', { group: 'uucp', loggedInBefore: true }, 'log out, log in and try again'],
    ['knows the sandbox of snap', { sandbox: { kind: 'snap', name: 'mast' } }, '"sudo snap connect mast:raw-usb"'],
    ['knows the sandbox of Flatpak', { sandbox: { kind: 'flatpak', name: 'org.mast' } }, '--device=all org.mast"'],
  ] as const)('the remedy %s', (_how, around, remedy) => {
    expect(openProblem('/dev/ttyUSB0', denied, { ...plain, ...around }).message).toContain(remedy)
  })

  it.each([
    ['/dev/ttyACM0', true, true],
    ['/dev/ttyACM0', false, false],
    ['/dev/ttyS0', true, false],
  ])('%s that is busy, with ModemManager running: %s', (path, modemManager, named) => {
    const { message } = openProblem(path, new Error('Cannot lock port'), { ...plain, modemManager })
    expect(message.includes('sudo systemctl stop ModemManager')).toBe(named)
  })

  it('is told by the name that opens on macOS when it waits for a call', () => {
    expect(openTimeoutProblem('/dev/tty.usbserial-1').message).toContain('open /dev/cu.usbserial-1 instead')
    expect(openTimeoutProblem('/dev/ttyUSB0').message).toContain('unplug the device')
  })

  it('and one that vanished says that the cable was pulled', () => {
    expect(vanishedProblem('/dev/ttyUSB0')).toMatchObject({ code: 'port.vanished', causeText: undefined })
    expect(vanishedProblem('/dev/ttyUSB0').message).toContain('The cable was pulled')
  })

  it('is of no group that names nobody, also where no variable names the account', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'commonmast-group-'))
    const port = join(folder, 'port')
    await writeFile(port, '')
    // Only root may give a file away; else it is in the own group, which names nobody either.
    await chown(port, userInfo().uid, userInfo().uid === 0 ? 20 : userInfo().gid)
    vi.stubEnv('USER', '')
    expect((await lookAround(port)).loggedInBefore).toBe(false)
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  })

  it('is looked into on this machine without a fault, also when it is not there', async () => {
    expect((await lookAround('/dev/ttyNoSuchPort')).platform).toBe(process.platform)
  })
})
