import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type JournalFile, verifyJournal } from '#core/journal/journalFile'
import { filePermissionsBox } from '../storage/secretBox'
import { type Console, createConsole } from './composeHandlers'
import { connectClient } from './testing/connectClient'

let folder: string
const running: Console[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-journals-'))
})
afterEach(async () => {
  for (const one of running.splice(0)) await one.close()
  await rm(folder, { recursive: true, force: true })
})

async function start(name: string) {
  const dataDir = join(folder, name)
  await mkdir(dataDir, { recursive: true })
  const one = await createConsole({ dataDir, shell: 'browser', version: '0.0.0', secretBox: filePermissionsBox })
  running.push(one)
  return connectClient(one).call
}

async function exportOf(call: Awaited<ReturnType<typeof start>>): Promise<JournalFile> {
  return JSON.parse((await call('journal.export', {})).text)
}

describe('a journal between two installations', () => {
  it('[JN12] is exported whole, with the anchor of its last entry', async () => {
    const call = await start('one')
    await call('backup.keep', { text: JSON.stringify({ format: 'commonmast-backup-v2' }) })
    const file = await exportOf(call)
    expect(verifyJournal(file)).toEqual([])
    expect(file.entries.map(({ kind }) => kind)).toEqual(['key.in-use', 'backup.kept', 'journal.exported'])
  })

  it('[JN14] is countersigned by the other, and says so once', async () => {
    const [one, other] = [await start('one'), await start('other')]
    const countersignature = await other('journal.countersign', { journal: await exportOf(one) })
    expect(countersignature.publicKey).toBe((await other('app.info', {})).publicKey)
    const taken = await one('journal.takeCountersignature', { countersignature })
    expect(await one('journal.takeCountersignature', { countersignature })).toEqual(taken)
    const { entries } = await one('journal.list', {})
    expect(entries.filter(({ kind }) => kind === 'journal.countersigned')).toMatchObject([
      { seq: taken.seq, data: { entrySeq: countersignature.journal.seq, publicKey: countersignature.publicKey } },
    ])
    expect((await other('journal.list', {})).entries.at(-1)).toMatchObject({ kind: 'journal.countersigned-other' })
  })

  it('[JN14] takes no countersignature of another journal, nor one that does not hold', async () => {
    const [one, other, third] = [await start('one'), await start('other'), await start('third')]
    const ofThird = await other('journal.countersign', { journal: await exportOf(third) })
    await expect(one('journal.takeCountersignature', { countersignature: ofThird })).rejects.toMatchObject({
      code: 'countersignature.other-journal',
    })
    const changed = { ...ofThird, countersignedAt: '2020-01-01T00:00:00.000Z' }
    await expect(third('journal.takeCountersignature', { countersignature: changed })).rejects.toMatchObject({
      code: 'countersignature.does-not-hold',
    })
    await expect(one('journal.countersign', { journal: await exportOf(one) })).rejects.toMatchObject({ code: 'journal.own' })
  })
})
