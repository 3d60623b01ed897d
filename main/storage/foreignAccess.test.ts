import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findForeignAccess } from './foreignAccess'

let above: string
let folder: string

beforeEach(async () => {
  above = await mkdtemp(join(tmpdir(), 'commonmast-access-'))
  folder = join(above, 'data')
  await mkdir(folder, { mode: 0o700 })
})
afterEach(() => rm(above, { recursive: true, force: true }))

const codesOf = async (platform = 'linux') => (await findForeignAccess(folder, platform)).map(({ code }) => code)

it('finds nothing where only the owner can read and write', async () => {
  await writeFile(join(folder, 'installation.key'), 'x', { mode: 0o600 })
  expect(await codesOf()).toEqual([])
})

it('names a key that others can read, and a folder in which others can exchange it, at any height', async () => {
  const key = join(folder, 'installation.key')
  await writeFile(key, 'x')
  await chmod(key, 0o640)
  expect(await codesOf()).toEqual(['key.readable-by-others'])
  expect((await findForeignAccess(folder, 'linux'))[0]?.message).toContain(key)
  await chmod(folder, 0o770)
  expect(await codesOf()).toEqual(['key.readable-by-others', 'data.writable-by-others'])
  await chmod(folder, 0o700)
  await chmod(above, 0o777)
  expect(await codesOf()).toEqual(['key.readable-by-others', 'data.writable-by-others'])
  // The sticky bit keeps what belongs to others in its place.
  await chmod(above, 0o1777)
  expect(await codesOf()).toEqual(['key.readable-by-others'])
  expect(await codesOf('win32')).toEqual([])
})
