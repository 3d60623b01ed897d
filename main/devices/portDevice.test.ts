import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPort } from './portDevice'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-port-'))
  await writeFile(join(folder, 'ttyACM0'), '')
  await symlink(join(folder, 'ttyACM0'), join(folder, 'usb-Nordic-if00'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('a typed path', () => {
  it('is the listed port that it leads to', async () => {
    const ports = [{ path: join(folder, 'ttyUSB0') }, { path: join(folder, 'ttyACM0') }]
    expect(await findPort(ports, join(folder, 'usb-Nordic-if00'))).toBe(ports[1])
    expect(await findPort(ports, join(folder, 'ttyACM0'))).toBe(ports[1])
    expect(await findPort(ports, join(folder, 'ttyACM1'))).toBeNull()
    expect(await findPort(ports, 'simulated:hotspot')).toBeNull()
  })

  it.each([
    ['win32', 'COM3', 'com3'],
    ['win32', 'COM12', '\\\\.\\COM12'],
    ['darwin', '/dev/cu.usbserial-1', '/dev/tty.usbserial-1'],
  ])('on %s names %s as %s too', async (platform, listed, typed) => {
    const port = { path: listed }
    expect(await findPort([{ path: 'another' }, port], typed, platform)).toBe(port)
    expect(await findPort([port], `${typed}9`, platform)).toBeNull()
    expect(await findPort([port], typed, 'linux')).toBeNull()
  })
})
