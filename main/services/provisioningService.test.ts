import { describe, expect, it } from 'vitest'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import { createMemoryJournal, diskFull } from './testing/memoryJournal'
import { createProvisioningRig, type RigOptions } from './testing/provisioningRig'

const hotspot = 'simulated:hotspot'

function start(options: { failsAt?: string } & Partial<RigOptions> = {}) {
  const memory = createMemoryJournal()
  memory.disk.refuses = (kind) => kind === options.failsAt
  return { memory, ...createProvisioningRig({ journal: memory, ...options }) }
}

describe('a journal on a full disk', () => {
  it('keeps a port from being opened', async () => {
    const { open, states } = start({ failsAt: 'provisioning.open.begin' })
    await expect(open(hotspot)).rejects.toBe(diskFull)
    expect(states).toEqual([])
  })

  it('frees a port whose opening could not be journaled', async () => {
    const { open, states } = start({ failsAt: 'provisioning.open.done' })
    await expect(open(hotspot)).rejects.toBe(diskFull)
    expect(states).toEqual([])
    // Not busy: the first session did not keep the port.
    await expect(open(hotspot)).rejects.toBe(diskFull)
  })

  it('keeps a step from touching the device', async () => {
    const { open, identify, states } = start({ failsAt: 'provisioning.identify.begin' })
    const { sessionId } = await open(hotspot)
    await expect(identify(sessionId)).rejects.toBe(diskFull)
    expect(states.at(-1)).toMatchObject({ phase: 'idle', steps: [] })
  })

  it('loses nothing that the device said: it is told, kept, signed later and journalled once there is room', async () => {
    const { open, identify, connect, sign, states, memory } = start({ failsAt: 'provisioning.connect.done' })
    const { sessionId } = await open(hotspot)
    await identify(sessionId)
    const state = await connect(sessionId, 'Mast-North', 'commonmast')
    expect(state).toMatchObject({ phase: 'idle', connected: true, problem: { code: 'disk.full', message: /kept in memory/ } })
    expect(states.at(-1)).toEqual(state)
    await expect(sign(sessionId)).rejects.toBe(diskFull)
    memory.disk.refuses = null
    expect((await sign(sessionId)).facts).toMatchObject({ connected: true, network: { ssid: 'Mast-North' } })
    expect(memory.kinds().slice(-4)).toEqual([
      'provisioning.connect.begin',
      'provisioning.connect.done',
      'provisioning.sign.begin',
      'provisioning.sign.done',
    ])
  })

  it('gives out no signed record', async () => {
    const { open, identify, sign, memory } = start({ failsAt: 'provisioning.sign.done' })
    const { sessionId } = await open(hotspot)
    await identify(sessionId)
    await expect(sign(sessionId)).rejects.toBe(diskFull)
    memory.disk.refuses = null
    expect(verifyProvisioning(await sign(sessionId))).toEqual([])
  })
})

describe('signing', () => {
  it('measures the session on the monotonic clock', async () => {
    const { open, identify, sign, clock } = start()
    const { sessionId } = await open(hotspot)
    await identify(sessionId)
    const before = clock.monotonicMs()
    await clock.advance(61_000)
    const { facts } = await sign(sessionId)
    expect(facts).toMatchObject({ startedAt: '1970-01-01T00:00:00.000Z', elapsedMs: before + 61_000, position: null })
    expect(facts.signedAt).toBe(new Date(before + 61_000).toISOString())
  })

  it('is refused while a step runs, and so is another step; neither disturbs it', async () => {
    const { open, identify, sign, step, clock, memory } = start()
    const { sessionId } = await open(hotspot)
    await identify(sessionId)
    const scanning = step(sessionId, { kind: 'scan' })
    await clock.advance(0)
    const journalled = memory.entries.length
    await expect(sign(sessionId)).rejects.toMatchObject({ code: 'session.busy' })
    await expect(step(sessionId, { kind: 'verify' })).rejects.toMatchObject({ code: 'session.busy' })
    expect(memory.entries).toHaveLength(journalled)
    await clock.advance(5_000)
    expect((await scanning).networks.length).toBeGreaterThan(2)
  })

  it('never lets a record out that does not verify', async () => {
    const { open, identify, sign, memory } = start({ signWith: new Uint8Array(32).fill(6) })
    const { sessionId } = await open(hotspot)
    await identify(sessionId)
    await expect(sign(sessionId)).rejects.toMatchObject({ code: 'provisioning.signature-wrong' })
    expect(memory.kinds().at(-1)).toBe('provisioning.sign.failed')
  })
})

describe('two devices at once', () => {
  it('are two sessions that know nothing of each other', async () => {
    const { open, identify, connect, states } = start()
    const [one, two] = await Promise.all([open(`${hotspot}?unit=1`), open(`${hotspot}?unit=2`)])
    const [first, second] = await Promise.all([identify(one.sessionId), identify(two.sessionId)])
    expect(first.device?.name).not.toBe(second.device?.name)
    await connect(one.sessionId, 'Mast-North', 'commonmast')
    expect(states.findLast(({ sessionId }) => sessionId === two.sessionId)?.connected).toBe(false)
    await expect(open(`${hotspot}?unit=2`)).rejects.toMatchObject({ code: 'port.busy' })
  })

  it('are told apart although they are plugged in one after the other under one path', async () => {
    const { open, identify, close } = start()
    const names = new Set<string | undefined>()
    for (let unit = 1; unit <= 10; unit += 1) {
      const { sessionId } = await open(hotspot)
      names.add((await identify(sessionId)).device?.name)
      await close(sessionId)
    }
    expect(names.size).toBe(10)
  })
})

describe('an address of the device', () => {
  async function connected(openExternally?: (url: string) => Promise<void>) {
    const rig = start(openExternally ? { openExternally } : {})
    const { sessionId } = await rig.open(hotspot)
    await rig.identify(sessionId)
    const { urls } = await rig.connect(sessionId, 'Mast-North', 'commonmast')
    return { ...rig, sessionId, url: urls[0] ?? 'none' }
  }

  it('is opened only when asked for, and only if the device gave it', async () => {
    const opened: string[] = []
    const { openUrl, sessionId, url } = await connected(async (address) => void opened.push(address))
    expect(opened).toEqual([])
    expect(await openUrl(sessionId, url)).toEqual({ opened: true })
    await expect(openUrl(sessionId, 'http://example.org/')).rejects.toMatchObject({ code: 'url.unknown' })
    expect(opened).toEqual([url])
  })

  it('is left to the page where the shell runs in a browser', async () => {
    const { openUrl, sessionId, url } = await connected()
    expect(await openUrl(sessionId, url)).toEqual({ opened: false })
  })
})

describe('a keychain whose dialog nobody answers', () => {
  const never = () => new Promise<never>(() => undefined)
  const vault = { names: async () => ['Mast-North'], get: never, set: never, delete: never }
  const keychain = { vault, keychainProblem: null }

  it('keeps nobody from the step, which is journalled first and says so', async () => {
    const { open, identify, step, settle, memory, clock } = start({ keychain })
    const { sessionId } = await open(hotspot)
    await identify(sessionId)
    const connecting = step(sessionId, { kind: 'connect', ssid: 'Mast-North', password: 'commonmast', keep: 'keychain' })
    while (memory.kinds().at(-1) !== 'provisioning.connect.done') await clock.advance(100)
    expect(await settle(connecting)).toMatchObject({ connected: true, problem: { code: 'secrets.no-answer' } })
    expect(clock.waiting).toBe(0)
  })

  it('can be called off before anything was asked of the device', async () => {
    const { open, identify, step, clock, memory } = start({ keychain })
    const { sessionId } = await open(hotspot)
    await identify(sessionId)
    const canceller = new AbortController()
    const order = { kind: 'connect', ssid: 'Mast-North', password: null, keep: 'no' } as const
    const called = expect(step(sessionId, order, canceller.signal)).rejects.toMatchObject({ code: 'contract.cancelled' })
    await clock.advance(1_000)
    canceller.abort()
    await called
    expect(memory.kinds()).not.toContain('provisioning.connect.begin')
    // The session is free again.
    expect(await identify(sessionId)).toMatchObject({ phase: 'idle' })
  })
})

describe('renderers', () => {
  it('that are gone for good leave no port taken', async () => {
    const { open, service, states, clock, listings } = start()
    const detach = service.attachRenderer()
    await open(hotspot)
    await clock.advance(3_000)
    detach()
    const looked = listings()
    await clock.advance(14_000)
    expect(listings()).toBe(looked)
    expect(states.at(-1)?.phase).toBe('idle')
    await clock.advance(1_000)
    expect(states.at(-1)?.phase).toBe('closed')
    expect(await open(hotspot)).toMatchObject({ phase: 'idle' })
  })

  it('that come back in time find their session open', async () => {
    const { open, identify, service, clock } = start()
    const detach = service.attachRenderer()
    const { sessionId } = await open(hotspot)
    detach()
    await clock.advance(5_000)
    service.attachRenderer()
    await clock.advance(60_000)
    expect(await identify(sessionId)).toMatchObject({ identified: true })
  })

  it('that go in the middle of a step leave a device of which that is said, and a session that can go on', async () => {
    const { open, identify, step, run, unfinished, service, memory, clock } = start()
    const { sessionId } = await open(hotspot)
    await identify(sessionId)
    const gone = new AbortController()
    const joining = step(sessionId, { kind: 'connect', ssid: 'Mast-North', password: 'commonmast', keep: 'no' }, gone.signal)
    await clock.advance(10)
    gone.abort()
    await expect(joining).rejects.toMatchObject({ code: 'session.cancelled-late' })
    expect(memory.entries.at(-1)).toMatchObject({ kind: 'provisioning.connect.failed', data: { code: 'session.cancelled-late' } })
    expect(await run(sessionId, { kind: 'scan' })).toMatchObject({ phase: 'idle' })
    await service.closeAll()
    expect(clock.waiting).toBe(0)
    expect(await unfinished()).toMatchObject([{ inDoubt: 'connect', summary: /whether the device joined is not known/ }])
  })

  it('closing the service closes every session', async () => {
    const { open, service, states, memory } = start()
    await open(hotspot)
    await service.closeAll()
    expect(states.at(-1)?.phase).toBe('closed')
    expect(memory.kinds().at(-1)).toBe('provisioning.closed')
  })
})
