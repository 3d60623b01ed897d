import { describe, expect, it } from 'vitest'
import { type ConnectWish, connectOrder, usableKeep } from './connectOrder'

const wish: ConnectWish = {
  network: { ssid: 'Mast' },
  isOpen: false,
  keptAs: null,
  usesKept: false,
  typed: 'roof-secret',
  keep: 'no',
}

describe('connectOrder', () => {
  it('gives back the bytes of a name that is not UTF-8', () => {
    const network = { ssid: 'Caf\uFFFD', ssidHex: '436166e9', rssiDbm: -60, secured: true }
    expect(connectOrder({ ...wish, network })).toEqual({
      kind: 'connect',
      ssid: 'Caf\uFFFD',
      ssidHex: '436166e9',
      password: 'roof-secret',
      keep: 'no',
    })
    expect(connectOrder(wish)).not.toHaveProperty('ssidHex')
  })

  it('sends an empty password only to a network that is said to be open', () => {
    expect(connectOrder({ ...wish, typed: '' })).toBeNull()
    expect(connectOrder({ ...wish, typed: '', keptAs: 'memory' })).toBeNull()
    expect(connectOrder({ ...wish, isOpen: true, keep: 'memory' })).toMatchObject({ password: '', keep: 'no' })
  })

  it('uses the kept password, or puts the typed one in its place', () => {
    expect(connectOrder({ ...wish, typed: '', keptAs: 'keychain', usesKept: true })).toMatchObject({ password: null, keep: 'no' })
    expect(connectOrder({ ...wish, keptAs: 'keychain' })).toMatchObject({ password: 'roof-secret', keep: 'keychain' })
    expect(connectOrder({ ...wish, keptAs: 'memory' })).toMatchObject({ password: 'roof-secret', keep: 'memory' })
  })

  it('keeps a typed password as was chosen', () => {
    expect(connectOrder({ ...wish, keep: 'memory' })).toMatchObject({ keep: 'memory' })
  })
})

it('asks no keychain that is not there', () => {
  expect(usableKeep('keychain', 'This system has none.')).toBe('no')
  expect(usableKeep('keychain', null)).toBe('keychain')
  expect(usableKeep('memory', 'This system has none.')).toBe('memory')
})
