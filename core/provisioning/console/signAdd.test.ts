import { ed25519 } from '@noble/curves/ed25519.js'
import { base64 } from '@scure/base'
import { describe, expect, it } from 'vitest'
import { type HeliumKey, heliumAddress, readHeliumAddress, readHeliumKey, solanaAddress } from '../helium/heliumKey'
import { DeviceSession } from '../session/DeviceSession'
import type { StepRequest } from '../session/stepRequest'
import { VirtualLine } from '../session/testing/VirtualLine'
import type { SimulatedDevice } from '../simulated/simulatedDevice'
import { createSimulatedGateway, type SimulatedGatewayOptions } from '../simulated/simulatedGateway'
import { gatewayPersona } from '../simulated/simulatedGatewayPersona'
import { signedAddGateway } from '../simulated/simulatedGatewayTxn'
import { gatewayCommand, systemCommand } from './commands'
import { createConsoleDriver } from './consoleDriver'
import { type MarkedCommand, printed, scriptedShell } from './testing/scriptedConsole'

const keyOf = (seed: number) => readHeliumKey(Uint8Array.from([1, ...ed25519.getPublicKey(new Uint8Array(32).fill(seed))]))
const challenge = keyOf(1)
const owner = keyOf(2)
const payer = keyOf(3)
const persona = gatewayPersona(1)
const prove: StepRequest = { kind: 'prove', challengeKey: challenge.bytes.slice(1) }
const register: StepRequest = {
  kind: 'register',
  owner: heliumAddress(owner),
  payer: solanaAddress(payer) ?? '',
  mode: 'dataonly',
}

function open(device: SimulatedDevice): VirtualLine {
  const line = new VirtualLine(
    new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, [createConsoleDriver()], 0),
    device,
  )
  line.run({ kind: 'identify' })
  return line
}

const gateway = (options: SimulatedGatewayOptions = {}) => open(createSimulatedGateway({ loggedIn: true, ...options }))

/** A gateway that answers `add` as the test wants. */
function gatewayThat(answer: (command: string, marked: MarkedCommand) => string): VirtualLine {
  const info = JSON.stringify({ key: persona.address, name: persona.name, onboarding: persona.address })
  return open(
    scriptedShell((marked) => {
      if (marked.command === systemCommand) return printed(marked, 'uname Linux gw 6.1 arm\n')
      if (marked.command === gatewayCommand) return printed(marked, `helium_gateway 1.3.0\n${info}\n`)
      return marked.command.startsWith('helium_gateway add') ? answer(marked.command, marked) : printed(marked, '')
    }),
  )
}

const addJson = (txn: string, more = {}) => `${JSON.stringify({ address: persona.address, txn, ...more })}\n`
const signed = (changes: Partial<{ owner: HeliumKey; payer: HeliumKey }> = {}) =>
  signedAddGateway({ owner: challenge, payer: challenge, gateway: persona.key, sign: persona.sign, ...changes })

describe('a proof', () => {
  it.each(['ed25519', 'p256'] as const)('of an %s key holds the transaction over the fresh challenge', (keyKind) => {
    const line = gateway({ keyKind })
    expect(line.run(prove)).toEqual({ ok: true })
    const { address } = gatewayPersona(1, keyKind)
    expect(line.session.state.proof).toMatchObject({
      method: 'helium-add-gateway',
      key: address,
      keyKind,
      challenge: heliumAddress(challenge),
    })
    expect(line.session.state.registration).toBeNull()
  })

  it('says that the daemon must run', () => {
    const line = gateway({ daemonDown: true })
    expect(line.run(prove)).toMatchObject({
      ok: false,
      problem: { code: 'helium.not-proved', message: expect.stringContaining('daemon does not run: start it') },
    })
    expect(line.session.state).toMatchObject({ proof: null, identified: true })
  })

  it('is none once a bit of the transaction is another', () => {
    const bytes = base64.decode(signed())
    let flip = 0
    const line = gatewayThat((_command, marked) => {
      const changed = bytes.slice()
      changed[flip >> 3] = (changed[flip >> 3] ?? 0) ^ (1 << (flip & 7))
      return printed(marked, addJson(base64.encode(changed)))
    })
    for (; flip < bytes.length * 8; flip += 17) {
      expect(line.run(prove)).toMatchObject({ ok: false, problem: { code: 'helium.not-proved' } })
      expect(line.session.state.proof).toBeNull()
    }
  })

  it.each<[string, string, string]>([
    ['an older challenge', addJson(signed({ owner: keyOf(9) })), 'helium.other-owner'],
    [
      'another gateway',
      addJson(
        signedAddGateway({ owner: challenge, payer: challenge, gateway: gatewayPersona(2).key, sign: gatewayPersona(2).sign }),
      ),
      'helium.other-gateway',
    ],
    [
      "another's signature",
      addJson(signedAddGateway({ owner: challenge, payer: challenge, gateway: persona.key, sign: gatewayPersona(2).sign })),
      'helium.signature-fails',
    ],
    ['no base64', addJson('***'), 'helium.not-base64'],
    ['no transaction', '{"address":"x"}\n', '{"address":"x"}'],
    ['a proof in its own words', '{"txn":"AAAA","proved":true,"signatureHolds":true}\n', 'protobuf.broken'],
    ['nothing', '', 'It said nothing.'],
  ])('is not made of %s', (_what, output, cause) => {
    const line = gatewayThat((_command, marked) => printed(marked, output))
    expect(line.run(prove)).toMatchObject({ ok: false, problem: { code: 'helium.not-proved', cause } })
    expect(line.session.state.proof).toBeNull()
  })

  it('is found between the lines of a log', () => {
    const log = '2026-11-21T12:00:00Z INFO {gateway} listening {"a": 1}\n'
    const line = gatewayThat((_command, marked) => printed(marked, log + addJson(signed()) + log))
    expect(line.run(prove)).toEqual({ ok: true })
  })

  it("is asked for in Helium's form of an address where the program does not know Solana's", () => {
    const commands: string[] = []
    const line = gatewayThat((command, marked) => {
      commands.push(command)
      const isOld = command.includes(heliumAddress(challenge))
      return isOld ? printed(marked, addJson(signed())) : printed(marked, "error: Invalid value for '--owner <owner>'\n", 2)
    })
    expect(line.run(prove)).toEqual({ ok: true })
    expect(commands).toHaveLength(2)
  })

  it('stays when a later one fails, for it was true when it was made', () => {
    let fails = false
    const line = gatewayThat((_command, marked) =>
      fails ? printed(marked, 'Error: busy\n', 1) : printed(marked, addJson(signed())),
    )
    line.run(prove)
    const { proof } = line.session.state
    fails = true
    expect(line.run(prove)).toMatchObject({
      ok: false,
      problem: {
        message: "The gateway's key is not proved: Error: busy. Try again; if it stays so, restart the gateway.",
      },
    })
    expect(line.session.state.proof).toEqual(proof)
    expect(proof).not.toBeNull()
  })
})

describe('a registration', () => {
  it.each(['dataonly', 'full'] as const)('for %s is kept with whom it is for', (mode) => {
    const line = gateway()
    expect(line.run({ ...register, mode })).toEqual({ ok: true })
    expect(line.session.state.registration).toMatchObject({
      gateway: persona.address,
      owner: solanaAddress(owner),
      payer: solanaAddress(payer),
      mode,
    })
    expect(line.session.state.proof).toBeNull()
  })

  it('for an owner with a P-256 key is written in the form that there is', () => {
    const p256Owner = gatewayPersona(5, 'p256').address
    let asked = ''
    const line = gatewayThat((command, marked) => {
      asked = command
      return printed(marked, addJson(signed({ owner: readHeliumAddress(p256Owner), payer }), { mode: 'dataonly' }))
    })
    expect(line.run({ ...register, owner: p256Owner })).toEqual({ ok: true })
    expect(asked).toContain(`--owner ${p256Owner} `)
    expect(line.session.state.registration?.owner).toBe(p256Owner)
  })

  it.each<[string, string, string]>([
    ['another owner', addJson(signed({ owner: keyOf(9), payer })), 'helium.other-owner'],
    ['another payer', addJson(signed({ owner, payer: keyOf(9) })), 'helium.other-payer'],
    ['another mode', addJson(signed({ owner, payer }), { mode: 'full' }), 'It answered for the mode "full".'],
  ])('is none for %s', (_what, output, cause) => {
    const line = gatewayThat((_command, marked) => printed(marked, output))
    expect(line.run(register)).toMatchObject({ ok: false, problem: { code: 'helium.not-signed', cause } })
    expect(line.session.state.registration).toBeNull()
  })

  it('takes the addresses with blanks around them, and names the field of one that is none', () => {
    const line = gateway()
    expect(line.run({ ...register, owner: ` ${heliumAddress(owner)}\n` })).toEqual({ ok: true })
    for (const bad of ['', 'x', '$(reboot)', `${heliumAddress(owner)};reboot`, heliumAddress(owner).slice(1)]) {
      expect(() => line.begin({ ...register, payer: bad })).toThrow(
        expect.objectContaining({ code: 'helium.bad-address', field: 'payer' }),
      )
    }
  })
})
