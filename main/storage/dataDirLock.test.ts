import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultDataDir } from './dataDir'
import { lockDataDir } from './dataDirLock'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the lock of a data folder', () => {
  it('admits one console at a time and says who holds it', async () => {
    const lock = await lockDataDir(folder, 'browser')
    await expect(lockDataDir(folder, 'electron')).rejects.toMatchObject({ code: 'data.in-use', message: /browser, process \d+/ })
    await lock.release()
    expect(await readdir(folder)).toEqual([])
    await (await lockDataDir(folder, 'electron')).release()
  })

  it('takes over what a crash left, even when the process number is in use again', async () => {
    const leftovers = [
      '',
      '{',
      JSON.stringify({ pid: process.pid, identity: `${process.pid} earlier boot 1`, shell: 'browser', startedAt: '' }),
    ]
    for (const text of leftovers) {
      await writeFile(join(folder, 'console.lock'), text)
      await (await lockDataDir(folder, 'browser')).release()
    }
    expect(await readdir(folder)).toEqual([])
  })

  it('gives a leftover to one of many that start at once', async () => {
    await writeFile(join(folder, 'console.lock'), '{}')
    const starts = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDir(folder, 'browser')))
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('the default data folder', () => {
  it('follows the custom of each platform', () => {
    const at = (platform: string, env: Record<string, string>) => defaultDataDir('browser', { platform, env, home: '/home/ana' })
    expect(at('linux', {})).toBe('/home/ana/.local/share/commonmast/browser')
    expect(at('linux', { XDG_DATA_HOME: '/data' })).toBe('/data/commonmast/browser')
    expect(at('linux', { XDG_DATA_HOME: 'relative' })).toBe('/home/ana/.local/share/commonmast/browser')
    expect(at('darwin', {})).toBe('/home/ana/Library/Application Support/Commonmast/browser')
    expect(at('win32', { APPDATA: 'C:\\Users\\ana\\AppData\\Roaming' })).toBe(
      'C:\\Users\\ana\\AppData\\Roaming\\Commonmast\\browser',
    )
  })
})
