import { describe, expect, it } from 'vitest'
import { checkAddress, checkHoldersAddress, ZERO_ADDRESS } from './evmAddress'

const ADDRESS = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D'
const refused = (code: string) => expect.objectContaining({ code })

describe('checkAddress', () => {
  it('takes an address with its checksum, also one without letters', () => {
    expect(checkAddress(ADDRESS, 'ada')).toBe(ADDRESS)
    expect(checkAddress(`0x${'1'.repeat(40)}`, 'ada')).toBe(`0x${'1'.repeat(40)}`)
  })

  it('refuses what has no checksum, a wrong one, a wrong length, or is nobody’s', () => {
    expect(() => checkAddress(ADDRESS.toLowerCase(), 'ada')).toThrow(refused('address.no-checksum'))
    expect(() => checkAddress(`0x${ADDRESS.slice(2).toUpperCase()}`, 'ada')).toThrow(refused('address.no-checksum'))
    expect(() => checkAddress(ADDRESS.replace('dE', 'De'), 'ada')).toThrow(refused('address.wrong-checksum'))
    expect(() => checkAddress(ADDRESS.slice(0, -1), 'ada')).toThrow(refused('address.malformed'))
    expect(() => checkAddress(ZERO_ADDRESS, 'ada')).toThrow(refused('address.zero'))
  })
})

describe('checkHoldersAddress', () => {
  it('refuses addresses that nobody has the key of, where a token may be', () => {
    for (const end of ['0001', '1010', 'dEaD']) {
      const address = `0x${'0'.repeat(36)}${end}`
      expect(checkAddress(address, 'the token')).toBe(address)
      expect(() => checkHoldersAddress(address, 'ada')).toThrow(refused('address.no-key'))
    }
    expect(checkHoldersAddress(ADDRESS, 'ada')).toBe(ADDRESS)
  })
})
