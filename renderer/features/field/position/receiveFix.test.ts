import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '#core/model/problem'
import { newSessionState, type SessionState } from '#core/provisioning/session/sessionState'
import { type FixRequest, receiveFix } from './receiveFix'

/** A console with one port, which is told what to answer to a step. */
const fake = vi.hoisted(() => ({
  calls: [] as string[],
  simulated: false,
  step: (_kind: string, _signal: AbortSignal): Promise<void> => Promise.resolve(),
  open: (): Promise<void> => Promise.resolve(),
}))

vi.mock('../../../platform/consoleClient', () => ({
  consoleClient: {
    async call(name: string, input: { order?: { kind: string }; sessionId?: string }, options: { signal: AbortSignal }) {
      const state = { ...newSessionState({ sessionId: 's1', path: '/dev/ttyACM0', simulated: fake.simulated }), phase: 'idle' }
      fake.calls.push(input.order?.kind ?? name.replace('provisioning.', ''))
      if (name === 'provisioning.open') await fake.open()
      if (input.order) await fake.step(input.order.kind, options.signal)
      return state
    },
    on: () => () => undefined,
  },
}))

function storage() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  }
}

const request: FixRequest = {
  line: { kind: 'port', path: '/dev/ttyACM0', baudRate: 9_600 },
  fixesWanted: 5,
  allowsTraining: false,
}
const whole = ['open', 'identify', 'receive-position', 'close', 'dismiss']

beforeEach(() => {
  fake.calls = []
  fake.simulated = false
  fake.step = () => Promise.resolve()
  fake.open = () => Promise.resolve()
  vi.stubGlobal('sessionStorage', storage())
  vi.stubGlobal('localStorage', storage())
})

describe('receiveFix', () => {
  it('opens, asks who it is, measures, and frees the port', async () => {
    const seen: SessionState[] = []
    await receiveFix(request, new AbortController().signal, (state) => seen.push(state))
    expect(fake.calls).toEqual(whole)
    expect(seen.length).toBe(3)
  })

  it('frees the port when the receiver fails', async () => {
    fake.step = (kind) => (kind === 'identify' ? Promise.resolve() : Promise.reject(new Problem('gnss.silent', 'Silent.')))
    await expect(receiveFix(request, new AbortController().signal, () => {})).rejects.toMatchObject({ code: 'gnss.silent' })
    expect(fake.calls).toEqual(whole)
  })

  it('frees a port that opens only after it was called off, and asks nothing of it', async () => {
    const canceller = new AbortController()
    fake.open = async () => canceller.abort()
    fake.step = (_kind, signal) =>
      signal.aborted ? Promise.reject(new Problem('contract.cancelled', 'Off.')) : Promise.resolve()
    const told = vi.fn()
    await expect(receiveFix(request, canceller.signal, told)).rejects.toMatchObject({ code: 'contract.cancelled' })
    expect(fake.calls).toEqual(['open', 'identify', 'close', 'dismiss'])
    expect(told).not.toHaveBeenCalled()
  })

  it('takes no practice for a measurement', async () => {
    fake.simulated = true
    await expect(receiveFix(request, new AbortController().signal, () => {})).rejects.toMatchObject({
      code: 'position.training-receiver',
    })
    expect(fake.calls).toEqual(['open', 'identify', 'close', 'dismiss'])
    await receiveFix({ ...request, allowsTraining: true }, new AbortController().signal, () => {})
    expect(fake.calls.slice(4)).toEqual(whole)
  })

  it('waits until the measurement before has freed its port', async () => {
    const first = receiveFix(request, new AbortController().signal, () => {})
    const second = receiveFix(request, new AbortController().signal, () => {})
    await Promise.all([first, second])
    expect(fake.calls).toEqual([...whole, ...whole])
  })

  it('leaves the session of the device in hand open, and asks it nothing but where it is', async () => {
    await receiveFix({ ...request, line: { kind: 'device', sessionId: 's9' } }, new AbortController().signal, () => {})
    expect(fake.calls).toEqual(['receive-position'])
  })

  it('frees what a window that was reloaded left open', async () => {
    sessionStorage.setItem('commonmast.field.receiver', 's0')
    localStorage.setItem('commonmast.field.receiver', 's0')
    await receiveFix(request, new AbortController().signal, () => {})
    expect(fake.calls).toEqual(['close', 'dismiss', ...whole])
    expect(localStorage.getItem('commonmast.field.receiver')).toBeNull()
  })
})
