import fc from 'fast-check'
import type { Hex } from 'viem'
import { bytesToHex, decodeFunctionData, encodeFunctionData, getAddress } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { ADA, TOKEN } from './exampleSafe'
import { KNOWN_CALLS } from './knownCalls'
import { packMultiSend, unpackMultiSend } from './multiSend'
import type { Call } from './safeTransaction'

const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength }).map((each) => bytesToHex(each))
const calls: fc.Arbitrary<Call[]> = fc.array(
  fc.record({ to: bytes(20, 20).map((each) => getAddress(each)), value: fc.bigInt(0n, 2n ** 256n - 1n), data: bytes(0, 90) }),
  { minLength: 1, maxLength: 12 },
)
const refused = (code: string) => expect.objectContaining({ code })

/** Call data around packed bytes as they are. */
function around(packed: Hex): Hex {
  return encodeFunctionData({ abi: KNOWN_CALLS, functionName: 'multiSend', args: [packed] })
}

function packedIn(data: Hex): Hex {
  return decodeFunctionData({ abi: KNOWN_CALLS, data }).args[0] as Hex
}

const PACKED = packedIn(packMultiSend([{ to: TOKEN, value: 7n, data: '0xa9059cbb' }]))
/** The packed call with bytes put in the place of those at `start`. */
const withBytes = (start: number, hex: string): Hex =>
  around(`0x${PACKED.slice(2, 2 + 2 * start)}${hex}${PACKED.slice(2 + 2 * start + hex.length)}`)
const LENGTH_AT = 1 + 20 + 32

describe('multiSend', () => {
  it('[SF9] unpacks what it packed, whatever the calls', () => {
    fc.assert(
      fc.property(calls, (given) => {
        expect(unpackMultiSend(packMultiSend(given))).toEqual(given)
      }),
    )
  })

  it('[SF9] refuses to pack no call, and what no call can carry', () => {
    expect(() => packMultiSend([])).toThrow(refused('multisend.empty'))
    const pack = (change: Partial<Call>) => packMultiSend([{ to: ADA, value: 0n, data: '0x', ...change }])
    expect(() => pack({ value: 2n ** 256n })).toThrow(refused('uint256.out-of-range'))
    expect(() => pack({ to: `${ADA}00` })).toThrow(refused('multisend.bad-address'))
    expect(() => pack({ to: '0x' })).toThrow(refused('multisend.bad-address'))
    expect(() => pack({ data: '0xabc' })).toThrow(refused('call.not-bytes'))
  })

  it.each<[what: string, code: string, data: Hex]>([
    ['a delegate call inside', 'multisend.not-call-only', withBytes(0, '01')],
    ['any other operation', 'multisend.not-call-only', withBytes(0, 'ff')],
    ['a length that says more', 'multisend.wrong-length', withBytes(LENGTH_AT + 31, '05')],
    ['a length beyond all numbers', 'multisend.wrong-length', withBytes(LENGTH_AT, 'ff'.repeat(32))],
    ['a length that says less', 'multisend.wrong-length', withBytes(LENGTH_AT + 31, '03')],
    ['a head that is cut', 'multisend.wrong-length', around(`0x${PACKED.slice(2, 100)}`)],
    ['a byte behind the last call', 'multisend.wrong-length', around(`${PACKED}00`)],
    ['no call', 'multisend.empty', around('0x')],
    ['a byte behind the whole', 'call.not-canonical', `${around(PACKED)}00`],
    ['padding that is not zero', 'call.not-canonical', `${around(PACKED).slice(0, -2)}01` as Hex],
    ['an end that is missing', 'call.not-canonical', around(PACKED).slice(0, -2) as Hex],
    ['another function', 'multisend.not-multisend', '0x12345678'],
    ['nothing', 'multisend.not-multisend', '0x'],
    ['half a byte', 'call.not-bytes', '0x8d80ff0'],
  ])('[SF10] refuses %s', (_, code, data) => {
    expect(() => unpackMultiSend(data)).toThrow(refused(code))
  })

  it('[SF10] reads no other calls from any byte that is changed', () => {
    const given: Call[] = [
      { to: ADA, value: 1n, data: '0x' },
      { to: TOKEN, value: 0n, data: '0xa9059cbb' },
    ]
    const data = packMultiSend(given)
    fc.assert(
      fc.property(fc.integer({ min: 4, max: data.length / 2 - 2 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const place = 2 + 2 * at
        const byte = (Number.parseInt(data.slice(place, place + 2), 16) ^ by).toString(16).padStart(2, '0')
        const changed: Hex = `0x${data.slice(2, place)}${byte}${data.slice(place + 2)}`
        let read: Call[] | null = null
        try {
          read = unpackMultiSend(changed)
        } catch (thrown) {
          expect(thrown).toMatchObject({ name: 'Problem' })
        }
        // What can be read at all says exactly the bytes that were given.
        if (read) expect(packMultiSend(read)).toBe(changed)
        expect(read).not.toEqual(given)
      }),
      { numRuns: 300 },
    )
  })
})
