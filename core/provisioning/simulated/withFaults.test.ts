import { utf8ToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../improv/text'
import type { DeviceFaults, Emission, SimulatedDevice } from './simulatedDevice'
import { withFaults } from './withFaults'

/** Says one line when it starts, echoes, and counts by itself. */
function parrot(): SimulatedDevice {
  let count = 0
  const say = (text: string): Emission => ({ delayMs: 5, bytes: utf8ToBytes(text), unplug: false })
  return {
    boot: () => [say('hello\n')],
    receive: (bytes) => [say('> '), say(`${decodeText(bytes)}\n`)],
    idle() {
      count += 1
      return [say(`${count}\n`)]
    },
  }
}

const textOf = (emissions: Emission[]) => emissions.map(({ bytes }) => decodeText(bytes)).join('')
const bytesOf = (emissions: Emission[]) => emissions.flatMap(({ bytes }) => [...bytes])
const talk = (device: SimulatedDevice) => [device.boot(), device.receive(utf8ToBytes('abc')), device.idle?.() ?? []]

describe('faults of the line', () => {
  it('without any, the device is as it was', () => {
    expect(talk(withFaults(parrot(), {}))).toEqual(talk(parrot()))
  })

  it('a device that only answers stays one', () => {
    const { boot, receive } = parrot()
    expect(withFaults({ boot, receive }, { noise: true }).idle).toBeUndefined()
  })

  it('noise stands around what is said, and the answer begins in the middle of a line', () => {
    const log = { boot: 'starting\n', before: 'a log line\nhalf ', chatter: '' }
    const [boot, answer, idle] = talk(withFaults(parrot(), { noise: true }, log)).map(textOf)
    expect(boot).toBe('starting\na log line\nhalf hello\n')
    expect(answer).toBe('a log line\nhalf > a log line\nhalf abc\n')
    expect(idle).toBe('a log line\nhalf 1\n')
  })

  it('single bytes are the same bytes after the same time', () => {
    for (const [at, pieces] of talk(withFaults(parrot(), { fragment: true })).entries()) {
      const whole = talk(parrot())[at] ?? []
      expect(bytesOf(pieces)).toEqual(bytesOf(whole))
      expect(pieces.every(({ bytes }) => bytes.length === 1)).toBe(true)
      expect(pieces.reduce((sum, { delayMs }) => sum + delayMs, 0)).toBe(whole.length * 5)
    }
  })

  it('a silent device says nothing, but its log may', () => {
    expect(talk(withFaults(parrot(), { silent: true }))).toEqual([[], [], []])
    expect(bytesOf(talk(withFaults(parrot(), { silent: true, chatterBytes: 9_000 })).flat())).toHaveLength(9_000)
  })

  it('says exactly so many bytes of log before the answer', () => {
    const [, answer = []] = talk(withFaults(parrot(), { chatterBytes: 10_000 }))
    expect(bytesOf(answer)).toHaveLength(10_000 + '> abc\n'.length)
    expect(textOf(answer).endsWith('> abc\n')).toBe(true)
  })

  it('the cable is out after exactly so many bytes, whatever else is wrong, and nothing is said after it', () => {
    const faults = fc.record({ noise: fc.boolean(), fragment: fc.boolean(), chatterBytes: fc.nat(100) })
    fc.assert(
      fc.property(faults, fc.nat(60), (others: DeviceFaults, unplugAfterBytes) => {
        const whole = talk(withFaults(parrot(), others)).flat()
        const cut = talk(withFaults(parrot(), { ...others, unplugAfterBytes })).flat()
        const expected = bytesOf(whole).slice(0, unplugAfterBytes)
        expect(bytesOf(cut)).toEqual(expected)
        const pulls = cut.flatMap(({ unplug }, at) => (unplug ? [at] : []))
        expect(pulls).toEqual(bytesOf(whole).length >= unplugAfterBytes ? [cut.length - 1] : [])
      }),
    )
  })

  it('a device that pulls its own cable stays quiet', () => {
    const device = withFaults(
      { ...parrot(), receive: () => [{ delayMs: 0, bytes: utf8ToBytes('bye'), unplug: true }] },
      { fragment: true },
    )
    const goodbye = device.receive(utf8ToBytes('reset'))
    expect(goodbye.map(({ unplug }) => unplug)).toEqual([false, false, true])
    expect([device.receive(utf8ToBytes('x')), device.idle?.()]).toEqual([[], []])
  })
})
