import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../model/problem'
import { type DeviceLink, decodeDeviceLink, encodeDeviceLink } from './deviceLink'
import { shortCodeOf } from './shortCode'

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((value) => !/\p{Cc}/u.test(value))
const link: fc.Arbitrary<DeviceLink> = fc.record(
  {
    shortCode: fc.uuid().map(shortCodeOf),
    recordId: fc.uuid(),
    identifier: fc.record({ kind: fc.constantFrom('mac' as const, 'helium-key' as const, 'chip-id' as const), value: text }),
  },
  { requiredKeys: ['shortCode'] },
)

const code = shortCodeOf('record-1')
const refusal = (value: string) => {
  try {
    return decodeDeviceLink(value)
  } catch (thrown) {
    if (thrown instanceof Problem) return { code: thrown.code, field: thrown.field }
    throw thrown
  }
}

describe('the link of a label', () => {
  it('gives back what it was made of', () => {
    fc.assert(
      fc.property(link, (one) => {
        expect(decodeDeviceLink(encodeDeviceLink(one))).toEqual(one)
      }),
    )
  })

  it('has its short code first, then the record, then one identifier', () => {
    expect(encodeDeviceLink({ shortCode: code, recordId: 'record-1', identifier: { kind: 'mac', value: 'AA:BB' } })).toBe(
      `commonmast:d/1?c=${code}&id=record-1&mac=AA%3ABB`,
    )
  })

  it.each([
    ['another scheme', `https://d/1?c=${code}`, 'device-link.not-a-link', undefined],
    ['a later version', `commonmast:d/2?c=${code}`, 'device-link.version', undefined],
    ['no short code', 'commonmast:d/1?id=record-1', 'device-link.field', 'c'],
    ['a mistyped short code', `commonmast:d/1?c=${code.slice(0, 7)}${code.endsWith('0') ? '1' : '0'}`, 'device-link.field', 'c'],
    ['an empty id', `commonmast:d/1?c=${code}&id=`, 'device-link.field', 'id'],
    ['a field that is unknown', `commonmast:d/1?c=${code}&password=x`, 'device-link.field', 'password'],
    ['two identifiers', `commonmast:d/1?c=${code}&mac=A&chip-id=B`, 'device-link.field', 'chip-id'],
    ['broken escapes', `commonmast:d/1?c=${code}&id=%E0%A4`, 'device-link.field', 'id'],
    ['another form of the same link', `commonmast:d/1?c=${code}&id=%61`, 'device-link.field', 'form'],
  ])('refuses %s', (_, value, problemCode, field) => {
    expect(refusal(value)).toEqual({ code: problemCode, field })
  })

  it('never fails in another way, whatever is scanned', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: 'binary' }).map((rest) => `commonmast:d/1?${rest}`),
        ),
        (value) => {
          refusal(value)
        },
      ),
    )
  })
})
