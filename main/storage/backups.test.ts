import { createHash } from 'node:crypto'
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
  it('keeps the five newest of those that nobody verified, and lists them newest first', async () => {
    let day = 0
    const backups = openBackups(join(folder, 'kept'), { now: () => new Date(Date.UTC(2026, 0, day)) })
    expect(await backups.list()).toEqual([])
    for (let copy = 1; copy <= 9; copy += 1) {
      day = copy
      const result = await backups.keep(`copy ${copy}`)
      expect(result).toMatchObject({ bytes: 6, kept: Math.min(copy, 5) })
      expect(await readFile(result.path, 'utf8')).toBe(`copy ${copy}`)
    }
    const list = await backups.list()
    expect(list.map(({ at }) => at)).toEqual([9, 8, 7, 6, 5].map((n) => new Date(Date.UTC(2026, 0, n)).toISOString()))
  })

  it('keeps the copy just made, although the clock was set back', async () => {
    let day = 30
    const backups = openBackups(folder, { now: () => new Date(Date.UTC(2026, 0, --day)) })
    for (let copy = 1; copy <= 9; copy += 1) {
      const { path } = await backups.keep(`copy ${copy}`)
      expect(await readFile(path, 'utf8')).toBe(`copy ${copy}`)
    }
    expect(await backups.list()).toHaveLength(5)
  })

  it('keeps no copy for good because the clock ran ahead once, and says that its time lies in the future', async () => {
    const clock = { now: '2096-05-05T00:00:00.000Z' }
    const backups = openBackups(folder, { now: () => new Date(clock.now) })
    await backups.keep('of the future')
    clock.now = '2026-01-01T00:00:00.000Z'
    await backups.keep('of today')
    const [newest, older] = await backups.list()
    expect(newest).toMatchObject({ at: '2026-01-01T00:00:00.000Z', fromFuture: false })
    expect(older).toMatchObject({ at: '2096-05-05T00:00:00.000Z', fromFuture: true })
    for (let copy = 0; copy < 6; copy += 1) await backups.keep('of today')
    expect((await backups.list()).map(({ fromFuture }) => fromFuture)).toEqual(Array(5).fill(false))
  })

  it('takes copies of an earlier version for older than its own, and those of the future among them for the oldest', async () => {
    for (const day of ['2025-12-30', '2025-12-31', '2096-05-05'])
      await writeFile(join(folder, `commonmast-${day}T00-00-00.000Z.json`), '')
    const backups = openBackups(folder, { now: () => new Date('2026-01-01T00:00:00Z') })
    const days = async () => (await backups.list()).map(({ at }) => at.slice(0, 10))
    expect(await days()).toEqual(['2025-12-31', '2025-12-30', '2096-05-05'])
    for (let copy = 0; copy < 3; copy += 1) await backups.keep('own')
    expect(await days()).toEqual([...Array(3).fill('2026-01-01'), '2025-12-31', '2025-12-30'])
  })

  it('numbers copies that are kept at once, and keeps them all', async () => {
    const backups = openBackups(folder, { now: () => new Date('2026-01-01T00:00:00Z') })
    await Promise.all(['a', 'b', 'c'].map((text) => backups.keep(text)))
    const names = (await backups.list()).map(({ name }) => name.slice(0, 17))
    expect(names).toEqual(['commonmast-000003', 'commonmast-000002', 'commonmast-000001'])
  })

  it('says the digest of what is on the disk, and gives a copy back by its name', async () => {
    const backups = openBackups(folder)
    const { sha256 } = await backups.keep('ä copy')
    expect(sha256).toBe(createHash('sha256').update('ä copy').digest('hex'))
    const [copy] = await backups.list()
    expect(await backups.read(copy?.name ?? '')).toBe('ä copy')
  })

  it('gives back nothing that is not a copy of its own', async () => {
    const backups = openBackups(folder)
    await backups.keep('a copy')
    await writeFile(join(folder, 'mine.json'), 'mine')
    for (const name of ['mine.json', '../mine.json', 'commonmast-000009-2026-01-01T00-00-00.000Z.json']) {
      await expect(backups.read(name)).rejects.toMatchObject({ code: 'backup.not-found' })
    }
  })

  const whole = { isWhole: true, rows: 3, holds: { actor: 'ada', made: 7 } } as const

  it('remembers what came of verifying a copy, and lets those that nobody verified push out none that was', async () => {
    const clock = { now: '2026-01-01T00:00:00.000Z' }
    const backups = openBackups(folder, { now: () => new Date(clock.now) })
    const { name, sha256 } = await backups.keep('a copy')
    await backups.judge(name, sha256, whole)
    for (let copy = 0; copy < 7; copy += 1) await backups.keep(`unseen ${copy}`)
    const again = openBackups(folder, { now: () => new Date(clock.now) })
    expect(await again.list()).toHaveLength(6)
    expect((await again.list()).at(-1)).toMatchObject({ name, verified: { at: clock.now, verdict: whole } })
    const [newest] = await again.list()
    expect(newest?.verified).toBeNull()
    await again.judge(newest?.name ?? '', createHash('sha256').update('unseen 6').digest('hex'), {
      isWhole: false,
      reason: 'A record is missing.',
    })
    expect((await again.list())[0]?.verified?.verdict).toEqual({ isWhole: false, reason: 'A record is missing.' })
  })

  it('takes no copy for verified whose bytes are others now, or where nothing is known any more', async () => {
    const backups = openBackups(folder)
    const { name, path, sha256 } = await backups.keep('a copy')
    await expect(backups.judge(name, '0'.repeat(64), whole)).rejects.toMatchObject({ code: 'backup.changed-meanwhile' })
    await backups.judge(name, sha256, whole)
    await writeFile(path, 'a copy that is longer')
    expect((await backups.list())[0]?.verified).toBeNull()
    await expect(backups.judge(name, sha256, whole)).rejects.toMatchObject({ code: 'backup.changed-meanwhile' })
    await writeFile(path, 'a copy')
    expect((await backups.list())[0]?.verified?.verdict).toEqual(whole)
    await writeFile(join(folder, 'verified.json'), '{"format":"commonmast-copy-ver')
    expect((await backups.list())[0]?.verified).toBeNull()
  })

  it('looks at the room on the disk before it writes, and removes nothing where there is none', async () => {
    const full = Object.assign(new Error('no room'), { code: 'disk.full' })
    const room = { free: 100 }
    const requireRoomFor = async (_folder: string, bytes: number) => {
      if (bytes > room.free) throw full
    }
    const backups = openBackups(folder, { requireRoomFor })
    for (let copy = 0; copy < 5; copy += 1) await backups.keep(`copy ${copy}`)
    const before = await readdir(folder)
    room.free = 5
    await expect(backups.keep('copy 5')).rejects.toBe(full)
    expect(await readdir(folder)).toEqual(before)
  })

  it('never touches files that are not its own', async () => {
    await writeFile(join(folder, 'mine.json'), 'mine')
    let second = 0
    const backups = openBackups(folder, { now: () => new Date(Date.UTC(2026, 0, 1, 0, 0, ++second)) })
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
