import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
import type { CallContext } from '#core/contract/createDispatcher'
import type { SessionOrder } from '#core/contract/provisioningCalls'
import { Problem } from '#core/model/problem'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { simulatedHotspotPath } from '../devices/listPorts'
import { createLinkOpener } from '../devices/openLink'
import { createManualClock } from '../devices/testing/manualClock'
import { createProvisioningService } from './provisioningService'

const secretKey = new Uint8Array(32).fill(5)
const context: CallContext<never> = { signal: new AbortController().signal, progress: () => undefined }
const diskFull = new Problem('disk.full', 'The disk is full: make room.')

function start(options: { failsAt?: string; wrongKey?: boolean } = {}) {
  const clock = createManualClock()
  const states: SessionState[] = []
  const journal: string[] = []
  let listings = 0
  const service = createProvisioningService({
    signer: {
      publicKeyHex: Buffer.from(ed25519.getPublicKey(secretKey)).toString('hex'),
      sign: (bytes) => ed25519.sign(bytes, options.wrongKey ? new Uint8Array(32).fill(6) : secretKey),
    },
    journal: {
      async append(kind) {
        if (kind === options.failsAt) throw diskFull
        journal.push(kind)
      },
    },
    emit: (name, payload) => {
      if (name === 'provisioning.state') states.push(payload as SessionState)
    },
    openLink: createLinkOpener({ clock }),
    listPorts: async () => {
      listings += 1
      return []
    },
    clock,
  })
  const open = () =>
    service.handlers['provisioning.open'](
      { path: simulatedHotspotPath, baudRate: 115_200, driver: null, workOrderId: null, resumes: null },
      context,
    )
  const step = (sessionId: string, order: SessionOrder) => service.handlers['provisioning.step']({ sessionId, order }, context)
  const identify = async (sessionId: string) => {
    const [state] = await Promise.all([step(sessionId, { kind: 'identify' }), clock.advance(1_000)])
    return state
  }
  const sign = (sessionId: string) =>
    service.handlers['provisioning.sign'](
      { sessionId, workOrderId: null, technician: null, position: null, placement: [] },
      context,
    )
  return { clock, states, journal, service, open, step, identify, sign, listings: () => listings }
}

describe('a journal on a full disk', () => {
  it('keeps a port from being opened', async () => {
    const { open, states } = start({ failsAt: 'provisioning.open.begin' })
    await expect(open()).rejects.toBe(diskFull)
    expect(states).toEqual([])
  })

  it('frees a port whose opening could not be journaled', async () => {
    const { open, states } = start({ failsAt: 'provisioning.open.done' })
    await expect(open()).rejects.toBe(diskFull)
    expect(states).toEqual([])
    // Not busy: the first session did not keep the port.
    await expect(open()).rejects.toBe(diskFull)
  })

  it('keeps a step from touching the device', async () => {
    const { open, identify, states } = start({ failsAt: 'provisioning.identify.begin' })
    const { sessionId } = await open()
    await expect(identify(sessionId)).rejects.toBe(diskFull)
    expect(states.at(-1)?.phase).toBe('idle')
  })

  it('gives out no signed record', async () => {
    const { open, identify, sign } = start({ failsAt: 'provisioning.sign.done' })
    const { sessionId } = await open()
    await identify(sessionId)
    await expect(sign(sessionId)).rejects.toBe(diskFull)
  })
})

describe('signing', () => {
  it('measures the session on the monotonic clock', async () => {
    const { open, identify, sign, clock } = start()
    const { sessionId } = await open()
    await identify(sessionId)
    await clock.advance(61_000)
    expect((await sign(sessionId)).facts).toMatchObject({
      startedAt: '1970-01-01T00:00:00.000Z',
      signedAt: '1970-01-01T00:01:02.000Z',
      elapsedMs: 62_000,
      position: null,
    })
  })

  it('is refused while a step runs', async () => {
    const { open, identify, sign, step, clock } = start()
    const { sessionId } = await open()
    await identify(sessionId)
    const scanning = step(sessionId, { kind: 'scan' })
    await clock.advance(0)
    await expect(sign(sessionId)).rejects.toMatchObject({ code: 'session.busy' })
    await clock.advance(1_000)
    await scanning
  })

  it('never lets a record out that does not verify', async () => {
    const { open, identify, sign, journal } = start({ wrongKey: true })
    const { sessionId } = await open()
    await identify(sessionId)
    await expect(sign(sessionId)).rejects.toMatchObject({ code: 'provisioning.signature-wrong' })
    expect(journal.at(-1)).toBe('provisioning.sign.failed')
  })
})

describe('renderers', () => {
  it('that are gone for good leave no port taken', async () => {
    const { open, service, states, clock, listings } = start()
    const detach = service.attachRenderer()
    await open()
    await clock.advance(3_000)
    detach()
    const looked = listings()
    await clock.advance(14_000)
    expect(listings()).toBe(looked)
    expect(states.at(-1)?.phase).toBe('idle')
    await clock.advance(1_000)
    expect(states.at(-1)?.phase).toBe('closed')
    expect(await open()).toMatchObject({ phase: 'idle' })
  })

  it('that come back in time find their session open', async () => {
    const { open, identify, service, clock } = start()
    const detach = service.attachRenderer()
    const { sessionId } = await open()
    detach()
    await clock.advance(5_000)
    service.attachRenderer()
    await clock.advance(60_000)
    expect(await identify(sessionId)).toMatchObject({ identified: true })
  })

  it('closing the service closes every session', async () => {
    const { open, service, states, journal } = start()
    await open()
    await service.closeAll()
    expect(states.at(-1)?.phase).toBe('closed')
    expect(journal.at(-1)).toBe('provisioning.closed')
  })
})
