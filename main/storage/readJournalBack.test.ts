import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openJournal } from './journal'
import { readJournalBack } from './readJournalBack'

const wants = (line: string) => line.includes('"kind":"provisioning.')
const longAgo = { afterSeq: 0, sinceAt: '' }

/** Lines as the journal writes them; the hashes do not matter here. */
function lines(sizes: { kind: string; bytes: number }[]): Buffer {
  return Buffer.from(
    sizes
      .map(({ kind, bytes }, index) => {
        const at = new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString()
        const data = { text: 'ü'.repeat(bytes) }
        return `${JSON.stringify({ seq: index + 1, at, kind, data, prev: '', hash: '' })}\n`
      })
      .join(''),
  )
}

describe('reading a journal back', () => {
  it('finds the entries of a kind, whatever the length of the lines, and cuts none of them', async () => {
    const kind = fc.constantFrom('provisioning.open.begin', 'provisioning.closed', 'payout.signed')
    const sizes = fc.array(fc.record({ kind, bytes: fc.constantFrom(0, 3, 700_000) }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(12), async (entries, afterSeq) => {
        const file = lines(entries)
        const readAt = async (position: number, length: number) => file.subarray(position, position + length)
        const found = await readJournalBack(readAt, file.length, wants, { ...longAgo, afterSeq })
        const expected = entries.flatMap((entry, index) =>
          entry.kind.startsWith('provisioning.') && index >= afterSeq ? [{ seq: index + 1, length: entry.bytes }] : [],
        )
        expect(found.map(({ seq, data }) => ({ seq, length: String(data.text).length }))).toEqual(expected)
      }),
      { numRuns: 25 },
    )
  })

  it('reads no further back than asked: not the old, and not what is known', async () => {
    const file = lines(Array.from({ length: 20_000 }, () => ({ kind: 'provisioning.closed', bytes: 100 })))
    let read = 0
    const readAt = async (position: number, length: number) => {
      read += length
      return file.subarray(position, position + length)
    }
    const sinceAt = new Date(Date.UTC(2026, 0, 1, 0, 0, 19_998)).toISOString()
    expect((await readJournalBack(readAt, file.length, wants, { afterSeq: 0, sinceAt })).map(({ seq }) => seq)).toEqual([
      19_999, 20_000,
    ])
    expect(await readJournalBack(readAt, file.length, wants, { afterSeq: 20_000, sinceAt: '' })).toEqual([])
    expect(read).toBeLessThan(file.length)
  })

  it('is not ended by a line that a wrong clock dated, and does not lose it', async () => {
    const entries = Array.from({ length: 6 }, () => ({ kind: 'provisioning.closed', bytes: 1 }))
    const file = Buffer.from(lines(entries).toString().replace('2026-01-01T00:00:03', '1970-01-01T00:00:03'))
    const readAt = async (position: number, length: number) => file.subarray(position, position + length)
    const since = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()
    const read = async (afterSeq: number, second: number) =>
      (await readJournalBack(readAt, file.length, wants, { afterSeq, sinceAt: since(second) })).map(({ seq }) => seq)
    expect(await read(0, 2)).toEqual([3, 4, 5, 6])
    expect(await read(3, 2)).toEqual([4, 5, 6])
    expect(await read(0, 4)).toEqual([5, 6])
  })

  it('passes over lines that cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'commonmast-back-'))
    const path = join(folder, 'journal.jsonl')
    const [first, second] = lines([
      { kind: 'provisioning.closed', bytes: 1 },
      { kind: 'provisioning.closed', bytes: 1 },
    ])
      .toString()
      .split('\n')
    await writeFile(path, `${first}\n{"seq":9,"kind":"provisioning.x\n${second}\n`)
    const journal = await openJournal(path)
    expect((await journal.readBack(wants, longAgo)).map(({ seq }) => seq)).toEqual([1, 2])
    await journal.close()
    await rm(folder, { recursive: true })
  })
})
