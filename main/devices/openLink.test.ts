import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLinkOpener } from './openLink'
import { createManualClock } from './testing/manualClock'

describe('opening', () => {
  it('gives each plain opening of a training device the next unit, and a named one the same', async () => {
    const open = createLinkOpener({ clock: createManualClock() })
    const paths: string[] = []
    for (const path of ['simulated:hotspot', 'simulated:hotspot', 'simulated:hotspot?unit=1', 'simulated:hotspot?fault=noise']) {
      const link = await open(path, 115_200)
      paths.push(link.path)
      await link.close()
    }
    expect(paths).toEqual([
      'simulated:hotspot?unit=1',
      'simulated:hotspot?unit=2',
      'simulated:hotspot?unit=1',
      'simulated:hotspot?fault=noise&unit=3',
    ])
  })

  it('gives one unit to one owner, under whatever path', async () => {
    const open = createLinkOpener({ clock: createManualClock() })
    const third = await open('simulated:hotspot?unit=1&fault=noise', 115_200)
    await expect(open('simulated:hotspot?fault=silent&unit=1', 115_200)).rejects.toMatchObject({ code: 'port.busy' })
    const plain = await open('simulated:hotspot', 115_200)
    expect(plain.path).toBe('simulated:hotspot?unit=2')
    await expect(open('simulated:hotspot', 115_200)).rejects.toMatchObject({ code: 'port.busy' })
    await expect(open('simulated:hotspot?unit=2', 115_200)).rejects.toMatchObject({ code: 'port.busy' })
    await plain.close()
    await third.close()
    expect((await open('simulated:hotspot?unit=2', 115_200)).path).toBe('simulated:hotspot?unit=2')
  })

  it('refuses a training device that is no device, and keeps nothing taken', async () => {
    const open = createLinkOpener({ clock: createManualClock() })
    for (let round = 0; round < 2; round += 1) {
      await expect(open('simulated:hotspot?unit=no', 115_200)).rejects.toMatchObject({ code: 'simulated.bad-query' })
    }
  })

  it('frees the port when it did not open, whatever name it was given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'commonmast-open-'))
    const file = join(folder, 'no-port')
    await writeFile(file, '')
    await symlink(file, join(folder, 'link'))
    const open = createLinkOpener()
    for (const path of [file, join(folder, 'link'), file]) {
      await expect(open(path, 115_200)).rejects.toMatchObject({ code: 'port.not-serial' })
    }
    await rm(folder, { recursive: true })
  })
})
