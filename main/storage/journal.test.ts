import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { genesisHash, hashJournalEntry } from '#core/journal/journalChain'
import { type Journal, openJournal } from './journal'
import { type JournalFile, openJournalFile } from './journalFile'

let folder: string
let path: string
const opened: Journal[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-journal-'))
  path = join(folder, 'journal.jsonl')
})
afterEach(async () => {
  for (const journal of opened.splice(0)) await journal.close()
  await rm(folder, { recursive: true, force: true })
})

async function open(options: Parameters<typeof openJournal>[1] = {}): Promise<Journal> {
  const journal = await openJournal(path, options)
  opened.push(journal)
  return journal
}

const list = (journal: Journal) => journal.list({ limit: 10, afterSeq: null })

async function writeThree(): Promise<void> {
  const journal = await open()
  for (const amount of ['1', '2', '3']) await journal.append('payout.signed', { amount })
  await journal.close()
}

describe('the journal', () => {
  it('[JN1] hashes the canonical form, so the order of members does not matter', () => {
    const entry = { seq: 1, at: '2026-01-01T00:00:00.000Z', kind: 'k', data: { b: 1, a: 2 }, prev: genesisHash }
    // sha256sum of {"at":"…","data":{"a":2,"b":1},"kind":"k","prev":"000…","seq":1}
    expect(hashJournalEntry(entry)).toBe('aba1e0a0cfa9e3b9e21052970c9695556d2f9bf8b39b9bc6ef64a87bc9f87683')
  })

  it('[JN1] chains entries across restarts', async () => {
    await writeThree()
    const journal = await open()
    const fourth = await journal.append('device.opened', { port: '/dev/ttyUSB0' })
    const { entries, total, intact, brokenAt } = await journal.list({ limit: 2, afterSeq: null })
    expect({ total, intact, brokenAt }).toEqual({ total: 4, intact: true, brokenAt: null })
    expect(entries.map(({ seq }) => seq)).toEqual([3, 4])
    expect(fourth.prev).toBe(entries[0]?.hash)
  })

  it('keeps one order when many append at once', async () => {
    const journal = await open()
    await Promise.all(Array.from({ length: 50 }, (_, index) => journal.append('event', { index })))
    const { entries, intact } = await journal.list({ limit: 100, afterSeq: null })
    expect(intact).toBe(true)
    expect(entries.map(({ data }) => data.index)).toEqual(Array.from({ length: 50 }, (_, index) => index))
  })

  it('[JN3] names the first entry that was changed, keeps the evidence, and notes it once', async () => {
    await writeThree()
    const before = await readFile(path, 'utf8')
    await writeFile(path, before.replace('"amount":"2"', '"amount":"9"'))
    const journal = await open()
    const lost = { evidence: 'changed', expectedSeq: 2, foundSeq: 1, seq: 4 }
    expect(await list(journal)).toMatchObject({ total: 4, intact: false, brokenAt: 2, lost })
    await journal.append('event', {})
    expect(await readFile(path, 'utf8')).toContain('"amount":"9"')
    expect(await list(journal)).toMatchObject({ total: 5, intact: false, brokenAt: 2, lost })
    await journal.acknowledgeLoss(4)
    expect(await list(journal)).toMatchObject({ total: 6, intact: false, brokenAt: 2, lost: null })
    await journal.close()
    await writeFile(path, (await readFile(path, 'utf8')).replace('"amount":"3"', '"amount":"8"'))
    expect(await list(await open())).toMatchObject({ brokenAt: 2, lost: { evidence: 'changed', expectedSeq: 3 } })
  })

  it('[JN3] notices an entry that was taken out of the middle', async () => {
    await writeThree()
    const lines = (await readFile(path, 'utf8')).split('\n')
    await writeFile(path, [lines[0], lines[2], ''].join('\n'))
    expect(await list(await open())).toMatchObject({ total: 3, intact: false, brokenAt: 2 })
  })

  it('[JN6] notices that its end was cut off while it runs, goes on behind the gap, and loses nothing more', async () => {
    const journal = await open()
    await journal.append('event', { n: 1 })
    const { length } = await readFile(path)
    for (const n of [2, 3]) await journal.append('event', { n })
    await truncate(path, length + 20)
    await journal.append('event', { n: 4 })
    const { entries, ...verdict } = await list(journal)
    const lost = { seq: 4, expectedSeq: 3, foundSeq: 1, evidence: 'running' }
    expect(verdict).toMatchObject({ total: 4, intact: false, brokenAt: null, lost })
    expect(entries.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'event'],
      [4, 'journal.loss'],
      [5, 'journal.repaired'],
      [6, 'event'],
    ])
    await journal.acknowledgeLoss(4)
    expect(await list(journal)).toMatchObject({ intact: true, lost: null })
    // A gap of another length than the one that was noted is none that is known.
    await writeFile(path, (await readFile(path, 'utf8')).replace(/^.*\n/, ''))
    expect(await list(journal)).toMatchObject({ intact: false, brokenAt: 1 })
  })

  it('[JN6] writes on where its path leads when the file was deleted or replaced while it runs', async () => {
    const journal = await open()
    for (const n of [1, 2]) await journal.append('event', { n })
    const two = await readFile(path)
    await rm(path)
    await journal.append('event', { n: 3 })
    expect((await list(journal)).lost).toMatchObject({ expectedSeq: 2, foundSeq: 0, evidence: 'running' })
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(3)
    // The same journal as another file is no loss.
    const now = await readFile(path)
    await rm(path)
    await writeFile(path, now)
    await journal.append('event', { n: 5 })
    expect(await list(journal)).toMatchObject({ total: 3, brokenAt: null })
    await rm(path)
    await writeFile(path, two)
    await journal.append('event', { n: 6 })
    expect((await list(journal)).lost).toMatchObject({ expectedSeq: 5, foundSeq: 2, evidence: 'running' })
    expect((await list(journal)).brokenAt).toBeNull()
  })

  it('is read in pages that leave nothing out', async () => {
    const journal = await open()
    for (let n = 1; n <= 7; n += 1) await journal.append('event', { n, long: 'é'.repeat(n * 50) })
    const seen: unknown[] = []
    for (let afterSeq = 0; ; ) {
      const { entries, total } = await journal.list({ afterSeq, limit: 3 })
      expect(total).toBe(7)
      seen.push(...entries.map(({ data }) => data.n))
      if (entries.length < 3) break
      afterSeq = entries.at(-1)?.seq ?? 0
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect((await journal.list({ afterSeq: null, limit: 2 })).entries.map(({ seq }) => seq)).toEqual([6, 7])
  })

  it('[JN3] finds any changed byte', async () => {
    await writeThree()
    const whole = await readFile(path)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 2 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(whole)
        changed[at] = (changed[at] ?? 0) ^ flip
        await writeFile(path, changed)
        const journal = await openJournal(path)
        const { intact } = await journal.list({ limit: 10, afterSeq: null })
        await journal.close()
        expect(intact).toBe(false)
      }),
      { numRuns: 100 },
    )
  })

  it('[JN2] moves a torn last line aside, notes it, and goes on', async () => {
    await writeThree()
    const whole = await readFile(path)
    const lastLineAt = whole.subarray(0, -1).lastIndexOf(0x0a) + 1
    for (const cutAt of [lastLineAt + 1, lastLineAt + 40, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, cutAt))
      const journal = await open()
      const { entries, intact } = await journal.list({ limit: 10, afterSeq: null })
      await journal.close()
      expect(intact).toBe(true)
      expect(entries.map(({ kind }) => kind)).toEqual(['payout.signed', 'payout.signed', 'journal.repaired'])
      expect(await readFile(String(entries[2]?.data.movedTo))).toEqual(whole.subarray(lastLineAt, cutAt))
      await rm(String(entries[2]?.data.movedTo))
    }
    expect(await readdir(folder)).toEqual(['journal.jsonl'])
  })

  it('says what to do when the disk is full, writes no half line, and goes on when there is space', async () => {
    let full = false
    const openFile = async (name: string): Promise<JournalFile> => {
      const file = await openJournalFile(name)
      return {
        ...file,
        async write(bytes, positionBytes) {
          if (!full) return file.write(bytes, positionBytes)
          await file.write(bytes.subarray(0, bytes.length / 2), positionBytes)
          throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
        },
      }
    }
    const journal = await open({ openFile })
    await journal.append('event', { n: 1 })
    const before = await readFile(path, 'utf8')
    full = true
    await expect(journal.append('event', { n: 2 })).rejects.toMatchObject({ code: 'disk.full', message: /free some space/ })
    expect(await readFile(path, 'utf8')).toBe(before)
    full = false
    await journal.append('event', { n: 3 })
    expect(await journal.list({ limit: 10, afterSeq: null })).toMatchObject({ total: 2, intact: true })
  })
})
