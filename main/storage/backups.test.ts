import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBackups } from './backups'
import { writeFileAtomically } from './writeFileAtomically'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-backups-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('backups', () => {
  it('keeps the seven newest copies and lists them newest first', async () => {
    let day = 0
    const backups = openBackups(join(folder, 'kept'), () => new Date(Date.UTC(2026, 0, ++day)))
    expect(await backups.list()).toEqual([])
    for (let copy = 1; copy <= 9; copy += 1) {
      const result = await backups.keep(`copy ${copy}`)
      expect(result).toMatchObject({ bytes: 6, kept: Math.min(copy, 7) })
      expect(await readFile(result.path, 'utf8')).toBe(`copy ${copy}`)
    }
    const list = await backups.list()
    expect(list.map(({ at }) => at)).toEqual([9, 8, 7, 6, 5, 4, 3].map((n) => new Date(Date.UTC(2026, 0, n)).toISOString()))
  })

  it('keeps the copy just made, although the clock was set back', async () => {
    let day = 30
    const backups = openBackups(folder, () => new Date(Date.UTC(2026, 0, --day)))
    for (let copy = 1; copy <= 9; copy += 1) {
      const { path } = await backups.keep(`copy ${copy}`)
      expect(await readFile(path, 'utf8')).toBe(`copy ${copy}`)
    }
    expect(await backups.list()).toHaveLength(7)
  })

  it('never touches files that are not its own', async () => {
    await writeFile(join(folder, 'mine.json'), 'mine')
    let second = 0
    const backups = openBackups(folder, () => new Date(Date.UTC(2026, 0, 1, 0, 0, ++second)))
    for (let copy = 0; copy < 9; copy += 1) await backups.keep('copy')
    expect(await readFile(join(folder, 'mine.json'), 'utf8')).toBe('mine')
  })
})

describe('an atomic write', () => {
  it('leaves the old file and nothing else when the disk is full', async () => {
    const path = join(folder, 'file')
    await writeFileAtomically(path, 'old', { what: 'the file' })
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    const openTemporary = async (name: string) => {
      await writeFile(name, 'ha')
      return { writeFile: () => Promise.reject(full), sync: async () => {}, close: async () => {} }
    }
    await expect(writeFileAtomically(path, 'half', { what: 'the file', openTemporary })).rejects.toMatchObject({
      code: 'disk.full',
      message: 'The disk is full, so the file was not changed: free some space and try again.',
    })
    expect(await readdir(folder)).toEqual(['file'])
    expect(await readFile(path, 'utf8')).toBe('old')
  })
})
