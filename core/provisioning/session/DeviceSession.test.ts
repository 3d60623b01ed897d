import { describe, expect, it } from 'vitest'
import { Problem } from '../../model/problem'
import { DeviceSession } from './DeviceSession'
import {
  keepWaiting,
  type LineOrder,
  type MessageReader,
  type ProvisioningDriver,
  type Step,
  type StepResult,
  type StepWish,
} from './ProvisioningDriver'
import type { DriverName } from './sessionState'

type Letter = { kind: string }

const bytes = (text: string) => Uint8Array.from(Buffer.from(text))
const words = (orders: LineOrder[]) =>
  orders.map((order) => (order.kind === 'write' ? Buffer.from(order.bytes).toString() : order.kind))

/** Every byte is a message, named by its letter; a small letter is held back as the beginning of something. */
function createReader(): MessageReader<Letter> {
  let held: string[] = []
  return {
    push: (pushed) =>
      [...Buffer.from(pushed).toString()].flatMap((letter) => {
        if (letter !== letter.toUpperCase()) held.push(letter)
        return letter === letter.toUpperCase() ? [{ kind: letter }] : []
      }),
    giveUpPartial() {
      const given = held.map((letter) => ({ kind: letter.toUpperCase() }))
      held = []
      return given
    },
  }
}

interface Script {
  name?: DriverName
  /** The device answers this letter to a probe. */
  sign?: string
  steps?: Record<string, () => Step<Letter>>
}

function createDriver({ name = 'improv', sign = 'Y', steps = {} }: Script): ProvisioningDriver<Letter> {
  return {
    name,
    createReader,
    *probe() {
      let event = yield { write: bytes(`${name}?`), waitMs: 100 }
      while (event.kind !== 'timeout') {
        if (event.kind === sign) return true
        event = yield keepWaiting
      }
      return false
    },
    step(request) {
      const step = steps[request.kind]
      if (!step) throw new Problem('driver.no-such-step', 'No.')
      return step()
    },
  }
}

const wish = (write: string, waitMs: number | null, change?: StepWish['change']): StepWish => ({
  write: bytes(write),
  waitMs,
  ...(change ? { change } : {}),
})

function* known(result: StepResult = {}): Step<Letter> {
  // Nothing is asked: the probe said it all.
  yield* []
  return { identified: true, abilities: ['verify'], ...result }
}

/** Asks once and waits for an `A`. */
function* asking(result: StepResult = {}): Step<Letter> {
  let event = yield wish('ask', 1_000)
  while (event.kind !== 'A') {
    if (event.kind === 'timeout') throw new Problem('test.silent', 'Nothing came.')
    event = yield keepWaiting
  }
  return result
}

function open(...scripts: Script[]) {
  const session = new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, scripts.map(createDriver), 1_000)
  session.opened()
  return session
}

function identified(steps: Script['steps'], result: StepResult = {}) {
  const session = open({ steps: { identify: () => known(result), ...steps } })
  session.begin({ kind: 'identify' }, 1_000)
  session.receive(bytes('Y'), 1_001)
  expect(session.state).toMatchObject({ phase: 'idle', identified: true, driver: 'improv' })
  return session
}

describe('a password that comes back', () => {
  const log = { kind: 'log-in', user: 'root', password: 'hunter-22' } as const
  const repeated = 'see hunter-22!'
  const device = { name: repeated, firmware: 'fw', version: '1', chip: repeated }

  it('is in nothing that a device says of itself', () => {
    const result: StepResult = {
      device,
      hostname: repeated,
      urls: [repeated],
      ssid: repeated,
      identifiers: [{ kind: 'serial-number', value: repeated }],
      networks: [{ ssid: repeated, rssiDbm: -40, secured: true }],
      undo: [{ kind: 'set-hostname', value: repeated }],
      problem: { code: 'test.told', message: repeated, cause: repeated },
    }
    const session = identified(
      { 'log-in': () => asking(result), verify: () => asking(result) },
      { abilities: ['log-in', 'verify'] },
    )
    session.begin(log, 1_010)
    session.receive(bytes('A'), 1_020)
    const text = JSON.stringify(session.state)
    expect(text).not.toContain('hunter')
    expect(text.match(/see \(password\)!/g)).toHaveLength(10)
    session.begin({ kind: 'verify' }, 1_030)
    session.receive(bytes('A'), 1_040)
    // It says the same as before: it is the same device.
    expect(session.settlement).toEqual({ ok: true })
  })

  it('is not in a change on the way, nor in what went wrong', () => {
    const failing = function* (): Step<Letter> {
      yield wish('ask', 1_000, { hostname: repeated })
      throw new Problem('test.told', repeated, { cause: repeated, field: 'password' })
    }
    const session = identified({ 'log-in': failing }, { abilities: ['log-in'] })
    session.begin(log, 1_010)
    expect(session.state.hostname).toBe('see (password)!')
    session.receive(bytes('A'), 1_020)
    const problem = { code: 'test.told', message: 'see (password)!', cause: 'see (password)!', field: 'password' }
    expect(session.state.problem).toEqual(problem)
    expect(session.settlement).toMatchObject({ problem })
  })

  it('leaves what a person asked for, what the device was called before, and words of a few letters', () => {
    const renamed = { hostname: 'hunter-22', ssid: 'hunter-22' }
    const session = identified(
      { 'log-in': () => asking({ urls: ['http://root/'] }), 'set-hostname': () => asking(renamed) },
      { abilities: ['log-in', 'set-hostname'], device: { ...device, name: 'hunter-22x', chip: 'C3' } },
    )
    session.begin(log, 1_010)
    session.receive(bytes('A'), 1_020)
    session.begin({ ...log, password: 'fw' }, 1_030)
    session.receive(bytes('A'), 1_040)
    session.begin({ kind: 'set-hostname', hostname: 'hunter-22' }, 1_050)
    session.receive(bytes('A'), 1_060)
    expect(session.state).toMatchObject({ ...renamed, device: { name: 'hunter-22x', firmware: 'fw' }, urls: ['http://root/'] })
  })

  it('is cut out of an address that was given before it was named', () => {
    const session = identified({ 'log-in': () => asking() }, { abilities: ['log-in'], urls: ['http://192.0.2.1/hunter-22'] })
    session.begin(log, 1_010)
    expect(session.state.urls).toEqual(['http://192.0.2.1/(password)'])
  })
})

describe('cancelling', () => {
  it('says that the device is as it was only where nothing was sent that changes it', () => {
    const cancelled = (kind: 'verify' | 'set-hostname') => {
      const session = identified({ verify: () => asking(), 'set-hostname': () => asking() }, { abilities: [kind] })
      session.begin(kind === 'verify' ? { kind } : { kind, hostname: 'mast' }, 1_010)
      expect(session.cancel(1_020)).toEqual([])
      return session.settlement
    }
    const told = (code: string, message: string) => ({ problem: { code, message: expect.stringContaining(message) } })
    expect(cancelled('verify')).toMatchObject(told('contract.cancelled', 'left as it is'))
    expect(cancelled('set-hostname')).toMatchObject(told('session.cancelled-late', 'may still take effect'))
  })
})

describe('finding the protocol', () => {
  it('tries each in turn, three times, with a deadline of its own', () => {
    const session = open({ name: 'improv' }, { name: 'nmea' })
    expect(words(session.begin({ kind: 'identify' }, 1_000))).toEqual(['improv?'])
    const asked: string[] = []
    const deadlines: number[] = []
    while (session.deadlineMs !== null) {
      deadlines.push(session.deadlineMs)
      asked.push(...words(session.advance(session.deadlineMs)))
    }
    expect(asked).toEqual(['nmea?', 'improv?', 'nmea?', 'improv?', 'nmea?'])
    expect(deadlines).toEqual([1_100, 1_200, 1_300, 1_400, 1_500, 1_600])
    expect(session.state).toMatchObject({ phase: 'failed', driver: null, problem: { code: 'session.silent' } })
  })

  it('gives the messages of one protocol to no other', () => {
    const session = open({ name: 'improv', sign: 'I' }, { name: 'nmea', sign: 'N', steps: { identify: known } })
    session.begin({ kind: 'identify' }, 1_000)
    // The rest of the same delivery, and what was held back of it, were read by the first reader.
    session.receive(bytes('Nnn'), 1_001)
    session.advance(1_100)
    expect(session.state).toMatchObject({ phase: 'working', driver: null })
    session.receive(bytes('N'), 1_101)
    expect(session.state).toMatchObject({ phase: 'idle', driver: 'nmea', identified: true })
  })

  it('goes on to the next when the device does not keep what its first answer promised', () => {
    const broken = function* (): Step<Letter> {
      yield wish('who', 10, { hostname: 'wrong', abilities: ['scan'] })
      throw new Problem('test.odd', 'Odd.')
    }
    const session = open({ name: 'improv', steps: { identify: broken } }, { name: 'nmea', sign: 'N', steps: { identify: known } })
    session.begin({ kind: 'identify' }, 1_000)
    session.receive(bytes('Y'), 1_001)
    expect(words(session.advance(1_011))).toEqual(['nmea?'])
    expect(session.state).toMatchObject({ driver: null, hostname: null, abilities: [] })
    session.receive(bytes('N'), 1_012)
    expect(session.state).toMatchObject({ driver: 'nmea', identified: true, hostname: null })
  })

  it('says why the only one that answered failed, rather than that nobody did', () => {
    const broken = function* (): Step<Letter> {
      yield* asking()
      return {}
    }
    const session = open({ steps: { identify: broken } })
    session.begin({ kind: 'identify' }, 1_000)
    session.receive(bytes('Y'), 1_001)
    while (session.deadlineMs !== null) session.advance(session.deadlineMs)
    expect(session.state).toMatchObject({ driver: null, problem: { code: 'test.silent' } })
  })
})

describe('what may be asked when', () => {
  it('nothing but identify before the device is identified', () => {
    const session = open({ steps: { verify: asking } })
    expect(() => session.begin({ kind: 'verify' }, 1_000)).toThrow(expect.objectContaining({ code: 'session.not-identified' }))
  })

  it('nothing after an identification that was cancelled half way', () => {
    const session = open({ steps: { identify: asking, verify: asking } })
    session.begin({ kind: 'identify' }, 1_000)
    session.receive(bytes('Y'), 1_001)
    session.cancel(1_002)
    expect(session.state).toMatchObject({ phase: 'idle', driver: 'improv', identified: false })
    expect(() => session.begin({ kind: 'verify' }, 1_003)).toThrow(expect.objectContaining({ code: 'session.not-identified' }))
  })

  it('logging in to a console that is not identified yet but asks for it', () => {
    const atLogin = () => known({ identified: false, loginNeeded: true, abilities: ['log-in'] })
    const session = open({ steps: { identify: atLogin, 'log-in': asking } })
    session.begin({ kind: 'identify' }, 1_000)
    session.receive(bytes('Y'), 1_001)
    expect(session.begin({ kind: 'log-in', user: 'pi', password: 'secret' }, 1_002)).toHaveLength(1)
  })

  it('nothing while a step runs, before the port is open, and after it is gone', () => {
    const closed = new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, [createDriver({})], 0)
    expect(() => closed.begin({ kind: 'identify' }, 0)).toThrow('still busy')
    const session = identified({ verify: asking })
    session.begin({ kind: 'verify' }, 1_010)
    expect(() => session.begin({ kind: 'verify' }, 1_011)).toThrow('still busy')
    session.lose(new Problem('port.vanished', 'Gone.'), 1_012)
    expect(() => session.begin({ kind: 'verify' }, 1_013)).toThrow('Gone.')
  })
})

describe('a step', () => {
  it('is not answered by what came before it, whole or begun', () => {
    const session = identified({ verify: () => asking({ hostname: 'new' }) })
    session.receive(bytes('Aaa'), 1_010)
    session.begin({ kind: 'verify' }, 1_020)
    expect(session.settlement).toBeNull()
    session.advance(2_020)
    expect(session.state.problem?.code).toBe('test.silent')
  })

  it('shows its progress at once and its claims at its end', () => {
    const slow = function* (): Step<Letter> {
      yield wish('a', 100, { networks: [{ ssid: 'A', rssiDbm: -40, secured: true }] })
      return { connected: true, ssid: 'A' }
    }
    const session = identified({ scan: slow })
    session.begin({ kind: 'scan' }, 1_010)
    expect(session.state).toMatchObject({ phase: 'working', step: 'scan', connected: false, networks: [{ ssid: 'A' }] })
    session.receive(bytes('X'), 1_020)
    expect(session.state).toMatchObject({ phase: 'idle', step: null, connected: true, ssid: 'A' })
  })

  it('is written down with the monotonic times of its beginning and end', () => {
    const session = identified({ verify: asking })
    session.begin({ kind: 'verify' }, 1_500)
    expect(session.state.steps.at(-1)).toEqual({ kind: 'verify', startedMs: 500, endedMs: null, outcome: null })
    session.receive(bytes('A'), 1_750)
    expect(session.state.steps).toEqual([
      { kind: 'identify', startedMs: 0, endedMs: 1, outcome: 'done' },
      { kind: 'verify', startedMs: 500, endedMs: 750, outcome: 'done' },
    ])
  })

  it('that would wait without a deadline is a fault of the program, and ends', () => {
    const endless = function* (): Step<Letter> {
      let event = yield wish('a', 10)
      while (event.kind !== 'B') event = yield keepWaiting
      return {}
    }
    const session = identified({ verify: endless })
    session.begin({ kind: 'verify' }, 1_010)
    session.advance(1_020)
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'session.unexpected' } })
    expect(session.deadlineMs).toBeNull()
  })

  it('sets the control lines before it writes', () => {
    const resetting = function* (): Step<Letter> {
      yield { ...wish('boot', 10), lines: { dtr: false, rts: true } }
      return {}
    }
    const session = identified({ verify: resetting })
    expect(words(session.begin({ kind: 'verify' }, 1_010))).toEqual(['lines', 'boot'])
  })

  it('forgets the old network as soon as new credentials are on their way', () => {
    const session = identified({ connect: asking }, { connected: true, ssid: 'old', urls: ['http://old/'] })
    session.begin({ kind: 'connect', ssid: 'new', password: 'secret' }, 1_010)
    expect(session.state).toMatchObject({ connected: false, ssid: null, urls: [] })
    session.cancel(1_020)
    expect(session.state).toMatchObject({ phase: 'idle', connected: false, ssid: null })
  })
})

describe('another device on the cable', () => {
  const first = { device: { name: 'A', firmware: 'f', version: '1', chip: 'C' }, hostname: 'a', connected: true, ssid: 'old' }

  it('is noticed at the end of a step and in the middle of one', () => {
    const midway = function* (): Step<Letter> {
      yield wish('who', 100, { hostname: 'b' })
      return {}
    }
    for (const verify of [() => asking({ hostname: 'b' }), midway]) {
      const session = identified({ verify }, first)
      session.begin({ kind: 'verify' }, 1_010)
      if (session.settlement === null) session.receive(bytes('A'), 1_011)
      expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'session.other-device' }, driver: null })
      expect(session.state).toMatchObject({ identified: false, connected: false, device: null, hostname: null, ssid: null })
      expect(session.settlement).toMatchObject({ ok: false, problem: { code: 'session.other-device' } })
      expect(session.evidence().exchanges).toEqual([])
    }
  })

  it('is noticed when it speaks another protocol', () => {
    let isSilent = false
    const identify = () => (isSilent ? asking() : known(first))
    const session = open({ steps: { identify } }, { name: 'nmea', sign: 'N', steps: { identify: known } })
    session.begin({ kind: 'identify' }, 1_000)
    session.receive(bytes('Y'), 1_001)
    expect(session.state).toMatchObject({ phase: 'idle', driver: 'improv', hostname: 'a' })
    isSilent = true
    session.begin({ kind: 'identify' }, 1_010)
    expect(words(session.advance(2_010))).toEqual(['nmea?'])
    session.receive(bytes('N'), 2_020)
    expect(session.state).toMatchObject({
      phase: 'failed',
      problem: { code: 'session.other-device' },
      identified: false,
      hostname: null,
    })
    session.begin({ kind: 'identify' }, 2_030)
    session.advance(2_130)
    session.receive(bytes('N'), 2_140)
    expect(session.state).toMatchObject({ phase: 'idle', driver: 'nmea', identified: true })
  })

  it('that is only silent is still the one that was known, and can answer again', () => {
    let isSilent = false
    const identify = () => (isSilent ? asking() : known(first))
    const session = open({ steps: { identify, verify: asking } }, { name: 'nmea', sign: 'N' })
    session.begin({ kind: 'identify' }, 1_000)
    session.receive(bytes('Y'), 1_001)
    isSilent = true
    session.begin({ kind: 'identify' }, 1_010)
    while (session.deadlineMs !== null) session.advance(session.deadlineMs)
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'test.silent' }, driver: 'improv', identified: true })
    session.begin({ kind: 'verify' }, 9_000)
    session.receive(bytes('A'), 9_001)
    expect(session.state).toMatchObject({ phase: 'idle', hostname: 'a' })
  })

  it('does not hear the secrets of the first in its evidence either', () => {
    const session = identified({ connect: () => asking({ hostname: 'b' }) }, first)
    session.begin({ kind: 'connect', ssid: 'new', password: 'secret' }, 1_010)
    session.receive(bytes('A'), 1_011)
    session.begin({ kind: 'identify' }, 1_020)
    session.receive(bytes('secretY'), 1_021)
    expect(
      session
        .evidence()
        .exchanges.map(({ hex }) => hex)
        .join(),
    ).not.toContain(Buffer.from('secret').toString('hex'))
    expect(
      session
        .evidence()
        .exchanges.map(({ hex }) => hex)
        .join(),
    ).toContain('**'.repeat(6))
  })

  it('is not what a new name that was asked for makes of a device', () => {
    const session = identified({ 'set-hostname': () => asking({ hostname: 'b' }) }, first)
    session.begin({ kind: 'set-hostname', hostname: 'b' }, 1_010)
    session.receive(bytes('A'), 1_011)
    expect(session.state).toMatchObject({ phase: 'idle', hostname: 'b', connected: true })
  })
})

describe('the end', () => {
  it.each([
    ['lost', (session: DeviceSession) => session.lose(new Problem('port.vanished', 'Gone.'), 1_100)],
    ['closed', (session: DeviceSession) => session.close(1_100)],
  ])('of a %s session is the end: nothing is heard, written or changed any more', (phase, end) => {
    const session = identified({ verify: asking }, { hostname: 'a' })
    session.begin({ kind: 'verify' }, 1_010)
    end(session)
    const { state, settlement } = session
    const evidence = session.evidence()
    expect(state).toMatchObject({ phase, step: null, hostname: 'a' })
    expect(settlement).toMatchObject({ ok: false })
    expect(session.receive(bytes('AAA'), 1_200)).toEqual([])
    expect(session.advance(9_000)).toEqual([])
    session.cancel(1_300)
    session.fail(new Problem('port.write-timeout', 'Late.'), 1_400)
    session.lose(new Problem('port.vanished', 'Again.'), 1_500)
    session.opened()
    expect(session.state).toBe(state)
    expect(session.settlement).toBe(settlement)
    expect(session.evidence()).toEqual(evidence)
    expect(session.deadlineMs).toBeNull()
  })

  it('of a lost session can still be closed', () => {
    const session = identified({})
    session.lose(new Problem('port.vanished', 'Gone.'), 1_100)
    session.close(1_200)
    expect(session.state.phase).toBe('closed')
  })

  it('after a failure is not an end: the next step runs', () => {
    const session = identified({ verify: asking })
    session.begin({ kind: 'verify' }, 1_010)
    session.fail(new Problem('port.write-timeout', 'It takes no bytes.'), 1_020)
    expect(session.state).toMatchObject({ phase: 'failed', identified: true, problem: { code: 'port.write-timeout' } })
    session.begin({ kind: 'verify' }, 1_030)
    expect(session.state).toMatchObject({ phase: 'working', problem: null })
    session.receive(bytes('A'), 1_040)
    expect(session.state).toMatchObject({ phase: 'idle', problem: null })
  })

  it('a reader that throws ends the step, and later bytes do no harm', () => {
    const faulty = createDriver({ steps: { identify: known, verify: asking } })
    let isBroken = false
    const createBroken = () => ({
      ...createReader(),
      push: (pushed: Uint8Array) => {
        if (isBroken) throw new RangeError('out of bounds')
        return createReader().push(pushed)
      },
    })
    const session = new DeviceSession(
      { sessionId: 's1', path: 'test', simulated: false },
      [{ ...faulty, createReader: createBroken }],
      0,
    )
    session.opened()
    session.begin({ kind: 'identify' }, 0)
    session.receive(bytes('Y'), 1)
    session.begin({ kind: 'verify' }, 2)
    isBroken = true
    expect(session.receive(bytes('A'), 3)).toEqual([])
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'session.unexpected', cause: 'out of bounds' } })
    expect(session.receive(bytes('A'), 4)).toEqual([])
  })

  it('a driver that throws ends the step and not the program', () => {
    const faulty = function* (): Step<Letter> {
      yield wish('a', 10)
      throw new TypeError('undefined is not a function')
    }
    const session = identified({ verify: faulty })
    session.begin({ kind: 'verify' }, 1_010)
    session.receive(bytes('X'), 1_011)
    expect(session.state).toMatchObject({
      phase: 'failed',
      problem: { code: 'session.unexpected', cause: 'undefined is not a function' },
    })
  })
})
