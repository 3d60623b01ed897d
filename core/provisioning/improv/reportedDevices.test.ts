/** Improv devices that people reported, and others of the same kinds. The names are those of the cases in fixtures/cases/serial. */
import { describe, expect, it } from 'vitest'
import { DeviceSession } from '../session/DeviceSession'
import { VirtualLine } from '../session/testing/VirtualLine'
import type { Emission, SimulatedDevice } from '../simulated/simulatedDevice'
import { createImprovDriver } from './improvDriver'
import { encodePacket, packetType } from './packet'
import { encodeResult } from './rpc'

const state = (value: number) => encodePacket({ type: packetType.state, data: Uint8Array.of(value) })
const error = (code: number) => encodePacket({ type: packetType.error, data: Uint8Array.of(code) })
const result = (command: number, ...strings: string[]) =>
  encodePacket({ type: packetType.result, data: encodeResult(command, strings) })
const log = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

type Said = Uint8Array | readonly [delayMs: number, bytes: Uint8Array]
/** What is said to the n-th order of a command; the last is said to all that follow. */
type Script = Record<number, readonly (readonly Said[])[]>

function device(script: Script): SimulatedDevice & { asked: number[] } {
  const asked: number[] = []
  const emission = (said: Said): Emission =>
    said instanceof Uint8Array ? { delayMs: 1, bytes: said, unplug: false } : { delayMs: said[0], bytes: said[1], unplug: false }
  return {
    asked,
    boot: () => [],
    receive(bytes) {
      const command = bytes[10] ?? 0
      const before = asked.filter((each) => each === command).length
      asked.push(command)
      const turns = script[command] ?? [[error(2)]]
      return (turns[before] ?? turns.at(-1) ?? []).map(emission)
    },
  }
}

const plain: Script = { 2: [[state(2)]], 3: [[result(3, 'fw', '1', 'chip', 'name')]] }
const joined = [state(4), result(1, 'http://192.0.2.7/')]
const credentials = { kind: 'connect', ssid: 'Mast-North', password: 'right horse' } as const

function open(script: Script) {
  const there = device({ ...plain, ...script })
  const session = new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, [createImprovDriver()], 0)
  const line = new VirtualLine(session, there)
  line.run({ kind: 'identify' })
  const sent = () => there.asked.filter((command) => command === 1).length
  return { line, session, sent, asked: there.asked }
}

describe('a state is a hint', () => {
  it('improv-state-03-while-offline: credentials are sent after a short wait, once, and the device joins', () => {
    const { line, session, sent } = open({ 2: [[state(3)]], 1: [[state(3), ...joined]] })
    const begunMs = line.nowMs
    expect(line.run(credentials)).toEqual({ ok: true })
    expect(session.state).toMatchObject({ connected: true, ssid: 'Mast-North', urls: ['http://192.0.2.7/'], problem: null })
    expect(sent()).toBe(1)
    expect(line.nowMs - begunMs).toBeLessThan(10_000)
  })

  it('after one wrong password the next is sent all the same', () => {
    const { line, session } = open({
      2: [[state(2)], [state(2)], [state(3)]],
      1: [
        [state(3), error(3)],
        [state(3), ...joined],
      ],
    })
    expect(line.run(credentials)).toMatchObject({ ok: false, problem: { code: 'improv.unable-to-connect' } })
    expect(line.run(credentials)).toEqual({ ok: true })
    expect(session.state.connected).toBe(true)
  })

  it('the failure of an attempt that ran before is not taken for that of these credentials', () => {
    const { line } = open({ 2: [[state(3)]], 1: [[error(3), [2_000, state(3)], ...joined]] })
    expect(line.run(credentials)).toEqual({ ok: true })
    const alone = open({ 2: [[state(3)]], 1: [[error(3)]] })
    expect(alone.line.run(credentials)).toMatchObject({ ok: false, problem: { code: 'improv.unable-to-connect' } })
  })

  it.each([0, 1, 5, 0x7f, 0xff])('state %i does not keep a device from joining', (value) => {
    const { line, session } = open({ 2: [[state(value)]], 1: [[state(3), [20_000, state(4)]]] })
    expect(session.state.abilities).toContain('connect')
    expect(line.run(credentials)).toEqual({ ok: true })
    expect(session.state).toMatchObject({ connected: true, ssid: 'Mast-North' })
  })

  it('verifying a device that says 03 for ever ends soon, with what it says of its network', () => {
    const online = open({ 2: [[state(3)]], 7: [[result(7, '3', 'http://192.0.2.7/')]] })
    online.line.run({ kind: 'verify' })
    expect(online.session.state).toMatchObject({ phase: 'idle', connected: true, problem: null })
    const offline = open({ 2: [[state(3)]] })
    const begunMs = offline.line.nowMs
    offline.line.run({ kind: 'verify' })
    expect(offline.session.state).toMatchObject({ phase: 'idle', connected: false, problem: { code: 'improv.still-joining' } })
    expect(offline.line.nowMs - begunMs).toBeLessThan(15_000)
  })
})

describe('the host waits longer than the device', () => {
  it('improv-error-after-30s: the password is to be checked', () => {
    const { line } = open({ 1: [[state(3), [30_000, error(3)], state(2)]] })
    expect(line.run(credentials)).toMatchObject({
      ok: false,
      problem: { code: 'improv.unable-to-connect', message: expect.stringContaining('check the password') },
    })
  })

  it('improv-join-33s: it is connected, and the name of the network kept', () => {
    const { line, session } = open({ 1: [[state(3), [33_000, state(4)], result(1, 'http://192.0.2.7/')]] })
    expect(line.run(credentials)).toEqual({ ok: true })
    expect(session.state).toMatchObject({ connected: true, ssid: 'Mast-North', urls: ['http://192.0.2.7/'] })
  })

  it('a scan whose first result takes twelve seconds is heard, and asked for once', () => {
    const { line, session, asked } = open({ 4: [[[12_000, result(4, 'A', '-40', 'YES')], result(4)]] })
    expect(line.run({ kind: 'scan' })).toEqual({ ok: true })
    expect(session.state).toMatchObject({ networks: [{ ssid: 'A' }], problem: null })
    expect(asked.filter((command) => command === 4)).toHaveLength(1)
  })

  it('a last word that arrived damaged is asked for', () => {
    const torn = (bytes: Uint8Array) =>
      Uint8Array.of(...bytes.subarray(0, 9), ...log('I (99) wifi: up\r\n'), ...bytes.subarray(9))
    const script = (now: number): Script => ({ 2: [[state(2)], [state(2)], [state(now)]], 1: [[state(3), torn(state(4))]] })
    const { line, session } = open(script(4))
    expect(line.run(credentials)).toEqual({ ok: true })
    expect(session.state).toMatchObject({ connected: true, ssid: 'Mast-North' })
    const unsure = open(script(3))
    expect(unsure.line.run(credentials)).toMatchObject({
      problem: { code: 'improv.connect-timeout', message: expect.stringContaining('damaged') },
    })
  })
})

describe('lists of networks', () => {
  const network = (name: string) => result(4, name, '-50', 'YES')
  const torn = (bytes: Uint8Array, at: number) =>
    Uint8Array.of(...bytes.subarray(0, at), ...log('[D][wifi:123]: Found networks:\r\n'), ...bytes.subarray(at))

  it.each([12, 9, 7, 6, 3])(
    'improv-scan-torn: torn at byte %i, the list says that it is incomplete, and how much is missing',
    (at) => {
      const { line, session } = open({
        4: [[network('First'), torn(network('Second'), at), torn(network('Third'), at), result(4)]],
      })
      expect(line.run({ kind: 'scan' })).toEqual({ ok: true })
      expect(session.state.networks.map(({ ssid }) => ssid)).toEqual(['First'])
      expect(session.state.problem).toMatchObject({
        code: 'improv.scan-incomplete',
        message: expect.stringMatching(/^.*2 of .*scan again/),
      })
      expect(session.state.abilities).toContain('scan')
    },
  )

  it.each<[string, readonly Said[]]>([
    ['that does not end', [network('First')]],
    ['that ends with an error', [network('First'), error(0xff)]],
    ['whose result was cut off', [network('First'), network('Second').subarray(0, 14)]],
    ['whose result lacks a string', [network('First'), result(4, 'Second', '-50'), result(4)]],
    [
      'whose lengths run past the end',
      [network('First'), encodePacket({ type: 4, data: Uint8Array.of(4, 3, 9, 65, 66) }), result(4)],
    ],
  ])('a list %s is incomplete', (_what, said) => {
    const { line, session } = open({ 4: [said] })
    expect(line.run({ kind: 'scan' })).toEqual({ ok: true })
    expect(session.state).toMatchObject({ networks: [{ ssid: 'First' }], problem: { code: 'improv.scan-incomplete' } })
  })

  it('log text that names the protocol is no damage', () => {
    const { line, session } = open({
      4: [[log('IMPROVED signal, IMPROV idle, IMPRO'), network('First'), log('IMP\r\n'), result(4)]],
    })
    line.run({ kind: 'scan' })
    expect(session.state).toMatchObject({ networks: [{ ssid: 'First' }], problem: null })
  })

  it('improv-first-scan-empty: it is asked again by itself', () => {
    const { line, session, asked } = open({ 4: [[result(4)], [network('A'), network('B'), result(4)]] })
    expect(line.run({ kind: 'scan' })).toEqual({ ok: true })
    expect(session.state.networks.map(({ ssid }) => ssid)).toEqual(['A', 'B'])
    expect(session.state.problem).toBeNull()
    expect(asked.filter((command) => command === 4)).toHaveLength(2)
  })

  it('a list that stays empty is believed after the third', () => {
    const { line, session, asked } = open({ 4: [[result(4)]] })
    expect(line.run({ kind: 'scan' })).toEqual({ ok: true })
    expect(session.state).toMatchObject({ networks: [], problem: null })
    expect(asked.filter((command) => command === 4)).toHaveLength(3)
  })

  it('"unknown command" once is damage on the way, not a device that cannot scan', () => {
    const { line, session } = open({ 4: [[error(2)], [network('A'), result(4)]] })
    line.run({ kind: 'scan' })
    expect(session.state).toMatchObject({ networks: [{ ssid: 'A' }], problem: null })
    expect(session.state.abilities).toContain('scan')
  })
})

it('a device whose answers arrive damaged is not called silent', () => {
  const info = result(3, 'fw', '1', 'chip', 'name')
  const { session } = open({ 3: [[info.with(13, 1)]] })
  expect(session.state).toMatchObject({ identified: false, problem: { code: 'improv.damaged' } })
})
