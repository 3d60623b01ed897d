import { utf8ToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../improv/text'
import { DeviceSession } from '../session/DeviceSession'
import { randomBytes } from '../session/testing/badDevices'
import { VirtualLine } from '../session/testing/VirtualLine'
import type { SimulatedDevice } from '../simulated/simulatedDevice'
import { createSimulatedRakModule } from '../simulated/simulatedRakModule'
import { type AtMessage, AtReader, readLine } from './AtReader'
import { createRakDriver } from './rakDriver'

const identity = { sessionId: 's1', path: 'test', simulated: false }

function open(device: SimulatedDevice) {
  return new VirtualLine(new DeviceSession(identity, [createRakDriver()], 0), device)
}

function identified(device: SimulatedDevice) {
  const line = open(device)
  line.run({ kind: 'identify' })
  return line
}

/** Answers each question with what `answers` holds, or as unknown; `?` is what comes for all others. */
function answering(answers: Record<string, string>): SimulatedDevice {
  const reply = (line: string) => answers[/^AT\+(\w+)=\?$/.exec(line)?.[1] ?? ''] ?? answers['?'] ?? '\r\nAT_ERROR\r\n'
  return {
    boot: () => [],
    receive: (bytes) => [{ delayMs: 10, bytes: utf8ToBytes(reply(decodeText(bytes).trim())), unplug: false }],
  }
}

const whole = {
  abilities: ['verify'],
  device: {
    name: 'RAK3172',
    firmware: 'RUI3',
    version: 'RUI_4.0.6_RAK3172-E_simulated',
    chip: 'stm32wle5xx',
    radio: 'LoRaWAN EU868, OTAA',
  },
  identifiers: [
    { kind: 'dev-eui', value: 'AC1F09FFFE000007' },
    { kind: 'join-eui', value: 'AC1F09FFF9153172' },
    { kind: 'serial-number', value: '360103025030000007' },
  ],
  identified: true,
  simulated: true,
  phase: 'idle',
  problem: null,
}

describe('identifying a module', () => {
  it.each([
    ['as it is', {}],
    ['with echo', { echo: true }],
    ['with events in between', { events: true }],
    ['that is busy at first', { busyAnswers: 2 }],
    ['all at once', { echo: true, events: true, busyAnswers: 3, noise: true, fragment: true }],
  ])('learns the same of one %s', (_how, options) => {
    const { state } = identified(createSimulatedRakModule({ unit: 7, ...options })).session
    expect(state).toMatchObject({ ...whole, connected: true })
  })

  it('knows firmware before RUI3 by its bare values', () => {
    const { state } = identified(answering({ VER: 'V1.0.4\r\n\r\nOK\r\n', DEVEUI: 'ac1f09fffe000001\r\n\r\nOK\r\n' })).session
    expect(state).toMatchObject({
      device: { name: 'RAK module', firmware: 'RAK AT', version: 'V1.0.4', chip: '' },
      identifiers: [{ kind: 'dev-eui', value: 'AC1F09FFFE000001' }],
      simulated: false,
      connected: false,
    })
  })

  it('takes zeros for an EUI that was never given', () => {
    const answers = { VER: 'AT+VER=RUI_4.1.0\r\n\r\nOK\r\n', DEVEUI: 'AT+DEVEUI=0000000000000000\r\n\r\nOK\r\n' }
    expect(identified(answering(answers)).session.state).toMatchObject({ identified: true, identifiers: [] })
  })

  it('asks for public values only, never for a key, and orders nothing', () => {
    const asked = new Set<string>()
    for (const options of [{}, { joined: false }, { bare: true }, { busyAnswers: 3 }, { echo: true }, { silent: true }]) {
      const line = open(createSimulatedRakModule(options))
      line.run({ kind: 'identify' })
      if (line.session.state.identified) line.run({ kind: 'verify' })
      for (const bytes of line.written) asked.add(decodeText(bytes))
    }
    const questions = ['VER', 'HWMODEL', 'HWID', 'SN', 'DEVEUI', 'APPEUI', 'BAND', 'NJM', 'NJS']
    // The empty line wakes a module that sleeps.
    expect([...asked].sort()).toEqual(['\r\n', ...questions.map((name) => `AT+${name}=?\r\n`)].sort())
    expect([...asked].join()).not.toMatch(/KEY|ATZ|ATR|=[^?]/)
  })

  it.each([
    ['session.silent', 'silence', createSimulatedRakModule({ silent: true })],
    ['session.silent', 'another modem', answering({ '?': '\r\nERROR\r\n' })],
    ['session.silent', 'a shell', answering({ '?': 'AT+VER=?: command not found\r\n$ ' })],
    ['rak.busy', 'a module that joins', createSimulatedRakModule({ busyAnswers: 1_000 })],
    ['rak.strange', 'a module that refuses all', answering({})],
    ['rak.silent', 'one that goes quiet', answering({ VER: 'AT+VER=RUI_4\r\n\r\nOK\r\n', HWMODEL: '' })],
    [
      'rak.restarted',
      'one that restarts',
      answering({ VER: 'AT+VER=RUI_4\r\n\r\nOK\r\n', HWMODEL: '\r\nRAKwireless RAK3172-E\r\nCurrent Work Mode: LoRaWAN.\r\n' }),
    ],
  ])('%s: %s', (code, _what, device) => {
    const { state } = identified(device).session
    expect(state).toMatchObject({ phase: 'failed', identified: false, problem: { code } })
  })

  it('records an EUI only when it was read alike twice', () => {
    let asked = 0
    const once = answering({ VER: 'AT+VER=RUI_4\r\n\r\nOK\r\n' })
    const device: SimulatedDevice = {
      boot: () => [],
      receive(bytes) {
        if (!decodeText(bytes).includes('DEVEUI')) return once.receive(bytes)
        asked += 1
        const digit = asked === 1 ? '2' : '1'
        return [{ delayMs: 5, bytes: utf8ToBytes(`AT+DEVEUI=AC1F09FFFE00000${digit}\r\n\r\nOK\r\n`), unplug: false }]
      },
    }
    expect(identified(device).session.state.identifiers).toEqual([{ kind: 'dev-eui', value: 'AC1F09FFFE000001' }])
    expect(asked).toBe(3)
  })

  it.each(['AT_ERROR', 'AT_PARAM_ERROR', 'AT_COMMAND_NOT_FOUND', 'AT_MODE_NO_SUPPORT'])(
    'asks once more after %s, which damage on the way can bring about',
    (error) => {
      const module = createSimulatedRakModule({ unit: 7 })
      const asked = new Map<string, number>()
      const device: SimulatedDevice = {
        boot: () => [],
        receive(bytes) {
          const question = decodeText(bytes)
          const times = (asked.get(question) ?? 0) + 1
          asked.set(question, times)
          if (times > 1 || question.includes('VER')) return module.receive(bytes)
          return [{ delayMs: 5, bytes: utf8ToBytes(`\r\n${error}\r\n`), unplug: false }]
        },
      }
      expect(identified(device).session.state).toMatchObject({ ...whole, connected: true })
      // One that the module does not know is not asked for ever.
      expect(identified(answering({ VER: 'AT+VER=RUI_4\r\n\r\nOK\r\n' })).written.length).toBeLessThan(40)
    },
  )

  it('does not take a late answer for the one that is awaited', () => {
    const session = new DeviceSession(identity, [createRakDriver()], 0)
    session.opened()
    session.begin({ kind: 'identify' }, 0)
    session.receive(utf8ToBytes('AT+VER=RUI_4\r\n\r\nOK\r\n'), 1)
    session.receive(utf8ToBytes('AT+VER=RUI_4\r\n\r\nOK\r\nAT+VER=RUI_4\r\n\r\nOK\r\n'), 2)
    session.receive(utf8ToBytes('AT+HWMODEL=rak4631\r\n\r\nOK\r\n'), 3)
    session.receive(utf8ToBytes('AT+HWID=nrf52840\r\n\r\nOK\r\n'), 4)
    for (let atMs = 5; session.settlement === null; atMs += 200) {
      session.receive(utf8ToBytes('\r\nAT_ERROR\r\n'), atMs)
      session.advance(atMs + 199)
    }
    expect(session.state).toMatchObject({ phase: 'idle', device: { name: 'RAK4631', chip: 'nrf52840', version: 'RUI_4' } })
  })
})

describe('verifying a module', () => {
  it('says whether it has joined, and keeps what is known of it', () => {
    const line = identified(createSimulatedRakModule({ unit: 7 }))
    line.run({ kind: 'verify' })
    expect(line.session.state).toMatchObject({ ...whole, connected: true })
    const alone = identified(createSimulatedRakModule({ unit: 7, joined: false }))
    expect(alone.session.state).toMatchObject({ ...whole, connected: false })
    alone.run({ kind: 'verify' })
    expect(alone.session.state).toMatchObject({ phase: 'idle', connected: false, problem: { code: 'rak.not-joined' } })
    expect(alone.session.state.identifiers).toEqual(whole.identifiers)
  })

  it('notices another module on the same cable', () => {
    let device = createSimulatedRakModule({ unit: 1 })
    const line = identified({ boot: () => [], receive: (bytes) => device.receive(bytes) })
    device = createSimulatedRakModule({ unit: 2 })
    line.run({ kind: 'verify' })
    expect(line.session.state).toMatchObject({ phase: 'failed', identifiers: [], problem: { code: 'session.other-device' } })
  })

  it('notices another module with the same EUI by its serial number', () => {
    const module = createSimulatedRakModule({ unit: 1 })
    let hasOtherSerial = false
    const line = identified({
      boot: () => [],
      receive: (bytes) =>
        hasOtherSerial && decodeText(bytes).includes('SN')
          ? [{ delayMs: 5, bytes: utf8ToBytes('AT+SN=another\r\n\r\nOK\r\n'), unplug: false }]
          : module.receive(bytes),
    })
    hasOtherSerial = true
    line.run({ kind: 'verify' })
    expect(line.session.state).toMatchObject({ phase: 'failed', identifiers: [], problem: { code: 'session.other-device' } })
  })

  it('cannot be asked for anything else', () => {
    const line = identified(createSimulatedRakModule())
    expect(() => line.begin({ kind: 'set-hostname', hostname: 'x' })).toThrow(
      expect.objectContaining({ code: 'driver.no-such-step' }),
    )
  })
})

describe('modules that people reported', () => {
  const module = createSimulatedRakModule({ unit: 0xc1 })
  const say = (text: string) => [{ delayMs: 5, bytes: utf8ToBytes(text), unplug: false }]

  it('rak-command-not-found-once: a module that sleeps loses the first letter of each line that wakes it', () => {
    let isAwake = false
    let asked = 0
    const line = identified({
      boot: () => [],
      receive(bytes) {
        asked += 1
        // It sleeps again after each fifth line.
        const wasAwake = isAwake
        isAwake = asked % 5 !== 0
        return module.receive(wasAwake ? bytes : bytes.slice(1))
      },
    })
    expect(line.session.state).toMatchObject({
      identified: true,
      problem: null,
      identifiers: [{ kind: 'dev-eui', value: 'AC1F09FFFE0000C1' }, { kind: 'join-eui' }, { kind: 'serial-number' }],
    })
    expect(line.written.map((bytes) => decodeText(bytes))).toContain('\r\n')
  })

  it('a module that answers no DevEUI is identified, and that is said, also when it is verified', () => {
    let tells = false
    const line = identified({
      boot: () => [],
      receive: (bytes) =>
        !tells && decodeText(bytes).includes('DEVEUI') ? say('\r\nAT_COMMAND_NOT_FOUND\r\n') : module.receive(bytes),
    })
    const missing = { code: 'rak.no-dev-eui', message: expect.stringContaining('DevEUI') }
    expect(line.session.state).toMatchObject({ identified: true, problem: missing })
    line.run({ kind: 'verify' })
    expect(line.session.state).toMatchObject({ phase: 'idle', problem: missing })
    tells = true
    line.run({ kind: 'verify' })
    expect(line.session.state.problem).toBeNull()
    expect(line.session.state.identifiers).toContainEqual({ kind: 'dev-eui', value: 'AC1F09FFFE0000C1' })
    tells = false
    line.run({ kind: 'verify' })
    expect(line.session.state).toMatchObject({ problem: missing, identifiers: expect.arrayContaining([expect.anything()]) })
  })

  it.each([
    ['SN', 'serial number'],
    ['APPEUI', 'JoinEUI'],
  ])('what else it does not tell is named too: %s', (question, name) => {
    const line = identified({
      boot: () => [],
      receive: (bytes) => (decodeText(bytes).includes(question) ? say('\r\nAT_ERROR\r\n') : module.receive(bytes)),
    })
    expect(line.session.state.problem).toMatchObject({
      code: 'rak.identifier-missing',
      message: expect.stringContaining(name),
    })
  })

  it.each(['AC:1F:09:FF:FE:00:00:C1', 'ac-1f-09-ff-fe-00-00-c1', '0xAC1F09FFFE0000C1', 'AC 1F 09 FF FE 00 00 C1'])(
    'a DevEUI that is written as %s is the same',
    (written) => {
      const line = identified({
        boot: () => [],
        receive: (bytes) =>
          decodeText(bytes).includes('DEVEUI') ? say(`AT+DEVEUI=${written}\r\n\r\nOK\r\n`) : module.receive(bytes),
      })
      expect(line.session.state).toMatchObject({ problem: null, identifiers: [{ value: 'AC1F09FFFE0000C1' }, {}, {}] })
    },
  )

  it('a DevEUI that was never written is named as that', () => {
    const zeros = 'AT+DEVEUI=0000000000000000\r\n\r\nOK\r\n'
    const line = identified({
      boot: () => [],
      receive: (bytes) => (decodeText(bytes).includes('DEVEUI') ? say(zeros) : module.receive(bytes)),
    })
    expect(line.session.state.problem).toMatchObject({ code: 'rak.no-dev-eui', message: expect.stringContaining('zeros') })
  })
})

describe('lines', () => {
  it.each([
    ['AT+DEVEUI=AC1F09FFFE000001', { kind: 'value', name: 'DEVEUI', text: 'AC1F09FFFE000001' }],
    ['[I] half a line AT+NJS=1', { kind: 'value', name: 'NJS', text: '1' }],
    ['  OK ', { kind: 'status', status: 'OK' }],
    ['AT_NO_NETWORK_JOINED', { kind: 'status', status: 'AT_NO_NETWORK_JOINED' }],
    ['+EVT:JOINED', { kind: 'event', text: 'JOINED' }],
    ['OKAY', { kind: 'line', text: 'OKAY' }],
    ['AT+VER=?', null],
    ['AT', null],
    ['', null],
    ['OK\u0000', null],
  ])('%s', (line, message) => {
    expect(readLine(line)).toEqual(message)
  })

  it('are the same in every cut, and any value comes back', () => {
    const text = fc.stringMatching(/^[\w.-]{1,40}$/)
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), fc.array(fc.nat(200), { maxLength: 6 }), (values, cuts) => {
        const bytes = utf8ToBytes(values.map((value) => `AT+SN=${value}\r\n\r\nOK\r\n`).join(''))
        const reader = new AtReader()
        const edges = [0, ...cuts.map((cut) => cut % bytes.length).sort((a, b) => a - b), bytes.length]
        const found = edges.slice(1).flatMap((edge, at) => reader.push(bytes.subarray(edges[at], edge)))
        expect(found).toEqual(
          values.flatMap((value) => [
            { kind: 'value', name: 'SN', text: value },
            { kind: 'status', status: 'OK' },
          ]),
        )
      }),
    )
  })

  it('a million random bytes leave nothing behind', () => {
    const bytes = randomBytes(11, 1_000_000)
    const whole = new AtReader()
    const messages = whole.push(bytes)
    expect(messages.every(({ kind }) => kind === 'line')).toBe(true)
    const cut = new AtReader()
    const found: AtMessage[] = []
    for (let at = 0, step = 1; at < bytes.length; at += step, step = (step * 7) % 1_009)
      found.push(...cut.push(bytes.subarray(at, at + step)))
    expect(found).toEqual(messages)
    expect(whole.push(utf8ToBytes(`${'x'.repeat(5_000)}\r\nOK\r\n`))).toEqual([{ kind: 'status', status: 'OK' }])
  })
})
