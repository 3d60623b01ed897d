import { beforeEach, expect, it, vi } from 'vitest'
import { type ConsoleContract, consoleContract } from '#core/contract/consoleContract'
import { createClient } from '#core/contract/createClient'
import { createDispatcher, type Handlers } from '#core/contract/createDispatcher'
import type { ServerMessage } from '#core/contract/messages'
import type { CancelSignal } from '#core/model/cancelSignal'
import { cancelledLateProblem, cancelledProblem } from '#core/provisioning/session/sessionProblems'
import { newSessionState, type SessionState } from '#core/provisioning/session/sessionState'

const main = vi.hoisted(() => ({
  step: (_signal: unknown): Promise<unknown> => Promise.reject(new Error('no step is expected')),
  sounds: [] as string[],
}))

const idle: SessionState = { ...newSessionState({ sessionId: 's1', path: '/dev/ttyUSB0', simulated: false }), phase: 'idle' }

vi.mock('./playOutcome', () => ({ playOutcome: (outcome: string) => main.sounds.push(outcome) }))
vi.mock('../../platform/consoleClient', () => {
  let hear: (message: unknown) => void = () => undefined
  const handlers = {
    'provisioning.open': async () => idle,
    'provisioning.close': async () => ({ ...idle, phase: 'closed' }),
    'provisioning.step': async (_input: unknown, { signal }: { signal: CancelSignal }) => main.step(signal),
  } as unknown as Handlers<ConsoleContract>
  const dispatcher = createDispatcher(consoleContract, handlers, () => new AbortController())
  const line = dispatcher.connect((message: ServerMessage) => hear(structuredClone(message)))
  const consoleClient = createClient(consoleContract, {
    send: (message) => void line.receive(structuredClone(message)),
    onMessage(listener) {
      hear = listener
      return () => undefined
    },
    onDisconnect: () => () => undefined,
  })
  return { consoleClient }
})

const kept = new Map<string, string>()
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
  removeItem: (key: string) => kept.delete(key),
}
vi.stubGlobal('sessionStorage', storage)
vi.stubGlobal('localStorage', storage)

const { cancelTask, endDevice, openDevice, orderDevice, useDevice } = await import('./deviceSession')

const connect = { kind: 'connect', ssid: 'Mast-North', password: 'commonmast', keep: 'no' } as const

/** The next step waits until it is told to stop, and then until `end` lets it. */
function stoppable(): { stopped: Promise<void>; end: (outcome: Promise<unknown>) => void } {
  let end: (outcome: Promise<unknown>) => void = () => {}
  let stop = () => {}
  const stopped = new Promise<void>((resolve) => (stop = resolve))
  main.step = (signal) =>
    new Promise((resolve) => {
      ;(signal as CancelSignal).addEventListener('abort', stop)
      end = resolve
    })
  return { stopped, end: (outcome) => end(outcome) }
}

beforeEach(async () => {
  endDevice()
  await openDevice({ path: '/dev/ttyUSB0', baudRate: 115_200, driver: null, workOrderId: null, resumes: null, usbSerial: null })
  main.sounds = []
})

it('goes on showing a step that is being cancelled until main says how it ended', async () => {
  const { stopped, end } = stoppable()
  const ordered = orderDevice(connect)
  cancelTask()
  await stopped
  expect(useDevice.getState()).toMatchObject({ task: 'connect', isCancelling: true, problem: null })
  end(Promise.reject(cancelledProblem()))
  expect(await ordered).toBeNull()
  expect(useDevice.getState()).toMatchObject({ task: null, isCancelling: false })
  expect(useDevice.getState().problem?.message).toBe('Cancelled: the device was left as it is.')
  expect(main.sounds).toEqual([])
})

it('says that a device may still join where main says that it was asked already', async () => {
  const { stopped, end } = stoppable()
  const ordered = orderDevice(connect)
  cancelTask()
  await stopped
  end(Promise.reject(cancelledLateProblem()))
  await ordered
  expect(useDevice.getState().problem?.code).toBe('provisioning.connect-cancelled')
})

it('takes over what the device did although it was called off', async () => {
  const { stopped, end } = stoppable()
  const ordered = orderDevice(connect)
  cancelTask()
  await stopped
  end(Promise.resolve({ ...idle, connected: true }))
  expect(await ordered).toMatchObject({ connected: true })
  expect(useDevice.getState()).toMatchObject({ task: null, problem: null, session: { connected: true } })
})

it('does not bring back a device that was put away meanwhile', async () => {
  const { stopped, end } = stoppable()
  const ordered = orderDevice(connect)
  endDevice()
  await stopped
  end(Promise.resolve({ ...idle, connected: true }))
  expect(await ordered).toBeNull()
  expect(useDevice.getState()).toMatchObject({ task: null, session: null })
})
