import { describe, expect, it } from 'vitest'
import { heliumSignatureHolds, readHeliumAddress } from '../helium/heliumKey'
import type { Emission, SimulatedDevice } from './simulatedDevice'
import { createSimulatedGateway, trainingConsolePassword } from './simulatedGateway'
import { gatewayPersona, simulatedGateway } from './simulatedGatewayPersona'

const text = (emissions: Emission[]) =>
  emissions.flatMap(({ bytes }) => Array.from(bytes, (byte) => String.fromCharCode(byte))).join('')
const type = (device: SimulatedDevice, keys: string) => text(device.receive(Uint8Array.from(keys, (key) => key.charCodeAt(0))))

function loggedIn(): SimulatedDevice {
  return createSimulatedGateway({ loggedIn: true })
}

describe('each training gateway', () => {
  it('is one of its own', () => {
    const personas = Array.from({ length: 200 }, (_each, at) => gatewayPersona(at + 1))
    for (const of of ['hostname', 'mac', 'serialNumber', 'name', 'address'] as const) {
      expect(new Set(personas.map((persona) => persona[of])).size).toBe(personas.length)
    }
    expect(gatewayPersona(7).address).toBe(gatewayPersona(7).address)
  })

  it.each(['ed25519', 'p256'] as const)('signs with a real %s key', (kind) => {
    for (const unit of [1, 2, 3, 4, 5, 6]) {
      const { key, address, sign } = gatewayPersona(unit, kind)
      const message = Uint8Array.of(1, 2, unit)
      expect(key.kind).toBe(kind)
      expect(readHeliumAddress(address)).toEqual(key)
      expect(heliumSignatureHolds(key, message, sign(message))).toBe(true)
      expect(heliumSignatureHolds(key, Uint8Array.of(9), sign(message))).toBe(false)
    }
  })

  it('says that it is simulated', () => {
    expect(simulatedGateway.firmware).toContain('simulated')
    expect(text(createSimulatedGateway().boot())).toContain('(simulated)')
  })
})

describe('its terminal', () => {
  it('asks for a login and never echoes the password', () => {
    const device = createSimulatedGateway({ unit: 4 })
    expect(text(device.boot())).toMatch(/gateway-4 login: $/)
    expect(type(device, 'root\r')).toBe('root\r\nPassword: ')
    expect(type(device, trainingConsolePassword)).toBe('')
    expect(type(device, '\r')).toMatch(/\$|# $/)
  })

  it.each([
    ['root', 'wrong'],
    ['guest', trainingConsolePassword],
  ])('refuses %s with "%s"', (user, password) => {
    const device = createSimulatedGateway()
    type(device, `${user}\r`)
    expect(type(device, `${password}\r`)).toMatch(/Login incorrect\r\ngateway-1 login: $/)
  })

  it('echoes and prints as the recorded bash does', () => {
    const line = `printf '\\n<%s>' "b:9m5tsfbd"; nosuchcmd; printf '<e:9m5tsfbd:%d>\\n' $?`
    expect(type(loggedIn(), '\r')).toBe('\r\n\x1b[?2004l\r\x1b[?2004hroot@gateway-1:~# ')
    expect(type(loggedIn(), `${line}\r`)).toBe(
      `${line}\r\n\x1b[?2004l\r\r\n<b:9m5tsfbd>bash: nosuchcmd: command not found\r\n<e:9m5tsfbd:127>\r\n\x1b[?2004hroot@gateway-1:~# `,
    )
  })

  it.each([
    ['a rubbed out letter', 'lx\x7fs\r', 'bash: ls: command not found'],
    ['a cleared line', 'reboot\x15ls\r', 'bash: ls: command not found'],
    ['an interrupted line', 'reboot\x03ls\r', 'bash: ls: command not found'],
    ['Enter as CR LF', 'ls\r\n', 'bash: ls: command not found'],
  ])('knows %s', (_what, keys, said) => {
    const answer = type(loggedIn(), keys)
    expect(answer).toContain(said)
    expect(answer.match(/command not found/g)).toHaveLength(1)
    expect(answer).not.toContain('reboot: command')
  })

  it('goes back to the login on exit', () => {
    expect(type(loggedIn(), 'exit\r')).toMatch(/logout\r\n[\s\S]*gateway-1 login: $/)
  })

  it('takes any bytes, and its line stays bounded', () => {
    for (const device of [createSimulatedGateway(), loggedIn()]) {
      const random = Uint8Array.from({ length: 300_000 }, (_each, at) => (Math.imul(at + 1, 2_654_435_761) >>> 13) & 0xff)
      expect(device.receive(random).length).toBeGreaterThan(0)
      const endless = new Uint8Array(300_000).fill(0x61)
      type(device, '\x15')
      const echoed = text(device.receive(endless))
      expect(echoed.length).toBeLessThan(20_000)
      expect(type(device, '\x03\r')).toMatch(/(?:login: |# )$/)
    }
  })
})
