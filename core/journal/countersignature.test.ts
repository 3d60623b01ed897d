import { describe, expect, it } from 'vitest'
import { countersignJournal, verifyCountersignature } from './countersignature'
import { exampleJournal, exampleKey } from './testing/exampleJournal'

const OWN = exampleKey(1)
const OTHER = exampleKey(2)
const AT = '2026-03-02T08:00:00.000Z'

describe('a countersignature', () => {
  it('[JN13] names the last entry that was seen, and holds', () => {
    const journal = exampleJournal(OWN)
    const file = countersignJournal(journal, OTHER, AT)
    expect(file.journal).toEqual({ publicKey: OWN.publicKeyHex, seq: 3, hash: journal.entries[2]?.hash })
    expect(verifyCountersignature(file)).toEqual([])
  })

  it('[JN13] does not hold once one thing in it is another', () => {
    const file = countersignJournal(exampleJournal(OWN), OTHER, AT)
    const others = [
      { ...file, countersignedAt: '2026-03-02T08:00:01.000Z' },
      { ...file, journal: { ...file.journal, seq: 2 } },
      { ...file, publicKey: exampleKey(3).publicKeyHex },
      { ...file, format: 'commonmast-countersignature-v2' },
    ]
    for (const other of others) expect(verifyCountersignature(other)).not.toEqual([])
  })

  it.each([
    ['journal.own', exampleJournal(OTHER)],
    ['journal.not-anchored', { ...exampleJournal(OWN), anchor: null }],
    ['journal.does-not-hold', { ...exampleJournal(OWN), entries: exampleJournal(OWN).entries.slice(0, 2) }],
  ])('[JN13] is refused with %s', (code, journal) => {
    expect(() => countersignJournal(journal, OTHER, AT)).toThrow(expect.objectContaining({ code }))
  })
})
