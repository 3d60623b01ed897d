import { base58, bech32, bech32m } from '@scure/base'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deviceKey } from './deviceKey'
import { decodeHeliumAddress, encodeHeliumAddress } from './heliumAddress'

const HELIUM = '11LCQYHjBAL9guKeRpoKBdkM6UQPWJ8Ar4guAnjqGQZwh8h6kCM'
const keyOf = (text: string, network = 'other') => deviceKey(network, text).key
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const pairsOf = (raw: Uint8Array) => [...raw].map((byte) => byte.toString(16).padStart(2, '0'))
const refused = (code: string) => expect.objectContaining({ code })

describe('deviceKey', () => {
  it('[DK1] an EUI is 16 upper-case digits, however it is written', () => {
    fc.assert(
      fc.property(bytes(8), fc.constantFrom('ttn', 'other', 'helium'), (raw, network) => {
        const pairs = pairsOf(raw)
        const bare = pairs.join('')
        const spellings = [bare, `eui-${bare}`, `0x${bare}`, pairs.join(':'), pairs.join('-'), pairs.join(' '), ` ${bare}\t`]
        for (const text of [...spellings, ...spellings.map((spelling) => spelling.toUpperCase())]) {
          expect(deviceKey(network, text)).toEqual({ key: bare.toUpperCase(), kind: 'eui' })
        }
      }),
    )
    expect(() => deviceKey('ttn', 'eui-a84041ffff1e000')).toThrow(refused('device-key.short-eui'))
  })

  it('[DK2] a MAC is six upper-case pairs with colons; twelve decimal digits stay as they are', () => {
    fc.assert(
      fc.property(bytes(6), (raw) => {
        const pairs = pairsOf(raw)
        const bare = pairs.join('')
        const quads = bare.match(/.{4}/g) ?? []
        const isDecimal = /^\d+$/.test(bare)
        const expected = isDecimal ? { key: bare, kind: 'text' } : { key: pairs.join(':').toUpperCase(), kind: 'mac' }
        for (const text of [bare, bare.toUpperCase(), pairs.join(':'), pairs.join('-').toUpperCase(), quads.join('.')]) {
          expect(deviceKey('other', text)).toEqual(expected)
        }
      }),
    )
    expect([keyOf('202304120001'), keyOf('20:23:04:12:00:01')]).toEqual(['202304120001', '202304120001'])
  })

  it('[DK3] longer hexadecimal keys are lower case, 0x stands before EVM addresses alone', () => {
    const address = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
    for (const text of [address, address.toLowerCase(), address.slice(2).toUpperCase()]) {
      expect(deviceKey('world-mobile', text)).toEqual({ key: address.toLowerCase(), kind: 'hex' })
    }
    const long = 'AB'.repeat(32)
    expect([keyOf(long), keyOf(`0x${long}`)]).toEqual([long.toLowerCase(), long.toLowerCase()])
  })

  it('[DK4] a Helium address keeps its letters and is checked; its Solana form is the same key', () => {
    expect(deviceKey('helium', ` ${HELIUM} `)).toEqual({ key: HELIUM, kind: 'helium' })
    expect(deviceKey('other', HELIUM)).toEqual({ key: HELIUM, kind: 'helium' })
    fc.assert(
      fc.property(bytes(32), (key) => {
        const address = encodeHeliumAddress(Uint8Array.from([1, ...key]))
        const solana = base58.encode(key)
        fc.pre(solana.length >= 40)
        expect(keyOf(solana, 'helium')).toBe(address)
        // Other networks have keys of their own in base 58.
        expect(deviceKey('hivemapper', solana)).toEqual({ key: solana, kind: 'text' })
      }),
    )
    for (const mistyped of [HELIUM.slice(0, -1), HELIUM.replace('LCQ', 'LCR'), HELIUM.replace('Y', 'y')]) {
      expect(decodeHeliumAddress(mistyped)).toBeNull()
      expect(() => deviceKey('helium', mistyped)).toThrow(refused('device-key.bad-helium'))
      expect(deviceKey('other', mistyped)).toEqual({ key: mistyped, kind: 'text' })
    }
  })

  it('[DK5] a bech32 key is lower case and checked', () => {
    fc.assert(
      fc.property(bytes(20), fc.constantFrom('cosmos', 'addr', 'io'), fc.constantFrom(bech32, bech32m), (raw, prefix, codec) => {
        const key = codec.encode(prefix, codec.toWords(raw), false)
        expect(deviceKey('other', key)).toEqual({ key, kind: 'bech32' })
        expect(keyOf(key.toUpperCase())).toBe(key)
        const other = key.at(-1) === 'q' ? 'p' : 'q'
        expect(() => deviceKey('other', key.slice(0, -1) + other)).toThrow(refused('device-key.bad-bech32'))
      }),
    )
  })

  it('[DK6] everything else is text in NFC without space around it, a UUID in lower case', () => {
    expect(deviceKey('other', ' Zu\u0308rich-1 ')).toEqual({ key: 'Z\u00fcrich-1', kind: 'text' })
    expect(deviceKey('weatherxm', '033B6FB0-9636-11EC-900C-ABDEC1C57354')).toEqual({
      key: '033b6fb0-9636-11ec-900c-abdec1c57354',
      kind: 'uuid',
    })
    for (const text of ['mast-1', '12_12', 'Tall Teal Mole', 'becompany-zh-gw', '11abcKeyOne', 'site:7', '1000000']) {
      expect(deviceKey('helium', text)).toEqual({ key: text, kind: 'text' })
    }
    for (const rounded of ['8.00E+15', '2,19e+26', '8E+15', '1.91431E18'])
      expect(() => keyOf(rounded)).toThrow(refused('device-key.rounded'))
    for (const empty of ['', ' \t']) expect(() => keyOf(empty)).toThrow(refused('device-key.empty'))
  })

  it('[DK6] a key in its normal form stays as it is, whatever it was before', () => {
    const written = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.stringMatching(/^(eui-|0x)?[0-9a-fA-F:. -]{10,48}$/),
      fc.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{38,46}$/),
    )
    fc.assert(
      fc.property(written, fc.constantFrom('helium', 'ttn', 'other'), (text, network) => {
        let first: ReturnType<typeof deviceKey>
        try {
          first = deviceKey(network, text)
        } catch {
          return
        }
        expect(deviceKey(network, first.key)).toEqual(first)
      }),
      { numRuns: 2_000 },
    )
  })
})
