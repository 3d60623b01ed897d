import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isGenuineAnchor, type JournalAnchor, journalAnchorSchema } from '#core/journal/journalAnchor'
import type { Signer } from './installationKey'
import { type Anchoring, type Journal, openJournal } from './journal'
import { type JournalFile, openJournalFile } from './journalFile'

let folder: string
let path: string
let anchorPath: string
const opened: Journal[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-anchor-'))
  path = join(folder, 'journal.jsonl')
  anchorPath = join(folder, 'journal.anchor.json')
})
afterEach(async () => {
  await closeAll()
  await rm(folder, { recursive: true, force: true })
})

async function closeAll(): Promise<void> {
  for (const journal of opened.splice(0)) await journal.close()
}

function newSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const publicKeyHex = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')
  return { publicKeyHex, sign: (bytes) => sign(null, bytes, privateKey) }
}

const signer = newSigner()

type Start = Partial<Anchoring> & { openFile?: (path: string) => Promise<JournalFile> }

/** A start of the program on what is there. */
async function start({ openFile = openJournalFile, ...anchoring }: Start = {}): Promise<Journal> {
  await closeAll()
  const journal = await openJournal(path, {
    openFile,
    anchoring: { path: anchorPath, signer, isFirstStart: false, isNewKey: false, ...anchoring },
  })
  opened.push(journal)
  return journal
}

/** The first start: its entry about the key, and three of what happened. */
async function begin(): Promise<Journal> {
  const journal = await start({ isFirstStart: true })
  for (const n of [1, 2, 3]) await journal.append('event', { n })
  return journal
}

const list = (journal: Journal) => journal.list({ limit: 20, afterSeq: null })
const kinds = async (journal: Journal) => (await list(journal)).entries.map(({ seq, kind }) => `${seq} ${kind}`)
const readAnchor = async () => journalAnchorSchema.parse(JSON.parse(await readFile(anchorPath, 'utf8')))

async function linesOf(): Promise<string[]> {
  return (await readFile(path, 'utf8')).trimEnd().split('\n')
}

async function cutTo(entries: number): Promise<void> {
  const lines = (await linesOf()).slice(0, entries)
  await writeFile(path, lines.map((line) => `${line}\n`).join(''))
}

function anchorOf(journal: Journal): JournalAnchor {
  const anchor = journal.anchor()
  if (!anchor) throw new Error('There is no anchor')
  return anchor
}

describe('the anchor beside the journal', () => {
  it('[JN5] names the newest entry after each one, and is told', async () => {
    const told: JournalAnchor[] = []
    const journal = await start({ isFirstStart: true, onAnchored: (anchor) => told.push(anchor) })
    for (const n of [1, 2]) {
      const { seq, hash } = await journal.append('event', { n })
      expect(await readAnchor()).toMatchObject({ seq, hash, publicKey: signer.publicKeyHex })
      expect(isGenuineAnchor(await readAnchor())).toBe(true)
      expect(anchorOf(journal)).toEqual(await readAnchor())
    }
    expect(told.map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(await list(journal)).toMatchObject({ intact: true, lost: null })
  })

  it('[JN5] that a power cut left behind its journal is no loss, and is made good at the next start', async () => {
    const journal = await begin()
    const older = await readFile(anchorPath, 'utf8')
    const { seq } = await journal.append('event', { n: 4 })
    await closeAll()
    await writeFile(anchorPath, older)
    expect(await list(await start())).toMatchObject({ intact: true, lost: null, total: seq })
    expect((await readAnchor()).seq).toBe(seq)
  })

  it('[JN5] that the disk refuses costs no entry, and the next one makes it good', async () => {
    const journal = await begin()
    await rm(anchorPath)
    await mkdir(anchorPath)
    await journal.append('event', { n: 4 })
    await rm(anchorPath, { recursive: true })
    await journal.append('event', { n: 5 })
    expect(await readAnchor()).toMatchObject({ seq: 6 })
    expect(await list(journal)).toMatchObject({ intact: true, total: 6 })
  })
})

describe('a loss', () => {
  it('[JN6] of any number of entries at the end is seen at the next start, and their numbers are not given again', async () => {
    await begin()
    await closeAll()
    const [journalText, anchorText] = await Promise.all([readFile(path, 'utf8'), readFile(anchorPath, 'utf8')])
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 3 }), fc.boolean(), async (left, inTheMiddle) => {
        await writeFile(path, journalText)
        await writeFile(anchorPath, anchorText)
        await cutTo(left)
        // Somewhere in the line that followed.
        if (inTheMiddle) await writeFile(path, '{"seq":', { flag: 'a' })
        const journal = await start()
        const { entries, ...verdict } = await list(journal)
        const lost = { expectedSeq: 4, foundSeq: left, evidence: 'anchor', seq: 5 }
        expect(verdict).toMatchObject({ intact: false, brokenAt: null, lost })
        expect(entries.find(({ kind }) => kind === 'journal.loss')?.seq).toBe(5)
        const again = await start()
        expect((await list(again)).lost).toEqual(verdict.lost)
        await again.acknowledgeLoss(5)
        expect(await list(again)).toMatchObject({ intact: true, lost: null })
        expect(await list(await start())).toMatchObject({ intact: true, lost: null })
      }),
      { numRuns: 12 },
    )
  })

  it('[JN6] of the whole file is seen, deleted or emptied', async () => {
    for (const lose of [() => rm(path), () => writeFile(path, '')]) {
      await closeAll()
      await rm(path, { force: true })
      await rm(anchorPath, { force: true })
      await begin()
      await closeAll()
      await lose()
      expect((await list(await start())).lost).toMatchObject({ expectedSeq: 4, foundSeq: 0, evidence: 'anchor' })
    }
  })

  it('[JN6] by another journal in its place is seen, be it longer', async () => {
    await begin()
    await closeAll()
    const anchor = await readFile(anchorPath, 'utf8')
    await rm(path)
    await rm(anchorPath)
    const other = await begin()
    for (const n of [4, 5]) await other.append('event', { n })
    await closeAll()
    await writeFile(anchorPath, anchor)
    const journal = await start()
    expect(await list(journal)).toMatchObject({ intact: false, brokenAt: null, lost: { expectedSeq: 4, foundSeq: 6, seq: 7 } })
  })

  it('[JN6] names exactly its gap: a longer one does not pass for it', async () => {
    await begin()
    await closeAll()
    await cutTo(2)
    const journal = await start()
    await journal.acknowledgeLoss(5)
    await closeAll()
    const [first, , ...rest] = await linesOf()
    await writeFile(path, [first, ...rest, ''].join('\n'))
    expect(await list(await start())).toMatchObject({ intact: false, brokenAt: 2, lost: { evidence: 'changed' } })
  })

  it('[JN7] is not taken for a first start: a key without a journal, and a journal without the anchor it had', async () => {
    expect((await list(await start())).lost).toMatchObject({ expectedSeq: null, foundSeq: 0, evidence: 'key' })
    await closeAll()
    await rm(path)
    await rm(anchorPath)
    await begin()
    await closeAll()
    await rm(anchorPath)
    expect((await list(await start())).lost).toMatchObject({ expectedSeq: null, foundSeq: 4, evidence: 'no-anchor' })
    await closeAll()
    await writeFile(anchorPath, '{"format":"commonmast-journal-anchor-v1"')
    expect((await list(await start())).lost).toMatchObject({ evidence: 'no-anchor' })
  })

  it('[JN7] is not claimed of a journal that an earlier version wrote without anchors', async () => {
    const earlier = await openJournal(path)
    for (const n of [1, 2]) await earlier.append('event', { n })
    await earlier.close()
    const journal = await start()
    expect(await list(journal)).toMatchObject({ intact: true, lost: null, total: 3 })
    expect((await list(journal)).entries.at(-1)).toMatchObject({ kind: 'key.in-use', data: { reason: 'earlier-version' } })
    expect((await readAnchor()).seq).toBe(3)
  })

  it('[JN9] stays until a person acknowledges it, and that is written down', async () => {
    await begin()
    await closeAll()
    await cutTo(2)
    const journal = await start()
    await journal.append('event', { n: 9 })
    const lost = await journal.loss()
    expect(lost).toMatchObject({ seq: 5, expectedSeq: 4, foundSeq: 2 })
    await expect(journal.acknowledgeLoss(6)).rejects.toMatchObject({ code: 'journal.no-loss' })
    await journal.acknowledgeLoss(5)
    expect(await journal.loss()).toBeNull()
    await expect(journal.acknowledgeLoss(5)).rejects.toMatchObject({ code: 'journal.no-loss' })
    expect(await kinds(journal)).toEqual(['1 key.in-use', '2 event', '5 journal.loss', '6 event', '7 journal.loss-acknowledged'])
  })

  it('[JN9] is shown although a full disk does not take its entry, which then comes before anything else', async () => {
    await begin()
    await closeAll()
    await cutTo(2)
    let full = true
    const openFile = async (name: string): Promise<JournalFile> => {
      const file = await openJournalFile(name)
      const noSpace = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
      return { ...file, write: (bytes, at) => (full ? Promise.reject(noSpace) : file.write(bytes, at)) }
    }
    const journal = await start({ openFile })
    expect(await list(journal)).toMatchObject({ intact: false, total: 2, lost: { seq: null, expectedSeq: 4, foundSeq: 2 } })
    await expect(journal.append('event', { n: 9 })).rejects.toMatchObject({ code: 'disk.full' })
    expect((await readAnchor()).seq).toBe(4)
    full = false
    await journal.append('event', { n: 9 })
    expect(await kinds(journal)).toEqual(['1 key.in-use', '2 event', '5 journal.loss', '6 event'])
  })
})

describe('an anchor that was kept elsewhere', () => {
  it('[JN8] holds for as long as its entry stands where it stood', async () => {
    const journal = await begin()
    const kept = anchorOf(journal)
    await journal.append('event', { n: 4 })
    expect(await journal.checkAnchor(kept)).toEqual({ result: 'holds', acknowledged: false })
    expect(await (await start()).checkAnchor(kept)).toEqual({ result: 'holds', acknowledged: false })
  })

  it('[JN8] tells of a loss that nothing beside the journal tells of, once, until it is acknowledged for good', async () => {
    const journal = await start({ isFirstStart: true })
    await journal.append('event', { n: 1 })
    const older = await Promise.all([readFile(path, 'utf8'), readFile(anchorPath, 'utf8')])
    for (const n of [2, 3]) await journal.append('event', { n })
    const kept = anchorOf(journal)
    await closeAll()
    // As from an older copy of the whole folder.
    await writeFile(path, older[0])
    await writeFile(anchorPath, older[1])
    const next = await start()
    expect(await list(next)).toMatchObject({ intact: true, lost: null })
    expect(await next.checkAnchor(kept)).toEqual({ result: 'shorter', acknowledged: false })
    expect(await next.checkAnchor(kept)).toEqual({ result: 'shorter', acknowledged: false })
    const lost = await next.loss()
    expect(lost).toMatchObject({ expectedSeq: 4, foundSeq: 2, evidence: 'records', seq: 5 })
    await next.acknowledgeLoss(5)
    expect(await (await start()).checkAnchor(kept)).toEqual({ result: 'shorter', acknowledged: true })
    expect(await kinds(await start())).toEqual(['1 key.in-use', '2 event', '5 journal.loss', '6 journal.loss-acknowledged'])
  })

  it('[JN8] tells of another journal in the place of its own', async () => {
    const kept = anchorOf(await begin())
    await closeAll()
    await rm(path)
    await rm(anchorPath)
    const other = await begin()
    await other.append('event', { n: 4 })
    expect(await other.checkAnchor(kept)).toEqual({ result: 'other', acknowledged: false })
    expect(await other.checkAnchor(kept)).toEqual({ result: 'other', acknowledged: false })
    expect(await other.loss()).toMatchObject({ expectedSeq: 4, foundSeq: 5, evidence: 'records', seq: 6 })
    await other.acknowledgeLoss(6)
    expect(await other.checkAnchor(kept)).toEqual({ result: 'other', acknowledged: true })
    expect(await other.loss()).toBeNull()
  })

  it('[JN8] is not believed when another installation signed it, or nobody did', async () => {
    const journal = await begin()
    const kept = anchorOf(journal)
    const stranger = await openJournal(join(folder, 'strange.jsonl'), {
      anchoring: { path: join(folder, 'strange.json'), signer: newSigner(), isFirstStart: true, isNewKey: false },
    })
    for (let n = 0; n < 9; n += 1) await stranger.append('event', { n })
    const strange = anchorOf(stranger)
    await stranger.close()
    for (const anchor of [strange, { ...kept, seq: 40 }, { ...strange, publicKey: kept.publicKey }]) {
      expect(await journal.checkAnchor(anchor)).toEqual({ result: 'unknown-key', acknowledged: false })
    }
    expect(await list(journal)).toMatchObject({ intact: true, lost: null, total: 4 })
  })
})

describe('the key that anchors', () => {
  it('[JN10] stands in the journal, with the one before it, whose anchors are still known', async () => {
    const kept = anchorOf(await begin())
    const other = newSigner()
    const changed = await start({ signer: other })
    await changed.append('event', { n: 4 })
    const third = newSigner()
    const asked = await start({ signer: third, isNewKey: true })
    const marks = (await list(asked)).entries.filter(({ kind }) => kind === 'key.in-use').map(({ data }) => data)
    expect(marks).toEqual([
      { publicKey: signer.publicKeyHex, previousPublicKey: null, reason: 'first-start' },
      { publicKey: other.publicKeyHex, previousPublicKey: signer.publicKeyHex, reason: 'changed' },
      { publicKey: third.publicKeyHex, previousPublicKey: other.publicKeyHex, reason: 'asked-for' },
    ])
    expect(await list(asked)).toMatchObject({ intact: true, lost: null })
    expect(await asked.checkAnchor(kept)).toMatchObject({ result: 'holds' })
  })

  it('[JN10] is not needed to see what is missing, nor to write; its last anchor stays', async () => {
    await begin()
    await closeAll()
    const journal = await start({ signer: null })
    await journal.append('event', { n: 4 })
    expect((await readAnchor()).seq).toBe(4)
    await closeAll()
    await cutTo(3)
    const next = await start({ signer: null })
    expect((await list(next)).lost).toMatchObject({ expectedSeq: 4, foundSeq: 3, evidence: 'anchor' })
    expect((await list(await start())).lost).toMatchObject({ expectedSeq: 4, foundSeq: 3, seq: 5 })
    expect((await readAnchor()).seq).toBe(5)
  })
})
