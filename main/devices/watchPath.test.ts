import { mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchPath } from './watchPath'

let folder: string
let device: string
let link: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-watch-'))
  device = join(folder, 'ttyUSB0')
  link = join(folder, 'by-id')
  await writeFile(device, '')
  await symlink(device, link)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Never looks by itself within a test. */
const SELDOM_MS = 1_000_000

describe('the watch on a port', () => {
  it('sees a device that is there, and tells nothing', async () => {
    const gone = vi.fn()
    const watch = watchPath(link, SELDOM_MS, gone)
    expect([await watch.look(), await watch.look()]).toEqual([true, true])
    watch.stop()
    expect(gone).not.toHaveBeenCalled()
  })

  it.each([
    ['its path is gone', () => unlink(link)],
    ['what its path links to is gone', () => unlink(device)],
    [
      'another device has taken its name',
      async () => {
        await writeFile(`${device}.new`, '')
        await rename(`${device}.new`, device)
      },
    ],
  ])('tells once when %s', async (_what, happens) => {
    const gone = vi.fn()
    const watch = watchPath(link, SELDOM_MS, gone)
    await watch.look()
    await happens()
    expect([await watch.look(), await watch.look()]).toEqual([false, false])
    expect(gone).toHaveBeenCalledTimes(1)
  })

  it('looks by itself, and not after it was stopped', async () => {
    const gone = vi.fn()
    const watch = watchPath(link, 5, gone)
    const stopped = vi.fn()
    const other = watchPath(link, 5, stopped)
    await watch.look()
    other.stop()
    await unlink(device)
    await expect.poll(() => gone.mock.calls.length).toBe(1)
    expect(stopped).not.toHaveBeenCalled()
    watch.stop()
  })
})
