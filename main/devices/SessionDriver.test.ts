import { describe, expect, it } from 'vitest'
import { Problem } from '#core/model/problem'
import { createEsp32Driver } from '#core/provisioning/esp32/esp32Driver'
import { createImprovDriver } from '#core/provisioning/improv/improvDriver'
import { DeviceSession } from '#core/provisioning/session/DeviceSession'
import type { ProvisioningDriver } from '#core/provisioning/session/ProvisioningDriver'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { createSimulatedHotspot } from '#core/provisioning/simulated/simulatedHotspot'
import { LinkEvents } from './LinkEvents'
import { openSimulatedLink } from './openSimulatedLink'
import type { SerialLink } from './SerialLink'
import { SessionDriver } from './SessionDriver'
import { createManualClock } from './testing/manualClock'

const identity = { sessionId: 's1', path: '/dev/ttyTEST', simulated: false }

/** A line whose device answers only after DTR and RTS were released, or one that takes no bytes. */
function fakeLink(behaviour: { hasLines?: boolean; writeFails?: Problem } = {}) {
  const events = new LinkEvents()
  const hotspot = createSimulatedHotspot()
  const seen = { written: 0, released: 0 }
  const link: SerialLink = {
    path: identity.path,
    simulated: false,
    async write(bytes) {
      seen.written += 1
      if (behaviour.writeFails) throw behaviour.writeFails
      if (seen.released > 0) for (const emission of hotspot.receive(bytes)) events.data(emission.bytes)
    },
    onData: (listener) => events.onData(listener),
    onClosed: (listener) => events.onClosed(listener),
    async setLines() {
      seen.released += 1
      return behaviour.hasLines ?? false
    },
    close: async () => events.end(null),
  }
  return { link, seen }
}

function drive(link: SerialLink, releaseLinesOnSilence: boolean, clock = createManualClock()) {
  const states: SessionState[] = []
  const session = new DeviceSession(identity, [createImprovDriver()], clock.monotonicMs())
  const onState = (state: SessionState) => states.push(state)
  return { driver: new SessionDriver({ link, session, clock, releaseLinesOnSilence, onState }), clock, states }
}

describe('a silent device', () => {
  it('is asked once more with DTR and RTS released', async () => {
    const { link, seen } = fakeLink({ hasLines: true })
    const { driver, clock } = drive(link, true)
    const identified = driver.run({ kind: 'identify' })
    await clock.advance(60_000)
    expect(await identified).toMatchObject({ phase: 'idle', identified: true })
    expect(seen.released).toBe(1)
  })

  it('is not asked once more when that was called off while its lines were released', async () => {
    const { link, seen } = fakeLink({ hasLines: true })
    const canceller = new AbortController()
    const setLines = (lines: { dtr: boolean; rts: boolean }) => {
      canceller.abort()
      return link.setLines(lines)
    }
    const { driver, clock } = drive({ ...link, setLines }, true)
    const failed = expect(driver.run({ kind: 'identify' }, canceller.signal)).rejects.toMatchObject({
      code: 'contract.cancelled',
    })
    await clock.advance(60_000)
    await failed
    expect(seen).toEqual({ written: 3, released: 1 })
  })

  it('keeps its lines where they drive a native USB device', async () => {
    const { link, seen } = fakeLink({ hasLines: true })
    const { driver, clock } = drive(link, false)
    const failed = expect(driver.run({ kind: 'identify' })).rejects.toMatchObject({ code: 'session.silent' })
    await clock.advance(60_000)
    await failed
    expect(seen).toEqual({ written: 3, released: 0 })
  })

  it('on a line without DTR and RTS is not asked again', async () => {
    const { link, seen } = fakeLink({ hasLines: false })
    const { driver, clock } = drive(link, true)
    const failed = expect(driver.run({ kind: 'identify' })).rejects.toMatchObject({ code: 'session.silent' })
    await clock.advance(60_000)
    await failed
    expect(seen).toEqual({ written: 3, released: 1 })
  })
})

describe('a step', () => {
  it('fails with what the line says when it takes no bytes', async () => {
    const writeFails = new Problem('port.write-timeout', 'It takes no bytes.')
    const { driver, states } = drive(fakeLink({ writeFails }).link, false)
    await expect(driver.run({ kind: 'identify' })).rejects.toBe(writeFails)
    expect(states.at(-1)).toMatchObject({ phase: 'failed', problem: { code: 'port.write-timeout' } })
  })

  it('can be cancelled, and the next one runs', async () => {
    const clock = createManualClock()
    const { driver } = drive(openSimulatedLink('simulated:hotspot', createSimulatedHotspot(), clock), false, clock)
    const canceller = new AbortController()
    const cancelled = expect(driver.run({ kind: 'identify' }, canceller.signal)).rejects.toMatchObject({
      code: 'contract.cancelled',
    })
    canceller.abort()
    await cancelled
    expect(driver.state.phase).toBe('idle')
    const identified = driver.run({ kind: 'identify' })
    await clock.advance(1_000)
    expect(await identified).toMatchObject({ identified: true })
  })

  it('that was cancelled before it began writes nothing', async () => {
    const { link, seen } = fakeLink()
    const { driver } = drive(link, false)
    await expect(driver.run({ kind: 'identify' }, AbortSignal.abort())).rejects.toMatchObject({ code: 'contract.cancelled' })
    expect(seen.written).toBe(0)
  })

  it('ends when the session is closed under it, and no timer is left', async () => {
    const clock = createManualClock()
    const { link, seen } = fakeLink()
    const { driver } = drive(link, false, clock)
    const closed = expect(driver.run({ kind: 'identify' })).rejects.toMatchObject({ code: 'session.closed' })
    await driver.close()
    await closed
    const { written } = seen
    await clock.advance(60_000)
    expect(seen.written).toBe(written)
  })
})

describe('control lines', () => {
  /** A device that is reset through DTR and RTS, and asked once it was. */
  const resetDriver: ProvisioningDriver = {
    name: 'esp32-rom',
    createReader: () => ({ push: () => [{ kind: 'answer' }], giveUpPartial: () => [] }),
    *probe() {
      const event = yield { write: Uint8Array.of(1), waitMs: 1_000, lines: { dtr: false, rts: true } }
      return event.kind === 'answer'
    },
    *step() {
      yield { write: Uint8Array.of(2), waitMs: 1_000, lines: { dtr: false, rts: false } }
      return { identified: true }
    },
  }

  it.each(['cancelled', 'closed'] as const)('let a chip run its own program again when identifying it is %s', async (how) => {
    const clock = createManualClock()
    const done: string[] = []
    const events = new LinkEvents()
    const link: SerialLink = {
      path: identity.path,
      simulated: false,
      write: async () => undefined,
      onData: (listener) => events.onData(listener),
      onClosed: (listener) => events.onClosed(listener),
      async setLines({ dtr, rts }) {
        done.push(`${clock.monotonicMs()} dtr ${dtr} rts ${rts}`)
        return true
      },
      close: async () => {
        done.push('released')
        events.end(null)
      },
    }
    const session = new DeviceSession(identity, [createEsp32Driver()], clock.monotonicMs())
    const driver = new SessionDriver({ link, session, clock, releaseLinesOnSilence: false, onState: () => undefined })
    const canceller = new AbortController()
    const ended = expect(driver.run({ kind: 'identify' }, canceller.signal)).rejects.toMatchObject({
      message: expect.stringContaining(how === 'closed' ? 'closed' : 'may still take effect'),
    })
    // Two questions go unanswered, then the chip is pulled into reset and its loader.
    await clock.advance(345)
    expect(done.map((text) => text.slice(text.indexOf('dtr')))).toEqual(['dtr false rts true', 'dtr true rts false'])
    done.length = 0
    const startedMs = clock.monotonicMs()
    if (how === 'cancelled') canceller.abort()
    const closed = driver.close()
    await clock.advance(1_000)
    await Promise.all([ended, closed])
    expect(done).toEqual([`${startedMs} dtr false rts true`, `${startedMs + 100} dtr false rts false`, 'released'])
  })

  it.each([true, false])('are set before what follows them is written, also where setting them fails (%s)', async (works) => {
    const clock = createManualClock()
    const done: string[] = []
    const events = new LinkEvents()
    const link: SerialLink = {
      path: identity.path,
      simulated: false,
      async write(bytes) {
        done.push(`write ${bytes[0]}`)
        clock.after(1, () => events.data(Uint8Array.of(1)))
      },
      onData: (listener) => events.onData(listener),
      onClosed: (listener) => events.onClosed(listener),
      setLines: ({ dtr, rts }) =>
        new Promise((resolve, reject) => {
          clock.after(100, () => {
            done.push(`dtr ${dtr} rts ${rts}`)
            if (works) resolve(true)
            else reject(new Error('Inappropriate ioctl for device'))
          })
        }),
      close: async () => events.end(null),
    }
    const session = new DeviceSession(identity, [resetDriver], clock.monotonicMs())
    const driver = new SessionDriver({ link, session, clock, releaseLinesOnSilence: false, onState: () => undefined })
    const identified = driver.run({ kind: 'identify' })
    await clock.advance(1_000)
    expect(await identified).toMatchObject({ identified: true })
    expect(done).toEqual(['dtr false rts true', 'write 1', 'dtr false rts false', 'write 2'])
  })
})

describe('a line that went before anybody listened', () => {
  it('is a lost session from the start', async () => {
    const clock = createManualClock()
    const link = openSimulatedLink('simulated:hotspot', createSimulatedHotspot({ noise: true, unplugAfterBytes: 3 }), clock)
    await clock.advance(1)
    const { driver, states } = drive(link, false, clock)
    expect(states.at(-1)?.phase).toBe('lost')
    await expect(driver.run({ kind: 'identify' })).rejects.toMatchObject({ code: 'port.vanished' })
  })
})
