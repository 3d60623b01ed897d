import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openRecordsMemory } from './recordsMark'

let folder: string
let path: string
const damages: unknown[] = []
const open = () => openRecordsMemory(path, { onDamaged: (thrown) => damages.push(thrown) })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-mark-'))
  path = join(folder, 'records.json')
  damages.length = 0
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const nothing = { actor: 'fresh', made: 0, isEmpty: true }

it('remembers across starts how far the records were, and what is told at once in turn', async () => {
  expect(await open().compare(nothing)).toEqual({ kind: 'as-known' })
  expect(await readdir(folder)).toEqual([])
  const memory = open()
  await Promise.all([3, 5, 4].map((made) => memory.tell({ actor: 'ada', made })))
  expect(await open().compare(nothing)).toMatchObject({ kind: 'emptied', actor: 'ada', made: 5 })
  expect(await open().tell({ actor: 'ada', made: 4 })).toMatchObject({ kind: 'older', missing: 1 })
  expect(await open().compare(nothing)).toMatchObject({ made: 5 })
})

it('takes an empty database for a beginning once a person began anew', async () => {
  await open().tell({ actor: 'ada', made: 5 })
  await open().beginAnew()
  expect(await open().compare(nothing)).toEqual({ kind: 'as-known' })
  expect(await open().compare({ actor: 'ada', made: 4, isEmpty: false })).toMatchObject({ kind: 'older' })
})

it('puts a file that cannot be read aside, and says so', async () => {
  await writeFile(path, '{"format":"commonmast-rec')
  const memory = open()
  expect(await memory.compare(nothing)).toEqual({ kind: 'as-known' })
  expect(damages).toHaveLength(1)
  expect(await readFile(`${path}.damaged`, 'utf8')).toBe('{"format":"commonmast-rec')
  await memory.tell({ actor: 'ada', made: 5 })
  expect(await open().compare(nothing)).toMatchObject({ kind: 'emptied' })
  expect(damages).toHaveLength(1)
})
