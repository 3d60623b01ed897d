import { describe, expect, it } from 'vitest'
import { newSessionState, type SessionState } from '#core/provisioning/session/sessionState'
import { type MoveInputs, nextMove } from './nextMove'
import { NOTHING_TOLD, type SameSettings } from './sameSettings'

const session = (change: Partial<SessionState>): SessionState => ({
  ...newSessionState({ sessionId: 's', path: '/dev/ttyX', simulated: false }),
  phase: 'idle',
  identified: true,
  ...change,
})
const improv = session({ abilities: ['identify', 'scan', 'connect', 'set-hostname', 'set-device-name', 'verify'] })
const gateway = session({ abilities: ['identify', 'prove', 'register', 'verify'] })
const same: SameSettings = { ...NOTHING_TOLD, network: { ssid: 'Mast', open: false } }
const move = (state: SessionState, inputs: Partial<MoveInputs>) =>
  nextMove(state, { passed: [], same: null, keptNetworks: [], told: NOTHING_TOLD, ...inputs })

describe('nextMove, for the first device', () => {
  it('asks for each step that the device can do, in order', () => {
    expect(move(improv, {})).toEqual({ kind: 'ask', step: 'connect' })
    expect(move(improv, { passed: ['connect'] })).toEqual({ kind: 'ask', step: 'name' })
    expect(move(gateway, {})).toEqual({ kind: 'ask', step: 'prove' })
    expect(move(session({ abilities: ['identify', 'receive-position'] }), {})).toEqual({ kind: 'ask', step: 'position' })
  })

  it('verifies without asking, and lets the answer be looked at', () => {
    expect(move(improv, { passed: ['connect', 'name'] })).toMatchObject({
      kind: 'order',
      order: { kind: 'verify' },
      after: 'look',
    })
  })

  it('asks for the login of a console first', () => {
    expect(move(session({ abilities: ['log-in'], loginNeeded: true }), { same })).toEqual({ kind: 'ask', step: 'log-in' })
  })

  it('ends with the label and the outcome', () => {
    const passed = ['connect', 'name', 'verify', 'position', 'sign'] as const
    expect(move(improv, { passed: [...passed] }).step).toBe('label')
    expect(move(improv, { passed: [...passed, 'label'] })).toEqual({ kind: 'ask', step: 'outcome' })
  })
})

it('asks for nothing that was left out, once the record is signed', () => {
  expect(move(improv, { passed: ['sign'] })).toEqual({ kind: 'ask', step: 'label' })
})

describe('nextMove, with the settings of the device before', () => {
  it('joins the same network with the password that main keeps', () => {
    expect(move(improv, { same, keptNetworks: [{ ssid: 'Mast' }] })).toMatchObject({
      order: { kind: 'connect', ssid: 'Mast', password: null },
      after: 'pass',
      told: { network: same.network },
    })
  })

  it('joins the network whose name has the same bytes, not one that looks the same', () => {
    const latin = { ssid: 'Caf\uFFFD', ssidHex: '436166e9' }
    const settings = { ...same, network: { ...latin, open: false } }
    expect(move(improv, { same: settings, keptNetworks: [latin] })).toMatchObject({ order: { ...latin, password: null } })
    expect(move(improv, { same: settings, keptNetworks: [{ ssid: latin.ssid }] })).toEqual({ kind: 'ask', step: 'connect' })
  })

  it('asks when the password is not kept', () => {
    expect(move(improv, { same, keptNetworks: [{ ssid: 'Other' }] })).toEqual({ kind: 'ask', step: 'connect' })
  })

  it('needs no password for an open network, and leaves a device alone that shall have none', () => {
    const open = { ...same, network: { ssid: 'Guest', open: true } }
    expect(move(improv, { same: open })).toMatchObject({ order: { kind: 'connect', ssid: 'Guest', password: '' } })
    expect(move(improv, { same: { ...same, network: null } })).toEqual({ kind: 'pass', step: 'connect' })
  })

  it('gives the next names, one after the other', () => {
    const named = { ...same, deviceName: 'Mast 9', hostname: 'mast-09' }
    const passed = ['connect' as const]
    const first = move(improv, { same: named, passed })
    expect(first).toMatchObject({ order: { kind: 'set-device-name', name: 'Mast 10' }, after: 'more' })
    const second = move(improv, { same: named, passed, told: { ...NOTHING_TOLD, deviceName: 'Mast 10' } })
    expect(second).toMatchObject({ order: { kind: 'set-hostname', hostname: 'mast-10' }, after: 'pass' })
    const told = { ...NOTHING_TOLD, deviceName: 'Mast 10', hostname: 'mast-10' }
    expect(move(improv, { same: named, passed, told })).toEqual({ kind: 'pass', step: 'name' })
  })

  it('gives only the name that the device takes', () => {
    const plain = session({ abilities: ['connect', 'set-hostname', 'verify'] })
    const named = { ...same, deviceName: 'Mast 9', hostname: 'mast-09' }
    expect(move(plain, { same: named, passed: ['connect'] })).toMatchObject({ order: { kind: 'set-hostname' }, after: 'pass' })
  })

  it('proves and registers as before, or leaves both out as before', () => {
    const register = { owner: 'o', payer: 'p', mode: 'full' } as const
    expect(move(gateway, { same: { ...same, prove: true } })).toMatchObject({ order: { kind: 'prove' }, after: 'pass' })
    expect(move(gateway, { same })).toEqual({ kind: 'pass', step: 'prove' })
    const passed = ['prove' as const]
    expect(move(gateway, { same: { ...same, register }, passed })).toMatchObject({ order: { kind: 'register', ...register } })
    expect(move(gateway, { same, passed })).toEqual({ kind: 'pass', step: 'register' })
  })

  it('verifies and then asks for the position, which differs', () => {
    const passed = ['connect', 'name'] as const
    expect(move(improv, { same, passed: [...passed] })).toMatchObject({ order: { kind: 'verify' }, after: 'pass' })
    expect(move(improv, { same, passed: [...passed, 'verify'] })).toEqual({ kind: 'ask', step: 'position' })
  })

  it('comes to a person or to the end from every device and every setting', () => {
    const settings = [same, { ...same, network: null }, { ...same, prove: true, hostname: 'a-1', deviceName: 'b', label: false }]
    for (const state of [improv, gateway]) {
      for (const each of settings) {
        const inputs: MoveInputs = { passed: [], same: each, keptNetworks: [{ ssid: 'Mast' }], told: NOTHING_TOLD }
        let rounds = 0
        for (let at = nextMove(state, inputs); at.kind !== 'ask'; at = nextMove(state, inputs)) {
          if (at.kind === 'order') inputs.told = { ...inputs.told, ...at.told }
          if (at.kind === 'pass' || at.after !== 'more') inputs.passed = [...inputs.passed, at.step]
          expect(++rounds).toBeLessThan(10)
        }
        expect(nextMove(state, inputs).step).toBe('position')
      }
    }
  })
})
