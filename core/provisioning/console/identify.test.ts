import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
import { createImprovDriver } from '../improv/improvDriver'
import { DeviceSession } from '../session/DeviceSession'
import type { ProvisioningDriver } from '../session/ProvisioningDriver'
import { VirtualLine } from '../session/testing/VirtualLine'
import type { SimulatedDevice } from '../simulated/simulatedDevice'
import { createSimulatedGateway, trainingConsolePassword } from '../simulated/simulatedGateway'
import { gatewayPersona } from '../simulated/simulatedGatewayPersona'
import { gatewayCommand, networkCommand, systemCommand } from './commands'
import { createConsoleDriver } from './consoleDriver'
import { printed, scriptedConsole, scriptedShell } from './testing/scriptedConsole'

const open = (device: SimulatedDevice, drivers: ProvisioningDriver[] = [createConsoleDriver()]) =>
  new VirtualLine(new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, drivers, 0), device)

const system = 'uname Linux gw 6.1.0 armv7l\nuid 1000\n'
/** A Linux where everything is as in `said`, by command. */
const linux = (said: Record<string, [string, number?]>) =>
  scriptedShell((marked) => {
    const [output, exitCode] = said[marked.command] ?? ['', 127]
    return printed(marked, output, exitCode)
  })

describe('a gateway behind a login', () => {
  it('says its host name and that it wants a login; nothing more is claimed', () => {
    const line = open(createSimulatedGateway({ unit: 3 }))
    line.run({ kind: 'identify' })
    expect(line.session.state).toMatchObject({
      phase: 'idle',
      driver: 'linux-console',
      identified: false,
      loginNeeded: true,
      hostname: 'gateway-3',
      abilities: ['log-in'],
      device: null,
      identifiers: [],
    })
  })

  it('is known after the login, and says that it is simulated', () => {
    const line = open(createSimulatedGateway({ unit: 3 }))
    line.run({ kind: 'identify' })
    line.run({ kind: 'log-in', user: 'root', password: trainingConsolePassword })
    const { address, mac, name } = gatewayPersona(3)
    expect(line.session.state).toMatchObject({
      identified: true,
      loginNeeded: false,
      simulated: true,
      connected: true,
      hostname: 'gateway-3',
      device: { name, firmware: 'simulated-gateway', version: '1.3.0', chip: 'Commonmast Training Gateway', osVersion: '1.0' },
      abilities: ['verify', 'set-hostname', 'prove', 'register'],
      network: { online: true, wifi: false, ethernet: true, thread: false, modem: false },
    })
    expect(line.session.state.identifiers).toEqual([
      { kind: 'helium-key', value: address },
      { kind: 'helium-onboarding-key', value: address },
      { kind: 'mac', value: mac },
      { kind: 'serial-number', value: 'TRAINING-0003' },
    ])
  })

  it('is found although Improv asked before, whose bytes a login takes for a name', () => {
    const line = open(createSimulatedGateway(), [createImprovDriver(), createConsoleDriver()])
    line.run({ kind: 'identify' })
    expect(line.session.state).toMatchObject({ driver: 'linux-console', loginNeeded: true })
    line.run({ kind: 'log-in', user: 'root', password: trainingConsolePassword })
    expect(line.session.state).toMatchObject({ phase: 'idle', identified: true })
  })

  it('is found although Improv asked at its shell before', () => {
    const line = open(createSimulatedGateway({ loggedIn: true }), [createImprovDriver(), createConsoleDriver()])
    line.run({ kind: 'identify' })
    expect(line.session.state).toMatchObject({ driver: 'linux-console', identified: true, loginNeeded: false })
  })

  it('logged out in between says so, and is the same after the next login', () => {
    const device = createSimulatedGateway({ loggedIn: true })
    const line = open(device)
    line.run({ kind: 'identify' })
    const { identifiers } = line.session.state
    device.receive(new TextEncoder().encode('exit\r'))
    expect(line.run({ kind: 'verify' })).toMatchObject({ ok: false, problem: { code: 'console.login-needed' } })
    expect(line.session.state).toMatchObject({ loginNeeded: true, abilities: ['log-in'], identified: true })
    line.run({ kind: 'log-in', user: 'root', password: trainingConsolePassword })
    expect(line.session.state).toMatchObject({ phase: 'idle', identifiers, loginNeeded: false })
  })

  it('that was exchanged is another device', () => {
    const devices = [createSimulatedGateway({ loggedIn: true }), createSimulatedGateway({ loggedIn: true, unit: 2 })]
    let at = 0
    const line = open({ boot: () => [], receive: (bytes) => devices[at]?.receive(bytes) ?? [] })
    line.run({ kind: 'identify' })
    at = 1
    expect(line.run({ kind: 'verify' })).toMatchObject({ ok: false, problem: { code: 'session.other-device' } })
  })
})

describe('any Linux', () => {
  it('without gateway-rs is known by what its system says', () => {
    const network = 'net eth0 a=AA:bb:00:11:22:33 c=0 device\nnet lo a=00:00:00:00:00:00 c=1\n'
    const line = open(linux({ [systemCommand]: [system], [networkCommand]: [network] }))
    line.run({ kind: 'identify' })
    expect(line.session.state).toMatchObject({
      phase: 'idle',
      problem: null,
      device: { name: 'gw', firmware: 'Linux', version: '6.1.0', chip: 'armv7l', os: 'Linux', osVersion: '6.1.0' },
      identifiers: [{ kind: 'mac', value: 'aa:bb:00:11:22:33' }],
      abilities: ['verify'],
      connected: false,
      simulated: false,
    })
  })

  it('whose gateway-rs names no key says why, and can neither prove nor register', () => {
    const line = open(linux({ [systemCommand]: [system], [gatewayCommand]: ['helium_gateway 1.0.0\nError: no keypair\n', 1] }))
    line.run({ kind: 'identify' })
    expect(line.session.state).toMatchObject({
      phase: 'idle',
      identified: true,
      abilities: ['verify'],
      device: { firmware: 'helium_gateway', version: '1.0.0' },
      problem: { code: 'helium.no-key', cause: 'Error: no keypair' },
    })
  })

  it('whose gateway-rs names a forged key has none', () => {
    const forged = JSON.stringify({ key: '13GAPer3q6D4X4xFDeSaDtqq1mYji4tCjbMcQN7fL3YVvvgXyer', name: 'forged' })
    const line = open(linux({ [systemCommand]: [system], [gatewayCommand]: [`helium_gateway 1.0.0\n${forged}\n`] }))
    line.run({ kind: 'identify' })
    expect(line.session.state.identifiers.map(({ kind }) => kind)).not.toContain('helium-key')
    expect(line.session.state.problem?.code).toBe('helium.no-key')
  })

  it('is asked again when a mark was damaged', () => {
    let asked = 0
    const device = scriptedShell((marked) => {
      asked += 1
      return asked === 1 ? `<b:${marked.token.slice(1)}` : printed(marked, marked.command === systemCommand ? system : '', 0)
    })
    const line = open(device)
    line.run({ kind: 'identify' })
    expect(line.session.state).toMatchObject({ phase: 'idle', identified: true })
  })

  it('that does not say what it is, is none', () => {
    const line = open(linux({ [systemCommand]: ['uid 0\n'] }))
    expect(line.run({ kind: 'identify' })).toMatchObject({ ok: false, problem: { code: 'console.not-linux' } })
  })

  it('shows nothing that could disturb a screen', () => {
    const evil = 'uname Linux g\u009b2Jw 6.1 \u202Earm\nPRETTY_NAME="x\u0085y"\n'
    const bytes = unescapedUtf8(evil)
    const line = open(linux({ [systemCommand]: [bytes] }))
    line.run({ kind: 'identify' })
    expect(line.session.state.identified).toBe(true)
    expect(JSON.stringify(line.session.state.device)).not.toMatch(/[\u0080-\u009f\u202e]/)
  })
})

describe('what is no running Linux', () => {
  it('a boot loader is named', () => {
    const line = open(scriptedConsole(() => '\r\n=> '))
    expect(line.run({ kind: 'identify' })).toMatchObject({ ok: false, problem: { code: 'console.boot-loader' } })
    expect(line.session.state.identified).toBe(false)
  })

  it('a system that still starts is waited for', () => {
    const start: Array<[number, string]> = Array.from({ length: 20 }, (_each, at) => [
      500,
      `[   ${at}.000001] starting\r\n`.padStart(20),
    ])
    let isUp = false
    const device = scriptedConsole(() => (isUp ? '\r\ngw login: ' : ''), [...start, [100, '\r\nTest Linux\r\n\r\ngw login: ']])
    const line = open(device)
    line.run({ kind: 'identify' })
    isUp = true
    expect(line.session.state).toMatchObject({ loginNeeded: true, hostname: 'gw' })
    expect(line.nowMs).toBeGreaterThan(9_000)
  })

  it('a receiver of satellites is left alone', () => {
    const sentence = '$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n'
    for (const cut of [1, 5, 40]) {
      const idle = () =>
        [sentence.slice(0, cut), sentence.slice(cut)].map((text) => ({
          delayMs: 100,
          bytes: new TextEncoder().encode(text),
          unplug: false,
        }))
      const line = open({ boot: idle, receive: () => [], idle })
      line.run({ kind: 'identify' })
      expect(line.session.state).toMatchObject({ phase: 'failed', driver: null, problem: { code: 'session.silent' } })
      expect(line.written.every((bytes) => bytes.length === 1 && bytes[0] === 0x0d)).toBe(true)
    }
  })
})

it('keeps a key that only looks like one away from the command line', () => {
  const line = open(createSimulatedGateway({ loggedIn: true }))
  line.run({ kind: 'identify' })
  const before = line.written.length
  const owner = 'x; reboot'
  expect(() => line.begin({ kind: 'register', owner, payer: owner, mode: 'full' })).toThrow(
    expect.objectContaining({ code: 'helium.bad-address', field: 'owner' }),
  )
  expect(() => line.begin({ kind: 'prove', challengeKey: ed25519.getPublicKey(new Uint8Array(32)).slice(1) })).toThrow(
    expect.objectContaining({ code: 'helium.bad-challenge' }),
  )
  expect(line.written.length).toBe(before)
})

/** One character a byte, as a line carries it. */
function unescapedUtf8(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')
}
