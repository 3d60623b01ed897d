import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCredentials, decodeFields, decodeRpc, encodeCommand, encodeCredentials, encodeResult, improvCommand } from './rpc'
import { decodeText, encodeText } from './text'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('commands to the device', () => {
  it('begin and end with a newline, in one piece', () => {
    expect(hex(encodeCommand(improvCommand.deviceInfo))).toBe('0a494d50524f560103020300e60a')
  })

  it('carry credentials as the recorded client sent them', () => {
    const bytes = encodeCommand(improvCommand.sendWifi, encodeCredentials('FieldNet', 'correct-horse-9'))
    expect(hex(bytes)).toBe('0a494d50524f5601031b0119084669656c644e65740f636f72726563742d686f7273652d39de0a')
  })

  it('count bytes, not letters, in a network name', () => {
    expect(() => encodeCredentials('ä'.repeat(17), 'x')).toThrow('this one has 34')
    expect(() => encodeCredentials('', 'x')).toThrow('this one has 0')
  })

  it('refuse a password that is too long without quoting it', () => {
    const password = 'secret'.repeat(11)
    expect(() => encodeCredentials('FieldNet', password)).toThrow(
      /^A Wi-Fi password has at most 64 bytes: check what was typed\.$/,
    )
  })

  it('give any name and password back', () => {
    const text = (max: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength: max })
    fc.assert(
      fc.property(text(4), text(8), (ssid, password) => {
        fc.pre(Buffer.byteLength(ssid) <= 32 && Buffer.byteLength(password) <= 64)
        expect(decodeCredentials(encodeCredentials(ssid, password))).toEqual({
          ssid,
          ssidBytes: encodeText(ssid),
          password,
        })
      }),
    )
  })
})

describe('results from the device', () => {
  it.each([false, true])('read the same with a trailing zero: %s', (padded) => {
    const rpc = decodeRpc(encodeResult(improvCommand.scan, ['Café Grüß', '-71', 'NO'], padded))
    expect(rpc?.command).toBe(improvCommand.scan)
    expect(rpc && decodeFields(rpc.payload)?.map(decodeText)).toEqual(['Café Grüß', '-71', 'NO'])
  })

  it.each([
    ['nothing', []],
    ['no length', [4]],
    ['a length beyond the end', [4, 3, 1]],
    ['two bytes too many', [4, 0, 0, 0]],
  ])('are refused with %s', (_name, bytes) => {
    expect(decodeRpc(Uint8Array.from(bytes))).toBeNull()
  })

  it('are refused when a string runs past the end', () => {
    expect(decodeFields(Uint8Array.of(200, 65, 66))).toBeNull()
  })

  it('never throw, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 255 }), (bytes) => {
        const rpc = decodeRpc(bytes)
        expect(rpc === null || bytes.length - rpc.payload.length <= 3).toBe(true)
        expect(typeof decodeText(bytes)).toBe('string')
        decodeFields(bytes)
      }),
    )
  })

  it('read Latin-1 where the bytes are not UTF-8', () => {
    expect(decodeText(Uint8Array.of(0x4b, 0xf6, 0x6c, 0x6e))).toBe('Köln')
  })
})
