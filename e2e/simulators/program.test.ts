/** The built programs themselves: a device that is a program behind socat, and a console that is killed in the middle of a step. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:fs'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { encodeCommand, improvCommand } from '#core/provisioning/improv/rpc'
import { createSimulatedHotspot } from '#core/provisioning/simulated/simulatedHotspot'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import { createLinkOpener } from '#main/devices/openLink'
import { connectToConsole } from '../consoleSocket'
import { startConsole } from '../consoleUnderTest'
import { deviceOnPty } from './deviceOnPty'
import { formsOf } from './secretForms'
import { pty, startCable } from './socat'
import { startProvisioning } from './startProvisioning'

const cli = resolve('out/main/cli.js')
const patience = { timeout: 15_000 }
const cleanUps: Array<() => Promise<unknown>> = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

describe('a simulated device as a program of its own', () => {
  it('is a port behind socat, goes into service like any other, and ends with its cable', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'commonmast-program-'))
    cleanUps.push(() => rm(folder, { recursive: true, force: true }))
    const path = join(folder, 'ttyProgram')
    const pidFile = join(folder, 'pid')
    // A shell writes down its process, then becomes the device.
    const program = `sh -c 'echo $$ > ${pidFile}; exec ${process.execPath} ${cli} simulate hotspot --unit 7 --fault noise'`
    const cable = await startCable([pty(path), `SYSTEM:"${program.replaceAll("'", "\\'")}"`], [path])
    cleanUps.push(cable.pull)
    const keeper = await open(path, constants.O_RDWR | constants.O_NOCTTY)
    cleanUps.push(() => keeper.close())

    const run = startProvisioning(createLinkOpener())
    cleanUps.push(() => run.service.closeAll())
    const { sessionId } = await run.open(path, 'improv')
    expect(await run.identify(sessionId)).toMatchObject({
      identified: true,
      simulated: true,
      device: { name: 'Hardy Pewter Dunlin' },
    })
    expect(await run.connect(sessionId, 'Library Guest', 'any')).toMatchObject({ connected: true, urls: ['http://192.0.2.16/'] })
    expect(verifyProvisioning(await run.sign(sessionId))).toEqual([])
    const pid = Number(await readFile(pidFile, 'utf8'))
    expect(isRunning(pid)).toBe(true)
    await cable.pull()
    await expect.poll(() => run.states.at(-1)?.phase, patience).toBe('lost')
    await expect.poll(() => isRunning(pid), patience).toBe(false)
  })

  it('ends by itself when a fault pulls the cable, with nothing but the bytes of the device on its output', async () => {
    const child = spawn(process.execPath, [cli, 'simulate', 'hotspot', '--fault', 'unplug-after-bytes=30'])
    let said = Buffer.alloc(0)
    child.stdout.on('data', (bytes: Buffer) => {
      said = Buffer.concat([said, bytes])
    })
    child.stdin.write(encodeCommand(improvCommand.deviceInfo))
    expect(await once(child, 'exit')).toEqual([0, null])
    expect([said.length, said.subarray(0, 6).toString()]).toEqual([30, 'IMPROV'])
  })
})

describe('a console that is killed while a device joins a network', () => {
  it('says after its next start what is known of the device and what is not, and goes on with it', async () => {
    const secret = 'unique-Kestrel-50531'
    const hotspot = createSimulatedHotspot({ joinDelayMs: 1_500 })
    let heard = ''
    const device = await deviceOnPty({
      ...hotspot,
      receive(bytes) {
        heard += Buffer.from(bytes).toString('latin1')
        return hotspot.receive(bytes)
      },
    })
    cleanUps.push(device.stop)
    const first = await startConsole({ programDir: process.cwd() })
    cleanUps.push(() => rm(first.dataDir, { recursive: true, force: true }), first.kill)
    const before = await connectToConsole(first.url)
    const opening = { path: device.path, baudRate: 115_200, driver: 'improv', workOrderId: 'order-7' } as const
    const { sessionId } = await before.call('provisioning.open', { ...opening, resumes: null })
    await before.call('provisioning.step', { sessionId, order: { kind: 'identify' } })
    const order = { kind: 'connect', ssid: 'Library Guest', password: secret, keep: 'memory' } as const
    const joining = before.call('provisioning.step', { sessionId, order }).catch((problem: unknown) => problem)
    // The device is asked once more who it is before it gets them.
    await expect.poll(() => heard, patience).toContain(secret)
    await first.kill()
    expect(await joining).toMatchObject({ code: 'contract.disconnected' })

    const second = await startConsole({ programDir: process.cwd(), again: first })
    cleanUps.push(second.stop)
    const after = await connectToConsole(second.url)
    const [unfinished, ...others] = await after.call('provisioning.unfinished', {})
    expect(others).toEqual([])
    expect(unfinished).toMatchObject({
      workOrderId: 'order-7',
      inDoubt: 'connect',
      state: {
        sessionId,
        path: device.path,
        phase: 'lost',
        identified: true,
        connected: false,
        device: { name: 'Brisk Copper Heron' },
      },
      summary: expect.stringContaining('whether the device joined is not known'),
    })
    const journal = await readFile(join(first.dataDir, 'journal.jsonl'), 'utf8')
    expect(journal).toContain('Library Guest')
    for (const form of formsOf(secret)) expect([journal, JSON.stringify(unfinished)].join('\n')).not.toContain(form)

    const again = await after.call('provisioning.open', { ...opening, resumes: sessionId })
    await after.call('provisioning.step', { sessionId: again.sessionId, order: { kind: 'identify' } })
    // By now the device has joined, or not: it is asked instead of being believed.
    const verified = await after.call('provisioning.step', { sessionId: again.sessionId, order: { kind: 'verify' } })
    expect(verified).toMatchObject({ connected: true, problem: null })
    const position = { lat: 50.9, lng: 6.9, source: 'typed', fix: null } as const
    const file = await after.call('provisioning.sign', {
      sessionId: again.sessionId,
      workOrderId: 'order-7',
      technician: null,
      position,
      placement: [],
    })
    expect(verifyProvisioning(file)).toEqual([])
    expect(file.facts.steps.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['identify', 'done'],
      ['connect', null],
      ['identify', 'done'],
      ['verify', 'done'],
    ])
    await after.call('provisioning.close', { sessionId: again.sessionId, saved: true })
    expect(await after.call('provisioning.unfinished', {})).toEqual([])
    before.close()
    after.close()
  })
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
