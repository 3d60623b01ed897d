import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64 } from '@scure/base'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Problem } from '#core/model/problem'
import { hashOfBytes } from '#core/sync/travel/chunks'
import { createEvidenceService } from '../../services/evidenceService'
import { openEvidenceFiles } from './evidenceFiles'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-evidence-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const chunk = (text: string) => {
  const bytes = new TextEncoder().encode(text)
  return { hash: hashOfBytes(bytes), bytes }
}
const pathOf = (hash: string) => join(folder, hash.slice(0, 2), `${hash}.bin`)

test('[EV3] a chunk is kept once, is there in the next life of the program, and takes nothing that is not what it says', async () => {
  const files = openEvidenceFiles(folder)
  const [mast, roof] = [chunk('mast'), chunk('roof')]
  await files.keep(mast)
  await files.keep(mast)
  await expect(files.keep({ ...roof, bytes: mast.bytes })).rejects.toMatchObject({ code: 'evidence.wrong-chunk' })
  const next = openEvidenceFiles(folder)
  expect(await next.held([mast.hash, roof.hash])).toEqual([mast.hash])
  expect(await next.read(mast.hash)).toEqual(mast.bytes)
  expect(await next.read(roof.hash)).toBeNull()
  expect(await next.room()).toEqual({ chunks: 1, bytes: 4 })
})

test('[EV5] a chunk whose file was changed is not here, and is kept again when it is brought', async () => {
  const files = openEvidenceFiles(folder)
  const mast = chunk('mast')
  await files.keep(mast)
  await writeFile(pathOf(mast.hash), 'torn')
  expect(await files.read(mast.hash)).toBeNull()
  expect(await files.held([mast.hash])).toEqual([])
  await files.keep(mast)
  expect(await readFile(pathOf(mast.hash), 'utf8')).toBe('mast')
})

test('[EV5] a damaged file is told from a whole one in the next life of the program too, by reading it or by bringing it again', async () => {
  const [mast, roof] = [chunk('mast'), chunk('roof')]
  const files = openEvidenceFiles(folder)
  for (const one of [mast, roof]) {
    await files.keep(one)
    await writeFile(pathOf(one.hash), 'torn')
  }
  expect(await files.read(mast.hash)).toBeNull()
  const next = openEvidenceFiles(folder)
  expect(await next.held([mast.hash])).toEqual([])
  await next.keep(roof)
  expect(await readFile(pathOf(roof.hash), 'utf8')).toBe('roof')
})

test('[EV3] without room nothing is written, and the disk is said to be full', async () => {
  const files = openEvidenceFiles(folder, {
    requireRoomFor: async () => {
      throw new Problem('disk.full', 'Full: free some space.')
    },
  })
  await expect(files.keep(chunk('mast'))).rejects.toMatchObject({ code: 'disk.full' })
  expect((await files.room()).chunks).toBe(0)
})

test('[EV7] what nothing names stays for 30 days, and as long as a kept copy is older; what is named again stays', async () => {
  let day = 0
  const files = openEvidenceFiles(folder, { now: () => new Date(Date.UTC(2026, 0, 1 + day)) })
  const [mast, roof, log] = [chunk('mast'), chunk('roof'), chunk('log')]
  for (const one of [mast, roof, log]) await files.keep(one)
  const at = (days: number) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString()
  const settleOn = (on: number, named: string[], oldest: string | null) => {
    day = on
    return files.settle(named, oldest)
  }
  expect(await settleOn(0, [log.hash], at(-5))).toBe(0)
  expect(await settleOn(29, [log.hash], at(20))).toBe(0)
  // Taken back: from when it is removed again it has 30 days more.
  expect(await settleOn(29, [log.hash, roof.hash], at(20))).toBe(0)
  expect(await settleOn(31, [log.hash], at(-5))).toBe(0)
  expect(await settleOn(31, [log.hash], at(20))).toBe(1)
  expect(await files.held([mast.hash, roof.hash, log.hash])).toEqual([roof.hash, log.hash])
  expect(await settleOn(70, [log.hash], null)).toBe(1)
  expect((await readdir(join(folder, log.hash.slice(0, 2)))).length).toBe(1)
})

test('[EV7] all of it goes into a folder and comes from there, and what is no chunk there is passed over', async () => {
  const [here, there, outside] = ['here', 'there', 'outside'].map((name) => join(folder, name)) as [string, string, string]
  const stick = await mkdtemp(join(tmpdir(), 'commonmast-evidence-stick-'))
  const { signal } = new AbortController()
  const context = { signal, progress: () => undefined, transfer: () => undefined } as never
  const serviceOn = (dataDir: string) =>
    createEvidenceService({
      files: openEvidenceFiles(join(dataDir, 'evidence')),
      backups: { list: async () => [] },
      dataDir,
      chooseFolder: null,
    })
  const [mast, roof] = [chunk('mast'), chunk('roof')]
  const given = serviceOn(here)
  for (const { hash, bytes } of [mast, roof]) await given['evidence.keep']({ hash, bytes: base64.encode(bytes) }, context)
  await expect(given['evidence.copyOut']({ path: null }, context)).rejects.toMatchObject({ code: 'sync.path-needed' })
  await expect(given['evidence.copyOut']({ path: outside }, context)).rejects.toMatchObject({ code: 'sync.not-a-folder' })
  expect(await given['evidence.copyOut']({ path: stick }, context)).toEqual({ folder: stick, chunks: 2, damaged: 0 })
  const copy = join(stick, 'commonmast-evidence')
  await writeFile(join(copy, roof.hash.slice(0, 2), `${roof.hash}.bin`), 'torn')
  await writeFile(join(copy, 'notes.txt'), 'of somebody')
  const taken = serviceOn(there)
  expect(await taken['evidence.copyIn']({ path: stick }, context)).toEqual({ folder: stick, chunks: 1, damaged: 0 })
  // A copy that was torn is mended by the next.
  await given['evidence.copyOut']({ path: stick }, context)
  expect(await taken['evidence.copyIn']({ path: copy }, context)).toEqual({ folder: copy, chunks: 2, damaged: 0 })
  expect(await taken['evidence.read']({ hash: roof.hash }, context)).toEqual({ bytes: base64.encode(roof.bytes) })
  await writeFile(join(here, 'evidence', mast.hash.slice(0, 2), `${mast.hash}.bin`), 'torn')
  expect(await given['evidence.copyOut']({ path: stick }, context)).toEqual({ folder: stick, chunks: 1, damaged: 1 })
  await rm(stick, { recursive: true })
})
