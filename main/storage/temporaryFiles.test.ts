import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { removeLeftovers, temporaryFor } from './temporaryFiles'
import { type OpenForWriting, writeFileAtomically } from './writeFileAtomically'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-leftovers-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const digits = '0123456789ab'

async function leave(name: string, ageMs = 0): Promise<string> {
  await writeFile(join(folder, name), 'half')
  const at = new Date(Date.now() - ageMs)
  await utimes(join(folder, name), at, at)
  return name
}

/** The number of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

it('removes what killed writes left, and nothing else', async () => {
  const ended = await endedProcess()
  await leave(`backup.json.${ended}-${digits}.tmp`)
  await leave(`backup.json.${process.pid}-${digits}.tmp`)
  await leave(`backup.json.${digits}.tmp`, 3_600_000)
  // Of a clock that ran ahead.
  await leave(`installation.key.${digits}.tmp`, -2_000_000_000_000)
  const kept = await Promise.all([
    leave('backup.json'),
    leave('mine.tmp', 3_600_000),
    leave(`.${digits}.tmp`, 3_600_000),
    leave(`backup.json.${digits}0.tmp`, 3_600_000),
    leave(`backup.json.ABCDEF012345.tmp`, 3_600_000),
    // An earlier version may be writing it now.
    leave(`backup.json.${digits}.tmp`),
    // Another process writes it now.
    leave(`backup.json.${process.ppid}-${digits}.tmp`, 3_600_000),
  ])
  await removeLeftovers(folder)
  expect((await readdir(folder)).sort()).toEqual(kept.sort())
  await leave(`backup.json.${process.ppid}-${digits}.tmp`, 3 * 24 * 3_600_000)
  await removeLeftovers(folder)
  expect(await readdir(folder)).not.toContain(`backup.json.${process.ppid}-${digits}.tmp`)
})

it('keeps to the leftovers of one file where it is told to, and to folders that are there', async () => {
  const ended = await endedProcess()
  await leave(`mine.json.${ended}-${digits}.tmp`)
  const other = await leave(`other.json.${ended}-${digits}.tmp`)
  await removeLeftovers(folder, 'mine.json')
  expect(await readdir(folder)).toEqual([other])
  await removeLeftovers(join(folder, 'none'))
})

it('leaves alone what this process is writing', async () => {
  const path = join(folder, 'file')
  let duringWrite: string[] = []
  const openTemporary: OpenForWriting = async (name) => {
    await writeFile(name, 'half')
    return {
      writeFile: async () => {
        await removeLeftovers(folder)
        duringWrite = await readdir(folder)
        await writeFile(name, 'whole')
      },
      sync: async () => {},
      close: async () => {},
    }
  }
  await writeFileAtomically(path, 'whole', { what: 'the file', openTemporary })
  expect(duringWrite).toEqual([expect.stringMatching(/^file\.\d+-[0-9a-f]{12}\.tmp$/)])
  expect(await readdir(folder)).toEqual(['file'])
  expect(temporaryFor(path)).not.toBe(temporaryFor(path))
})
