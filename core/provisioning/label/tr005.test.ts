import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../model/problem'
import { crc16 } from './crc16'
import { decodeTr005, encodeTr005, type Tr005 } from './tr005'

/** The example that The Things Stack publishes beside its reader of these codes. */
const PUBLISHED = 'LW:D0:1122334455667788:AABBCCDDEEFF0011:AABB1122:OAABBCCDDEEFF:SYYWWNNNNNN:PFOOBAR:CAF2C'
const published: Tr005 = {
  joinEui: '1122334455667788',
  devEui: 'AABBCCDDEEFF0011',
  profileId: 'AABB1122',
  ownerToken: 'AABBCCDDEEFF',
  serialNumber: 'YYWWNNNNNN',
  proprietary: 'FOOBAR',
}

const hex = (digits: number) => fc.string({ unit: fc.constantFrom(...'0123456789ABCDEF'), minLength: digits, maxLength: digits })
const field = fc.string({ unit: fc.constantFrom(...'0123456789ABCXYZ $%*+-./'), minLength: 1, maxLength: 30 })
const code = fc.record(
  { joinEui: hex(16), devEui: hex(16), profileId: hex(8), ownerToken: field, serialNumber: field, proprietary: field },
  { requiredKeys: ['joinEui', 'devEui', 'profileId'] },
)

function problemOf(run: () => unknown): Problem {
  try {
    run()
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown
    throw thrown
  }
  throw new Error('nothing was refused')
}

describe('TR005', () => {
  it('reads and writes the published example, checksum and all', () => {
    expect(decodeTr005(PUBLISHED)).toEqual(published)
    expect(encodeTr005(published, { checksum: true })).toBe(PUBLISHED)
  })

  it('has the check value of CRC-16/MODBUS', () => {
    expect(crc16('123456789')).toBe(0x4b37)
  })

  it('gives back every code that it writes', () => {
    fc.assert(
      fc.property(code, fc.boolean(), (one, checksum) => {
        expect(decodeTr005(encodeTr005(one, { checksum }))).toEqual(one)
      }),
    )
  })

  it('writes only what a QR code holds in its alphanumeric mode', () => {
    fc.assert(fc.property(code, (one) => /^[0-9A-Z $%*+\-./:]+$/.test(encodeTr005(one, { checksum: true }))))
  })

  it('notices every single character that was misread, by its checksum or by the field', () => {
    fc.assert(
      fc.property(fc.nat(PUBLISHED.length - 7), fc.constantFrom(...'0123456789ABCDEF'), (at, character) => {
        fc.pre(PUBLISHED[at] !== character)
        expect(() => decodeTr005(PUBLISHED.slice(0, at) + character + PUBLISHED.slice(at + 1))).toThrow(Problem)
      }),
    )
  })

  it('reads lower-case digits and fields in any order', () => {
    expect(decodeTr005('LW:D0:0000000000000000:34c5d0fa68ceffa5:ffff0beb:S241218QR10005:OX')).toEqual({
      joinEui: '0000000000000000',
      devEui: '34C5D0FA68CEFFA5',
      profileId: 'FFFF0BEB',
      serialNumber: '241218QR10005',
      ownerToken: 'X',
    })
  })

  it.each([
    ['a web address', 'https://example.org', 'tr005.not-a-code', undefined],
    ['another schema', PUBLISHED.replace('D0', 'D1'), 'tr005.not-a-code', undefined],
    ['a short JoinEUI', 'LW:D0:112233445566778:AABBCCDDEEFF0011:AABB1122', 'tr005.field', 'JoinEUI'],
    ['no DevEUI', 'LW:D0:1122334455667788', 'tr005.field', 'DevEUI'],
    ['a DevEUI with separators', 'LW:D0:1122334455667788:AA-BB-CC-DD-EE-FF-00-11:AABB1122', 'tr005.field', 'DevEUI'],
    ['a profile of six digits', 'LW:D0:1122334455667788:AABBCCDDEEFF0011:AABB11', 'tr005.field', 'ProfileID'],
    ['an unknown field', 'LW:D0:1122334455667788:AABBCCDDEEFF0011:AABB1122:XYZ', 'tr005.field', 'field 5'],
    ['an empty field', 'LW:D0:1122334455667788:AABBCCDDEEFF0011:AABB1122:S', 'tr005.field', 'serial number'],
    ['a field twice', 'LW:D0:1122334455667788:AABBCCDDEEFF0011:AABB1122:SA:SB', 'tr005.field', 'serial number'],
    ['a checksum before the end', 'LW:D0:1122334455667788:AABBCCDDEEFF0011:AABB1122:C0000:SA', 'tr005.field', 'field 5'],
    ['a wrong checksum', PUBLISHED.replace('CAF2C', 'CAF2D'), 'tr005.checksum', 'CheckSum'],
    ['a checksum cut short', PUBLISHED.slice(0, -1), 'tr005.checksum', 'CheckSum'],
  ])('refuses %s and names what is wrong', (_, text, problemCode, fieldName) => {
    expect(problemOf(() => decodeTr005(text))).toMatchObject({ code: problemCode, field: fieldName })
  })

  it('refuses to write a serial number that would read back as another field', () => {
    expect(problemOf(() => encodeTr005({ ...published, serialNumber: 'A:OTAKEN' }))).toMatchObject({
      code: 'tr005.field',
      field: 'serial number',
    })
  })

  it('never fails in another way, whatever is scanned', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((rest) => `LW:D0:${rest}`),
        ),
        (text) => {
          try {
            decodeTr005(text)
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(Problem)
          }
        },
      ),
    )
  })
})
