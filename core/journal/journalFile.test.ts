import { describe, expect, it } from 'vitest'
import { anchorBytes } from './journalAnchor'
import { hashJournalEntry } from './journalChain'
import { type JournalFile, verifyJournal } from './journalFile'
import { exampleJournal, exampleKey } from './testing/exampleJournal'

const KEY = exampleKey(1)
const STRANGER = exampleKey(2)

function changed(change: (file: JournalFile) => void): JournalFile {
  const file = structuredClone(exampleJournal(KEY))
  change(file)
  return file
}

describe('a journal as a file', () => {
  it('[JN12] holds as it was exported', () => {
    expect(verifyJournal(exampleJournal(KEY))).toEqual([])
  })

  it.each([
    ['an entry was changed', (file) => void Object.assign(file.entries[1]?.data ?? {}, { path: 'backups/2.json' }), 'entry 2'],
    ['an entry is missing', (file) => void file.entries.splice(1, 1), 'entry 3'],
    ['the end is missing', (file) => void file.entries.pop(), 'anchor'],
    ['the anchor was changed', (file) => void Object.assign(file.anchor ?? {}, { at: '2027-01-01T00:00:00.000Z' }), 'anchor'],
    ['the anchor is a stranger’s', (file) => void Object.assign(file, { anchor: exampleJournal(STRANGER).anchor }), 'anchor'],
    ['it is another format', (file) => void Object.assign(file, { format: 'commonmast-journal-v2' }), 'format'],
  ] as [string, (file: JournalFile) => void, string][])('[JN12] does not hold where %s', (_what, change, where) => {
    const found = verifyJournal(changed(change)).filter(({ isNote }) => !isNote)
    expect(found.map((finding) => finding.where)).toContain(where)
  })

  it('[JN12] says that no key anchored it, and which entries it notes as lost', () => {
    expect(verifyJournal(changed((file) => void Object.assign(file, { anchor: null })))).toMatchObject([
      { where: 'anchor', isNote: true },
    ])
    const withLoss = changed((file) => {
      const [, before] = file.entries
      const data = { foundSeq: 2, expectedSeq: 5, evidence: 'anchor' }
      const loss = { seq: 6, at: '2026-03-02T10:00:00.000Z', kind: 'journal.loss', data, prev: before?.hash ?? '' }
      const entry = { ...loss, prev: file.entries[2]?.hash ?? '' }
      file.entries.splice(2, 1, { ...entry, prev: loss.prev, hash: hashJournalEntry({ ...entry, prev: loss.prev }) })
      const last = file.entries[2]
      const facts = { ...(file.anchor as NonNullable<JournalFile['anchor']>), seq: 6, hash: last?.hash ?? '' }
      file.anchor = { ...facts, signature: Buffer.from(KEY.sign(anchorBytes(facts))).toString('hex') }
    })
    expect(verifyJournal(withLoss)).toEqual([{ where: 'entry 6', message: expect.stringContaining('lost'), isNote: true }])
  })
})
