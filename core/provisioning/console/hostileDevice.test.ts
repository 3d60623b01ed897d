/** Devices that mean harm, or are broken in ways that look like it: every step ends named, in bounded time and memory. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
import { DeviceSession } from '../session/DeviceSession'
import { sessionStateSchema } from '../session/sessionState'
import type { StepRequest } from '../session/stepRequest'
import { randomBytes } from '../session/testing/badDevices'
import { VirtualLine } from '../session/testing/VirtualLine'
import type { SimulatedDevice } from '../simulated/simulatedDevice'
import { createSimulatedGateway } from '../simulated/simulatedGateway'
import { createConsoleDriver } from './consoleDriver'
import { printed, type Said, scriptedConsole, scriptedShell } from './testing/scriptedConsole'

const prove: StepRequest = { kind: 'prove', challengeKey: ed25519.getPublicKey(new Uint8Array(32).fill(3)) }

function open(device: SimulatedDevice): VirtualLine {
  return new VirtualLine(
    new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, [createConsoleDriver()], 0),
    device,
  )
}

/** Identifies a good gateway and then has `bad` answer on its line. */
function turned(bad: (written: string) => Said): VirtualLine {
  const good = createSimulatedGateway({ loggedIn: true })
  const evil = scriptedConsole(bad)
  let isBad = false
  const line = open({ boot: () => [], receive: (bytes) => (isBad ? evil : good).receive(bytes) })
  line.run({ kind: 'identify' })
  expect(line.session.state.identified).toBe(true)
  isBad = true
  return line
}

const prompt = '\r\nroot@gw:~# '
const million = Array.from(randomBytes(7, 1_000_000), (byte) => String.fromCharCode(byte)).join('')

describe('a step that meets', () => {
  it.each<[string, (written: string) => Said]>([
    ['a million random bytes', (written) => (written.includes('printf') ? million : prompt)],
    ['a million random bytes after the begin mark', (written) => `${prompt}${begin(written)}${million}`],
    ['output without an end', (written) => (written.includes('printf') ? `${begin(written)}${'x'.repeat(300_000)}` : prompt)],
    [
      'an escape sequence without an end',
      (written) => (written.includes('printf') ? `${begin(written)}\x1b]${'x'.repeat(99_999)}` : prompt),
    ],
    [
      'a kernel message without an end',
      (written) => (written.includes('printf') ? `${begin(written)}[    5.000000] ${'x'.repeat(99_999)}` : prompt),
    ],
    [
      'marks of every other command',
      (written) => (written.includes('printf') ? '<b:abcdefgh>{"txn":"AAAA"}<e:abcdefgh:0>' : prompt),
    ],
    ['its own line sent back', (written) => (written.includes('printf') ? written.repeat(50) : prompt)],
    ['a half mark', (written) => (written.includes('printf') ? begin(written).slice(0, -1) : prompt)],
    [
      'an end before the beginning',
      (written) => (written.includes('printf') ? `${begin(written).replace('<b', '<e').replace('>', ':0>')}` : prompt),
    ],
    ['silence', () => ''],
    ['prompts that never run anything', () => prompt],
    ['a restart', (written) => (written.includes('printf') ? '[    0.000000] Linux version 6.1\r\n' : prompt)],
    ['a login', () => '\r\ngw login: '],
  ])('%s ends named and proves nothing', (_what, bad) => {
    const line = turned(bad)
    const startMs = line.nowMs
    expect(line.run(prove)).toMatchObject({
      ok: false,
      problem: { code: expect.stringMatching(/^(?:console|helium)\.[a-z-]+$/) },
    })
    const state = sessionStateSchema.parse(line.session.state)
    expect(state).toMatchObject({ phase: 'failed', proof: null, registration: null, step: null })
    expect(line.nowMs - startMs).toBeLessThan(60_000)
    expect(JSON.stringify(state).length).toBeLessThan(10_000)
  })
})

it('a device that says what is nobody else knows shows a bounded state', () => {
  const long = 'x'.repeat(60_000)
  const line = open(
    scriptedShell((marked) =>
      printed(
        marked,
        `uname Linux ${long} ${long} ${long}\nmodel ${long}\nPRETTY_NAME="${long}"\nnet ${long} a=${long} c=1\n`.slice(0, 60_000),
      ),
    ),
  )
  line.run({ kind: 'identify' })
  expect(JSON.stringify(line.session.state).length).toBeLessThan(5_000)
})

/** The begin mark of the command that was written. */
function begin(written: string): string {
  return `<b:${/"b:(\w+)"/.exec(written)?.[1] ?? 'none'}>`
}
