import { describe, expect, it } from 'vitest'
import { faultNames, readFaults } from './readFaults'

describe('faults by name', () => {
  it('add up', () => {
    expect(readFaults(['noise', 'unplug-after-bytes=40', 'join-delay-ms=0'])).toEqual({
      noise: true,
      unplugAfterBytes: 40,
      joinDelayMs: 0,
    })
    expect(readFaults([])).toEqual({})
    expect(readFaults(['slow', 'unplug-7'])).toEqual({ joinDelayMs: 8_000, unplugAfterBytes: 7 })
  })

  it('are all known by the names that are listed', () => {
    const all = readFaults(faultNames.map((name) => name.replace('=N', '=7')))
    // A slow network is a join that takes so long.
    expect(Object.keys(all)).toHaveLength(faultNames.length - 1)
  })

  it.each([
    ['gremlins', 'faults.unknown'],
    ['', 'faults.unknown'],
    ['noise=1', 'faults.value'],
    ['unplug-', 'faults.unknown'],
    ['unplug-after-bytes', 'faults.value'],
    ['chatter-bytes', 'faults.value'],
    ['chatter-bytes=', 'faults.value'],
    ['chatter-bytes=-1', 'faults.value'],
    ['chatter-bytes=1e3', 'faults.value'],
    ['chatter-bytes=1=2', 'faults.value'],
    ['chatter-bytes=4194305', 'faults.value'],
  ])('"%s" is refused: %s', (text, code) => {
    expect(() => readFaults([text])).toThrow(expect.objectContaining({ code }))
  })
})
