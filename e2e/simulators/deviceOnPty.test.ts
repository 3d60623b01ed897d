import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Problem } from '#core/model/problem'
import { createSimulatedHotspot } from '#core/provisioning/simulated/simulatedHotspot'
import { listPorts } from '#main/devices/listPorts'
import { createLinkOpener } from '#main/devices/openLink'
import { serialPortTiming } from '#main/devices/openSerialPort'
import { type DeviceOnPty, deviceOnPty } from './deviceOnPty'
import { startProvisioning } from './startProvisioning'

const patience = { timeout: 10_000 }

describe('a pseudo-terminal as a port', () => {
  const cleanUps: Array<() => Promise<unknown>> = []
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
  })

  async function plugIn(): Promise<DeviceOnPty> {
    const hotspot = await deviceOnPty(createSimulatedHotspot())
    cleanUps.push(hotspot.stop)
    return hotspot
  }

  function provisioning(timing = serialPortTiming) {
    const run = startProvisioning(createLinkOpener({ timing }))
    cleanUps.push(() => run.service.closeAll())
    return run
  }

  it('vanishes when the cable is pulled between two steps', async () => {
    const hotspot = await plugIn()
    const run = provisioning()
    const { sessionId } = await run.open(hotspot.path)
    await run.identify(sessionId)
    await hotspot.pullCable()
    await expect.poll(() => run.states.at(-1)?.phase, patience).toBe('lost')
    await expect(run.scan(sessionId)).rejects.toMatchObject({ code: 'port.vanished' })
    await expect(run.open(hotspot.path)).rejects.toMatchObject({ code: 'port.not-found' })
  })

  it.each([0, 3, 10, 30, 60, 100, 300])('vanishes when the cable is pulled %i ms into a scan', async (delayMs) => {
    const hotspot = await plugIn()
    const run = provisioning()
    const { sessionId } = await run.open(hotspot.path)
    await run.identify(sessionId)
    // The scan may be over before the cable is out; either way the session must notice.
    const scanning = run.scan(sessionId).catch((problem: Problem) => expect(problem.code).toBe('port.vanished'))
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    await hotspot.pullCable()
    await scanning
    await expect.poll(() => run.states.at(-1)?.phase, patience).toBe('lost')
    expect((await run.sign(sessionId)).facts.identified).toBe(true)
  })

  it('that the system lists as a USB device is signed with its numbers', async () => {
    const hotspot = await plugIn()
    const folder = await mkdtemp(join(tmpdir(), 'commonmast-udev-'))
    cleanUps.push(() => rm(folder, { recursive: true }))
    const device = join(folder, 'ttyUSB-hotspot')
    await symlink(realpathSync(hotspot.path), device)
    // The listing asks udevadm; this one knows a single device, the pseudo-terminal.
    const said = ['P: /devices/usb1', 'N: ttyUSB-hotspot', `E: DEVNAME=${device}`, 'E: ID_VENDOR_ID=10c4', 'E: ID_MODEL_ID=ea60']
    const lines = [...said, 'E: ID_SERIAL_SHORT=0042'].map((line) => `echo '${line}'`)
    await writeFile(join(folder, 'udevadm'), ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 })
    const path = process.env.PATH
    process.env.PATH = `${folder}:${path}`
    try {
      const run = startProvisioning(createLinkOpener(), { listPorts: () => listPorts() })
      cleanUps.push(() => run.service.closeAll())
      const [listed] = await listPorts()
      expect(listed).toMatchObject({ path: device, guess: 'ESP32 board or hotspot (CP210x bridge)', simulated: false })
      const { sessionId } = await run.open(device)
      await run.identify(sessionId)
      expect((await run.sign(sessionId)).facts.port).toEqual({
        path: device,
        vendorId: '10c4',
        productId: 'ea60',
        serialNumber: '0042',
      })
    } finally {
      process.env.PATH = path
    }
  })

  it('is taken for gone when only its path disappears, which the system does not report', async () => {
    const hotspot = await plugIn()
    const run = provisioning({ ...serialPortTiming, watchMs: 20 })
    await run.open(hotspot.path)
    rmSync(hotspot.path)
    await expect.poll(() => run.states.at(-1), patience).toMatchObject({ phase: 'lost', problem: { code: 'port.vanished' } })
  })

  it('that another program holds is reported as such', async () => {
    const hotspot = await plugIn()
    const other = createLinkOpener()
    const link = await other(hotspot.path, 115_200)
    cleanUps.push(() => link.close())
    await expect(provisioning().open(hotspot.path)).rejects.toMatchObject({
      code: 'port.busy',
      message: expect.stringContaining('Another program'),
    })
  })

  it.each([
    ['/dev/ttyNoSuchPort', 'port.not-found'],
    ['/etc', 'port.not-serial'],
    ['/etc/hostname', 'port.not-serial'],
  ])('%s does not open: %s', async (path, code) => {
    const run = provisioning()
    await expect(run.open(path)).rejects.toMatchObject({ code })
    expect(run.journal.map(({ kind }) => kind)).toEqual(['provisioning.open.begin', 'provisioning.open.failed'])
  })

  it('says that it has no DTR and RTS instead of failing', async () => {
    const hotspot = await plugIn()
    const link = await createLinkOpener()(hotspot.path, 115_200)
    cleanUps.push(() => link.close())
    expect(await link.setLines({ dtr: false, rts: false })).toBe(false)
  })

  it('takes no bytes after it was closed', async () => {
    const hotspot = await plugIn()
    const link = await createLinkOpener()(hotspot.path, 115_200)
    await link.close()
    await link.close()
    await expect(link.write(Uint8Array.of(10))).rejects.toMatchObject({ code: 'port.closed' })
  })

  it('leaves no open handle behind after many sessions', async () => {
    const hotspot = await plugIn()
    const run = provisioning()
    const device = realpathSync(hotspot.path)
    const handles = () =>
      readdirSync('/proc/self/fd').filter((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`) === device
        } catch {
          return false // Closed since it was listed.
        }
      }).length
    const before = handles()
    for (let round = 0; round < 10; round += 1) {
      const { sessionId } = await run.open(hotspot.path)
      expect(handles()).toBe(before + 1)
      await run.close(sessionId)
    }
    expect(handles()).toBe(before)
  })

  it('is gone with its folder and its process after stop', async () => {
    const hotspot = await deviceOnPty(createSimulatedHotspot())
    await hotspot.stop()
    expect(existsSync(dirname(hotspot.path))).toBe(false)
  })

  it('without socat says how to get it', async () => {
    const path = process.env.PATH
    process.env.PATH = '/nowhere'
    try {
      await expect(deviceOnPty(createSimulatedHotspot())).rejects.toThrow('install it with "apt-get install socat"')
    } finally {
      process.env.PATH = path
    }
  })

  it('keeps the process alive when the other end is killed while bytes are being written', async () => {
    const hotspot = await plugIn()
    const link = await createLinkOpener()(hotspot.path, 115_200)
    const closed = new Promise((resolve) => link.onClosed(resolve))
    const written = link.write(new Uint8Array(200_000)).catch((problem: unknown) => problem)
    await hotspot.pullCable()
    expect(await closed).toMatchObject({ code: 'port.vanished' })
    expect(await written).toMatchObject({ code: 'port.vanished' })
  })
})

describe('socat', () => {
  it('is there, because the tests above need it', async () => {
    const [code] = (await once(spawn('socat', ['-V'], { stdio: 'ignore' }), 'exit')) as [number]
    expect(code, 'install it with "apt-get install socat"').toBe(0)
  })
})
