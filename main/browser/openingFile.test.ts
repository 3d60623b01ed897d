import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openingFile } from './openingFile'

const ADDRESS = `http://127.0.0.1:8740/${'a'.repeat(64)}/`

let folder: string
let dataDir: string
let home: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-opening-'))
  dataDir = join(folder, '.data')
  home = join(folder, 'home')
  for (const each of [dataDir, home]) await mkdir(each)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function program(name: string, text: string): Promise<{ name: string; path: string }> {
  const path = join(folder, name)
  await writeFile(path, text)
  await chmod(path, 0o755)
  return { name, path }
}

it('leads to the address, is its owner’s alone, and goes once the window is there', async () => {
  const browser = await program('chromium', '\u007fELF')
  const { url, removeWhen } = await openingFile(ADDRESS, { browser, dataDir, home })
  expect(url).not.toContain('a'.repeat(64))
  const path = fileURLToPath(url)
  expect(path.startsWith(dataDir)).toBe(true)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readFile(path, 'utf8')).toContain(`url=${ADDRESS}"`)
  let isOpen = false
  const removed = removeWhen(() => isOpen)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await readdir(dataDir)).toHaveLength(1)
  isOpen = true
  await removed
  expect(await readdir(dataDir)).toEqual([])
})

it('lies where a browser in a snap can read it: in the home, neither hidden nor temporary', async () => {
  const script = await program('chromium-browser', '#!/bin/sh\nexec /snap/bin/chromium "$@"\n')
  const snap = await program('snap', '\u007fELF')
  await symlink(snap.path, join(folder, 'chromium'))
  for (const browser of [
    script,
    { name: 'Chromium', path: join(folder, 'chromium') },
    { name: 'x', path: '/snap/bin/chromium' },
  ]) {
    const { url, remove } = await openingFile(ADDRESS, { browser, dataDir, home })
    expect(fileURLToPath(url).startsWith(join(home, 'open-commonmast-'))).toBe(true)
    await remove()
  }
})

it('takes away what a killed console left, and nothing else', async () => {
  const browser = await program('chromium', '\u007fELF')
  await openingFile(ADDRESS, { browser, dataDir, home })
  await writeFile(join(dataDir, 'open-commonmast-notes.html'), 'mine')
  await openingFile(ADDRESS, { browser, dataDir, home })
  const names = await readdir(dataDir)
  expect(names).toHaveLength(2)
  expect(names).toContain('open-commonmast-notes.html')
})
