/** What goes wrong on a roof, with real ports: cables, two devices at once, another device than before, a device that does not stop talking. */
import { readdirSync, readlinkSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { afterEach, describe, expect, it } from 'vitest'
import type { SimulatedDevice } from '#core/provisioning/simulated/simulatedDevice'
import { createSimulatedGateway, trainingConsolePassword } from '#core/provisioning/simulated/simulatedGateway'
import { createSimulatedHotspot } from '#core/provisioning/simulated/simulatedHotspot'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import { systemClock } from '#main/devices/clock'
import { createLinkOpener } from '#main/devices/openLink'
import { openSimulatedLink } from '#main/devices/openSimulatedLink'
import { deviceOnPty } from './deviceOnPty'
import { promptClock } from './promptClock'
import { formsOf } from './secretForms'
import { startProvisioning } from './startProvisioning'

const patience = { timeout: 10_000 }
const cleanUps: Array<() => Promise<unknown>> = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function plugIn(device: SimulatedDevice) {
  const plugged = await deviceOnPty(device)
  cleanUps.push(plugged.stop)
  return plugged
}

function provisioning(openLink = createLinkOpener()) {
  const run = startProvisioning(openLink)
  cleanUps.push(() => run.service.closeAll())
  return run
}

/** Both devices on one cable: the first until `swap` is called. */
function swapping(first: SimulatedDevice, second: SimulatedDevice): SimulatedDevice & { swap(): void } {
  let current = first
  let started = true
  return {
    boot: () => current.boot(),
    receive(bytes) {
      const greeting = started ? [] : current.boot()
      started = true
      return [...greeting, ...current.receive(bytes)]
    },
    swap() {
      current = second
      started = false
    },
  }
}

describe('two devices at once', () => {
  it('keep their sessions, their states and their records apart', async () => {
    const [hotspot, gateway] = await Promise.all([
      plugIn(createSimulatedHotspot({ unit: 3, fragment: true })),
      plugIn(createSimulatedGateway({ unit: 5, loggedIn: true, noise: true })),
    ])
    const run = provisioning()
    const [first, second] = await Promise.all([run.open(hotspot.path, 'improv'), run.open(gateway.path, 'linux-console')])
    const both = async (kind: 'identify' | 'verify') =>
      Promise.all([run.order(first.sessionId, { kind }), run.order(second.sessionId, { kind })])
    await both('identify')
    await Promise.all([run.connect(first.sessionId, 'Library Guest', 'any'), run.order(second.sessionId, { kind: 'prove' })])
    await both('verify')
    const [hotspotFile, gatewayFile] = [await run.sign(first.sessionId), await run.sign(second.sessionId)]
    expect([...verifyProvisioning(hotspotFile), ...verifyProvisioning(gatewayFile)]).toEqual([])
    expect(hotspotFile.facts).toMatchObject({
      driver: 'improv',
      proved: false,
      device: { name: 'Dapper Cobalt Plover' },
      port: { path: hotspot.path },
    })
    expect(gatewayFile.facts).toMatchObject({
      driver: 'linux-console',
      proved: true,
      network: { ssid: null },
      port: { path: gateway.path },
    })
    expect(hotspotFile.facts.identifiers).not.toEqual(gatewayFile.facts.identifiers)
    for (const state of run.states) expect(state.path).toBe(state.sessionId === first.sessionId ? hotspot.path : gateway.path)
  })
})

describe('another device on the same cable, without the port noticing', () => {
  it.each([
    ['hotspot', 'improv', (unit: number) => createSimulatedHotspot({ unit })],
    ['gateway', 'linux-console', (unit: number) => createSimulatedGateway({ unit, loggedIn: true })],
  ] as const)('a %s: nothing of the first is told of the second', async (_what, driver, create) => {
    const device = swapping(create(1), create(2))
    const { path } = await plugIn(device)
    const run = provisioning()
    const { sessionId } = await run.open(path, driver)
    const known = await run.identify(sessionId)
    device.swap()
    await expect(run.identify(sessionId)).rejects.toMatchObject({ code: 'session.other-device' })
    const after = run.states.at(-1)
    expect(after).toMatchObject({ phase: 'failed', identified: false, device: null, identifiers: [], urls: [] })
    await expect(run.sign(sessionId)).rejects.toMatchObject({ code: 'provisioning.not-identified' })
    const other = await run.identify(sessionId)
    expect(other).toMatchObject({ identified: true })
    expect([other.device, other.identifiers, other.hostname]).not.toEqual([known.device, known.identifiers, known.hostname])
    expect((await run.sign(sessionId)).facts).toMatchObject({ device: other.device, identifiers: other.identifiers })
  })
})

describe('a console that refuses a login', () => {
  it('says so, tells nobody what was typed, and takes the right one after it', async () => {
    const { path } = await plugIn(createSimulatedGateway())
    const run = provisioning()
    const { sessionId } = await run.open(path, 'linux-console')
    await run.identify(sessionId)
    const [user, wrong] = ['root', 'hunter2-"console" é']
    const refusal: unknown = await run
      .order(sessionId, { kind: 'log-in', user, password: wrong })
      .catch((problem: unknown) => problem)
    expect(refusal).toMatchObject({ code: expect.stringMatching(/^console\./) })
    expect(run.states.at(-1)).toMatchObject({ phase: 'failed', identified: false, loginNeeded: true })
    await run.order(sessionId, { kind: 'log-in', user, password: trainingConsolePassword })
    const told = JSON.stringify([run.states, run.journal, await run.sign(sessionId), refusal, String((refusal as Error).stack)])
    expect(told).toContain('log-in')
    expect(formsOf(wrong).filter((form) => told.includes(form))).toEqual([])
  })
})

describe('a device that does not stop talking', () => {
  const chatterBytes = 500_000

  it('wakes nobody for its log, and its record stays small', async () => {
    const run = provisioning(createLinkOpener({ clock: promptClock(), faults: { chatterBytes } }))
    const { sessionId } = await run.open('simulated:hotspot', 'improv')
    await run.identify(sessionId)
    // Opening, idle, what is known and identified: nothing that grows with what is said.
    expect(run.states.length).toBeLessThan(12)
    const { evidence } = (await run.sign(sessionId)).facts
    expect(evidence?.bytes).toBeGreaterThan(chatterBytes)
    expect(evidence?.droppedBytes).toBeGreaterThan(chatterBytes - 100_000)
    expect(JSON.stringify(evidence).length).toBeLessThan(200_000)
  })

  it('is not listened to any more once its session is closed', async () => {
    let asked = 0
    const babble = () => {
      asked += 1
      return [{ delayMs: 1, bytes: new Uint8Array(512).fill(0x2e), unplug: false }]
    }
    const device = { boot: babble, receive: () => [], idle: babble }
    const run = provisioning(async (path) => openSimulatedLink(path, device, systemClock))
    const { sessionId } = await run.open('simulated:babbler', 'improv')
    await expect.poll(() => asked, patience).toBeGreaterThan(20)
    await run.close(sessionId)
    const askedUntilClosed = asked
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(asked).toBe(askedUntilClosed)
    expect(run.states.at(-1)?.phase).toBe('closed')
  })

  it('over a real port too: the step ends, and the port is free at once', async () => {
    const { path } = await plugIn(createSimulatedHotspot({ silent: true, chatterBytes: 200_000 }))
    const run = provisioning()
    const { sessionId } = await run.open(path, 'improv')
    const identifying = run.identify(sessionId).catch((problem: unknown) => problem)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await run.close(sessionId)
    expect(await identifying).toMatchObject({ code: 'session.closed' })
    expect(await run.open(path, 'improv')).toMatchObject({ phase: 'idle' })
  })
})

describe('after cables were pulled and sessions closed', () => {
  it('no handle is left, and the thread rests', async () => {
    const before = handles()
    for (const pulledAt of [0, 1, 20]) {
      const device = await deviceOnPty(createSimulatedHotspot())
      const run = startProvisioning(createLinkOpener())
      const { sessionId } = await run.open(device.path, 'improv')
      const identifying = run.identify(sessionId).catch((problem: unknown) => problem)
      await new Promise((resolve) => setTimeout(resolve, pulledAt))
      await device.pullCable()
      await expect.poll(() => run.states.at(-1)?.phase, patience).toBe('lost')
      await identifying
      // A port that hung up unnoticed would be read again and again.
      const start = performance.eventLoopUtilization()
      await new Promise((resolve) => setTimeout(resolve, 150))
      expect(performance.eventLoopUtilization(start).utilization).toBeLessThan(0.7)
      await run.service.closeAll()
      await device.stop()
    }
    await expect.poll(handles, patience).toEqual(before)
  })
})

/** What this process holds open: its files, pipes and ports by what they lead to, and its child processes. */
function handles(): string[] {
  const files = readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`)
      // Numbers of pipes and sockets tell nothing; a deleted terminal is still a terminal that is held.
      return [target.replace(/\[\d+\]/, '')]
    } catch {
      return [] // It was that of the listing itself.
    }
  })
  const children = process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap')
  return [...files, ...children].sort()
}
