import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Journal, type JournalFile, openJournal, openJournalFile } from './journal'
import { genesisHash, hashJournalEntry } from './journalChain'

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

async function writeThree(): Promise<void> {
  const journal = await open()
  for (const amount of ['1', '2', '3']) await journal.append('payout.signed', { amount })
  await journal.close()
}

describe('the journal', () => {
  it('hashes the canonical form, so the order of members does not matter', () => {
    const entry = { seq: 1, at: '2026-01-01T00:00:00.000Z', kind: 'k', data: { b: 1, a: 2 }, prev: genesisHash }
    // sha256sum of {"at":"…","data":{"a":2,"b":1},"kind":"k","prev":"000…","seq":1}
    expect(hashJournalEntry(entry)).toBe('aba1e0a0cfa9e3b9e21052970c9695556d2f9bf8b39b9bc6ef64a87bc9f87683')
  })

  it('chains entries across restarts', async () => {
    await writeThree()
    const journal = await open()
    const fourth = await journal.append('device.opened', { port: '/dev/ttyUSB0' })
    const { entries, total, intact, brokenAt } = await journal.list(2)
    expect({ total, intact, brokenAt }).toEqual({ total: 4, intact: true, brokenAt: null })
    expect(entries.map(({ seq }) => seq)).toEqual([3, 4])
    expect(fourth.prev).toBe(entries[0]?.hash)
  })

  it('keeps one order when many append at once', async () => {
    const journal = await open()
    await Promise.all(Array.from({ length: 50 }, (_, index) => journal.append('event', { index })))
    const { entries, intact } = await journal.list(100)
    expect(intact).toBe(true)
    expect(entries.map(({ data }) => data.index)).toEqual(Array.from({ length: 50 }, (_, index) => index))
  })

  it('names the first entry that was changed, and keeps the evidence', async () => {
    await writeThree()
    const before = await readFile(path, 'utf8')
    await writeFile(path, before.replace('"amount":"2"', '"amount":"9"'))
    const journal = await open()
    expect(await journal.list(10)).toMatchObject({ total: 3, intact: false, brokenAt: 2 })
    await journal.append('event', {})
    expect(await readFile(path, 'utf8')).toContain('"amount":"9"')
    expect(await journal.list(10)).toMatchObject({ total: 4, intact: false, brokenAt: 2 })
  })

  it('notices an entry that was taken out of the middle', async () => {
    await writeThree()
    const lines = (await readFile(path, 'utf8')).split('\n')
    await writeFile(path, [lines[0], lines[2], ''].join('\n'))
    expect(await (await open()).list(10)).toMatchObject({ total: 2, intact: false, brokenAt: 2 })
  })

  it('notices that its end was cut off while it runs', async () => {
    const journal = await open()
    await journal.append('event', { n: 1 })
    const { length } = await readFile(path)
    await journal.append('event', { n: 2 })
    await truncate(path, length)
    expect(await journal.list(10)).toMatchObject({ total: 1, intact: false, brokenAt: 2 })
  })

  it('finds any changed byte', async () => {
    await writeThree()
    const whole = await readFile(path)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 2 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(whole)
        changed[at] = (changed[at] ?? 0) ^ flip
        await writeFile(path, changed)
        const journal = await openJournal(path)
        const { intact } = await journal.list(10)
        await journal.close()
        expect(intact).toBe(false)
      }),
      { numRuns: 100 },
    )
  })

  it('moves a torn last line aside, notes it, and goes on', async () => {
    await writeThree()
    const whole = await readFile(path)
    const lastLineAt = whole.subarray(0, -1).lastIndexOf(0x0a) + 1
    for (const cutAt of [lastLineAt + 1, lastLineAt + 40, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, cutAt))
      const journal = await open()
      const { entries, intact } = await journal.list(10)
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
    expect(await journal.list(10)).toMatchObject({ total: 2, intact: true })
  })
})
