import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { SessionOrder } from '#core/contract/provisioningCalls'
import { Problem } from '#core/model/problem'
import { newSessionState, type SessionState } from '#core/provisioning/session/sessionState'
import { fileOf, recordOf } from './testing/recordOf'

/** A console with one port: the device at it answers each order with what changes in the session's state. */
const fake = vi.hoisted(() => ({
  calls: [] as string[],
  /** Of each closing: whether the record was said to be saved. */
  saved: [] as (boolean | undefined)[],
  sessions: 0,
  listener: (_state: unknown): void => undefined,
  open: (): Promise<void> => Promise.resolve(),
  answer: (_order: { kind: string }): object => ({}),
  states: new Map<string, object>(),
}))

interface Input {
  order?: SessionOrder
  sessionId?: string
  path?: string
  saved?: boolean
}

vi.mock('./playOutcome', () => ({ playOutcome: () => undefined }))
vi.mock('../../platform/consoleClient', () => ({
  consoleClient: {
    async call(name: string, input: Input) {
      fake.calls.push(input.order?.kind ?? name.replace('provisioning.', ''))
      if (name === 'provisioning.close') fake.saved.push(input.saved)
      if (name === 'provisioning.sign') return fileOf({ id: 'signed', device, driver: 'improv' })
      if (name === 'secrets.list') return { networks: [], keychainProblem: null }
      if (name === 'provisioning.open') {
        await fake.open()
        fake.sessions += 1
        const sessionId = `s${fake.sessions}`
        const state = newSessionState({ sessionId, path: input.path ?? '', simulated: false })
        fake.states.set(sessionId, { ...state, phase: 'idle' })
        return fake.states.get(sessionId)
      }
      const sessionId = input.sessionId ?? ''
      if (!input.order) return fake.states.get(sessionId)
      const change = fake.answer(input.order)
      const state = { ...fake.states.get(sessionId), ...change }
      fake.states.set(sessionId, state)
      if (!('failure' in change)) return state
      // Main tells the state before the call fails.
      fake.listener(state)
      throw change.failure
    },
    on: (name: string, listen: (state: unknown) => void) => {
      if (name === 'provisioning.state') fake.listener = listen
    },
  },
}))

const kept = new Map<string, string>()
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
  removeItem: (key: string) => kept.delete(key),
}
vi.stubGlobal('sessionStorage', storage)
vi.stubGlobal('localStorage', storage)

const { cancelTask, endDevice, useDevice } = await import('./deviceSession')
const { decide, goOn, identify, logIn, openPort, reopenPort, signRecord, takeThisDevice, tell, useFieldWork } = await import(
  './fieldWork'
)
const { db } = await import('../../data/records/openRecords')
const { openEmpty, seedRecords } = await import('../../data/records/testing/seedRecords')

await openEmpty(db)
const { NEW_FLOW } = await import('./flow/fieldFlow')

const port = { path: '/dev/ttyUSB0', baudRate: 115_200, driver: null, usbSerial: null }
const device = { name: 'gateway', firmware: 'gateway-rs', version: '1', chip: 'arm' }
const atLogin: Partial<SessionState> = { driver: 'linux-console', loginNeeded: true, abilities: ['log-in'] }
const atShell: Partial<SessionState> = {
  driver: 'linux-console',
  loginNeeded: false,
  identified: true,
  device,
  abilities: ['prove', 'verify'],
}

/** A console that asks for a login until it is given one. */
function gateway() {
  const line = { loggedIn: false, fails: null as Problem | null }
  fake.answer = ({ kind }) => {
    if (kind === 'log-in') line.loggedIn = true
    const failure = line.fails
    line.fails = null
    if (failure) return { ...atLogin, failure }
    if (!line.loggedIn) return atLogin
    return kind === 'log-in' ? { loginNeeded: false } : atShell
  }
  return line
}

beforeEach(() => {
  endDevice()
  useFieldWork.setState(NEW_FLOW, true)
  Object.assign(fake, { calls: [], saved: [], open: () => Promise.resolve(), answer: () => ({}) })
})

describe('a console that restarts', () => {
  async function provingGateway() {
    const line = gateway()
    await openPort(port)
    expect(useFieldWork.getState().step).toBe('log-in')
    await logIn('root', 'secret')
    await goOn('identify')
    expect(useFieldWork.getState().step).toBe('prove')
    return line
  }

  it('is logged in to again when its port was gone, and goes on where it was', async () => {
    const line = await provingGateway()
    line.loggedIn = false
    await reopenPort()
    expect(useFieldWork.getState()).toMatchObject({ step: 'log-in' })
    expect(useFieldWork.getState().passed).not.toContain('log-in')
    await logIn('root', 'secret')
    expect(useFieldWork.getState()).toMatchObject({ step: 'prove' })
    expect(useDevice.getState().session).toMatchObject({ identified: true, loginNeeded: false })
  })

  it('is logged in to again when it restarted in the middle of a step', async () => {
    const line = await provingGateway()
    line.loggedIn = false
    line.fails = new Problem('console.rebooted', 'It restarted.')
    await decide('prove', [{ kind: 'prove' }])
    expect(useFieldWork.getState().step).toBe('log-in')
    expect(useDevice.getState().problem?.code).toBe('console.rebooted')
    await logIn('root', 'secret')
    expect(useFieldWork.getState().step).toBe('prove')
  })
})

describe('a port', () => {
  it('that opens after it was called off is closed again, before anything else is opened', async () => {
    let opens = () => {}
    fake.open = () => new Promise((resolve) => (opens = resolve))
    const opening = openPort(port)
    await vi.waitFor(() => expect(fake.calls).toEqual(['open']))
    cancelTask()
    await opening
    expect(useDevice.getState()).toMatchObject({ session: null, task: null, problem: { code: 'contract.cancelled' } })
    fake.open = () => Promise.resolve()
    fake.answer = () => ({ identified: true })
    const again = openPort(port)
    opens()
    await again
    expect(fake.calls).toEqual(['open', 'close', 'open', 'identify'])
    expect(useDevice.getState().session).toMatchObject({ identified: true })
  })

  it('that does not open for another device is chosen again', async () => {
    fake.answer = () => ({ identified: true, device })
    await openPort(port)
    fake.open = () => Promise.reject(new Problem('port.gone', 'There is no such port.'))
    await takeThisDevice()
    expect(useFieldWork.getState()).toMatchObject({ step: 'plug-in' })
    expect(useDevice.getState()).toMatchObject({ session: null, problem: { code: 'port.gone' } })
  })
})

it('remembers a name that was given when the hostname after it is refused', async () => {
  fake.answer = () => ({ identified: true, device, abilities: ['set-device-name', 'set-hostname'] })
  await openPort(port)
  fake.answer = ({ kind }) => (kind === 'set-hostname' ? { failure: new Problem('hostname.bad', 'No.') } : {})
  await decide('name', [
    { kind: 'set-device-name', name: 'Mast 1' },
    { kind: 'set-hostname', hostname: 'mast_1' },
  ])
  expect(useFieldWork.getState().told).toMatchObject({ deviceName: 'Mast 1', hostname: null })
  expect(useFieldWork.getState().passed).not.toContain('name')
})

it('stops for a person at a device that looks like one with a record of today', async () => {
  fake.answer = () => ({ identified: true, driver: 'improv', device, abilities: ['verify'] })
  const same = { ...useFieldWork.getState().told }
  useFieldWork.setState({ ...NEW_FLOW, same })
  await seedRecords(db, 'provisionings', [recordOf({ device, driver: 'improv' }, new Date())])
  await openPort(port)
  expect(useFieldWork.getState().step).toBe('identify')
  expect(fake.calls).not.toContain('verify')
  await openEmpty(db)
  await identify()
  expect(fake.calls).toContain('verify')
  expect(useFieldWork.getState().step).toBe('position')
  tell({ type: 'next-device', same: false })
})

it('says that a record is saved only once it is, and saves the same record when asked again', async () => {
  fake.answer = () => ({ identified: true, driver: 'improv', device, abilities: [] })
  await openPort(port)
  await goOn('identify')
  const look = vi.spyOn(db, 'transaction').mockRejectedValueOnce(new Problem('data.disk-full', 'The disk is full.'))
  await signRecord()
  expect(useDevice.getState().problem?.code).toBe('data.disk-full')
  expect(fake.saved).toEqual([])
  await signRecord()
  expect(fake.calls.filter((call) => call === 'sign')).toHaveLength(1)
  expect(fake.saved).toEqual([true])
  expect(await db.provisionings.get('signed')).toBeDefined()
  expect(useFieldWork.getState().step).toBe('label')
  look.mockRestore()
})
