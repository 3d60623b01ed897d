import { cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findTwinFolder } from './folderPlace'

const key = 'a'.repeat(64)
let above: string
const path = (name: string) => join(above, name)

beforeEach(async () => {
  above = await mkdtemp(join(tmpdir(), 'commonmast-place-'))
  await mkdir(path('first'))
  await writeFile(path('first/installation.key'), JSON.stringify({ publicKey: key }))
  expect(await findTwinFolder(path('first'), key)).toBeNull()
})
afterEach(() => rm(above, { recursive: true, force: true }))

it('names the folder that this one was copied from, at every start while both have the key', async () => {
  await cp(path('first'), path('second'), { recursive: true })
  for (let start = 0; start < 2; start += 1) {
    const problem = await findTwinFolder(path('second'), key)
    expect(problem).toMatchObject({ code: 'key.twice' })
    expect(problem?.message).toContain(path('first'))
  }
  expect(await findTwinFolder(path('first'), key)).toBeNull()
  await writeFile(path('first/installation.key'), JSON.stringify({ publicKey: 'b'.repeat(64) }))
  expect(await findTwinFolder(path('second'), key)).toBeNull()
})

it('takes a folder that was moved, or that is seen under another name, for the same', async () => {
  await rename(path('first'), path('moved'))
  expect(await findTwinFolder(path('moved'), key)).toBeNull()
  await symlink(path('moved'), path('link'))
  expect(await findTwinFolder(path('link'), key)).toBeNull()
  await cp(path('moved'), path('copy'), { recursive: true })
  expect(await findTwinFolder(path('copy'), key)).toMatchObject({ code: 'key.twice' })
})

it('believes a damaged note nothing', async () => {
  await writeFile(path('first/place.json'), '{"format":')
  expect(await findTwinFolder(path('first'), key)).toBeNull()
  await cp(path('first'), path('copy'), { recursive: true })
  expect(await findTwinFolder(path('copy'), key)).toMatchObject({ code: 'key.twice' })
})
