import { describe, expect, it } from 'vitest'
import type { StepResult } from './ProvisioningDriver'
import { sameDevice } from './sameDevice'
import { newSessionState, type SessionState } from './sessionState'

const device = { name: 'Heron', firmware: 'fw', version: '1', chip: 'C3' }
const key = { kind: 'helium-key', value: 'k1' } as const
const known: SessionState = {
  ...newSessionState({ sessionId: 's1', path: 'p', simulated: false }),
  device,
  hostname: 'mast-1',
  identifiers: [key, { kind: 'mac', value: 'm1' }, { kind: 'mac', value: 'm2' }],
}
const mac = (value: string) => ({ kind: 'mac', value }) as const
const joined: SessionState = { ...known, identifiers: [{ kind: 'join-eui', value: 'j1' }] }
const bare: SessionState = { ...known, identifiers: [] }

describe('whether it is the same device', () => {
  it.each<[string, SessionState, StepResult, boolean]>([
    ['nothing new', known, {}, true],
    ['the same again', known, { device, hostname: 'mast-1', identifiers: [key] }, true],
    ['another chip', known, { device: { ...device, chip: 'S3' }, identifiers: [key] }, false],
    ['another firmware', known, { device: { ...device, firmware: 'other' } }, false],
    ['a newer version', known, { device: { ...device, version: '2' } }, true],
    ['another key', known, { identifiers: [{ kind: 'helium-key', value: 'k2' }] }, false],
    ['one of its two addresses', known, { identifiers: [{ kind: 'mac', value: 'm2' }] }, true],
    ['one of its addresses and one of a network adapter that came later', known, { identifiers: [mac('m3'), mac('m2')] }, true],
    ['other addresses only', known, { identifiers: [mac('m3'), mac('m4')] }, false],
    ['one of its addresses, but another key', known, { identifiers: [mac('m1'), { kind: 'helium-key', value: 'k2' }] }, false],
    ['another JoinEUI', joined, { identifiers: [{ kind: 'join-eui', value: 'j2' }] }, true],
    [
      'another name and the same JoinEUI',
      joined,
      { hostname: 'mast-2', identifiers: [{ kind: 'join-eui', value: 'j1' }] },
      false,
    ],
    ['an identifier of a kind not known before', known, { identifiers: [{ kind: 'dev-eui', value: 'e' }] }, true],
    ['another name, but its own key', known, { device: { ...device, name: 'Swift' }, hostname: 'x', identifiers: [key] }, true],
    ['another name', bare, { device: { ...device, name: 'Swift' } }, false],
    ['another host name', bare, { hostname: 'mast-2' }, false],
    ['no host name this time', bare, { hostname: null }, true],
  ])('%s', (_what, before, learned, isSame) => {
    expect(sameDevice(before, learned, 'verify')).toBe(isSame)
  })

  it('a step that renames it may find another name, but no other key', () => {
    expect(sameDevice(bare, { hostname: 'roof', device: { ...device, name: 'Swift' } }, 'set-hostname')).toBe(true)
    expect(sameDevice(known, { hostname: 'roof', identifiers: [{ kind: 'mac', value: 'm3' }] }, 'set-device-name')).toBe(false)
  })
})
