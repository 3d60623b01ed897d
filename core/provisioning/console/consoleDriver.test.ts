import { ed25519 } from '@noble/curves/ed25519.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../model/problem'
import { heliumAddress, readHeliumKey } from '../helium/heliumKey'
import { DeviceSession } from '../session/DeviceSession'
import { newSessionState } from '../session/sessionState'
import type { StepRequest } from '../session/stepRequest'
import { driverConformance } from '../session/testing/driverConformance'
import { VirtualLine } from '../session/testing/VirtualLine'
import type { SimulatedDevice } from '../simulated/simulatedDevice'
import { createSimulatedGateway, trainingConsolePassword } from '../simulated/simulatedGateway'
import { createConsoleDriver } from './consoleDriver'

const challengeKey = ed25519.getPublicKey(utf8ToBytes('a challenge of thirty-two bytes!'))
const owner = heliumAddress(readHeliumKey(Uint8Array.from([1, ...ed25519.getPublicKey(new Uint8Array(32).fill(7))])))
const steps: StepRequest[] = [
  { kind: 'identify' },
  { kind: 'log-in', user: 'root', password: trainingConsolePassword },
  { kind: 'set-hostname', hostname: 'roof-12' },
  { kind: 'prove', challengeKey },
  { kind: 'register', owner, payer: owner, mode: 'full' },
  { kind: 'verify' },
]

describe('conformance', () => {
  driverConformance('linux-console', {
    createDriver: () => createConsoleDriver(),
    createDevice: (faults) => createSimulatedGateway(faults),
    steps,
    // pulledCable.test.ts takes each byte.
    mostPulls: 150,
  })
})

describe('leaving', () => {
  const open = (gateway: SimulatedDevice) =>
    new VirtualLine(new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, [createConsoleDriver()], 0), gateway)
  const said = (gateway: SimulatedDevice, bytes: Uint8Array) =>
    new TextDecoder().decode(Uint8Array.from(gateway.receive(bytes).flatMap((emission) => [...emission.bytes])))

  it('closes the shell that it opened', () => {
    const gateway = createSimulatedGateway({ unit: 1 })
    const line = open(gateway)
    for (const request of steps.slice(0, 2)) expect(line.run(request)).toEqual({ ok: true })
    expect(said(gateway, line.session.farewell() ?? new Uint8Array(0))).toMatch(/logout\r\n[\s\S]*login: $/)
  })

  it('says nothing to a login, to a shell that was open before, or to a cable that is out', () => {
    const atLogin = open(createSimulatedGateway())
    expect(atLogin.session.farewell()).toBeNull()
    atLogin.run({ kind: 'identify' })
    expect(atLogin.session.farewell()).toBeNull()
    atLogin.run({ kind: 'log-in', user: 'root', password: trainingConsolePassword })
    atLogin.session.lose(new Problem('port.vanished', 'The cable was pulled.'), atLogin.nowMs)
    expect(atLogin.session.farewell()).toBeNull()
    const atShell = open(createSimulatedGateway({ loggedIn: true }))
    atShell.run({ kind: 'identify' })
    expect(atShell.session.farewell()).toBeNull()
  })
})

describe('the order of things', () => {
  it('cannot be asked for what a console does not do', () => {
    const driver = createConsoleDriver()
    const state = newSessionState({ sessionId: 's1', path: 'test', simulated: false })
    for (const kind of ['scan'] as const) {
      expect(() => driver.step({ kind }, state)).toThrow(expect.objectContaining({ code: 'driver.no-such-step' }))
    }
  })

  it('needs tokens that nobody can guess, each once', () => {
    const written = new Set<string>()
    const driver = createConsoleDriver()
    for (let round = 0; round < 50; round += 1) {
      const line = new VirtualLine(
        new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, [driver], 0),
        createSimulatedGateway({ loggedIn: true }),
      )
      line.run({ kind: 'identify' })
      for (const bytes of line.written) {
        const token = /"b:(\w+)"/.exec(new TextDecoder().decode(bytes))?.[1]
        if (token) expect(written.has(token) || token.length < 12).toBe(false)
        if (token) written.add(token)
      }
    }
    expect(written.size).toBe(150)
  })

  it('writes no line that a small shell cuts off', () => {
    const line = new VirtualLine(
      new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, [createConsoleDriver()], 0),
      createSimulatedGateway(),
    )
    for (const step of steps) line.run(step)
    expect(Math.max(...line.written.map((bytes) => bytes.length))).toBeLessThan(512)
  })
})
