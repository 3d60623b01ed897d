import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fixturePath } from '../../fixtures/readFixture'
import { inspect } from './inspect'

describe('inspect', () => {
  it('reads a file from disk', async () => {
    const path = fixturePath('data/ttn_gateways.csv')
    expect(await inspect(path)).toEqual({
      format: 'ttn-gateways-csv',
      rows: 134,
      recognised: true,
      withoutLocation: 0,
      problems: [],
    })
  })

  it('unpacks a gzip no further than the limit, and says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'commonmast-inspect-'))
    const path = join(folder, 'bomb.csv.gz')
    await writeFile(path, gzipSync(new Uint8Array(101_000_000)))
    const { format, problems } = await inspect(path)
    await rm(folder, { recursive: true })
    expect(format).toBe('gzip')
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('100 MB and 100 times its size')])
  })

  it.each([
    ['a file that is not there', 'no-such-file.csv', 'file.not-found'],
    ['a path through a file', 'package.json/fleet.csv', 'file.not-found'],
    ['a folder', 'core', 'file.is-directory'],
  ])('says what to do about %s', async (_, path, code) => {
    await expect(inspect(resolve(process.cwd(), path))).rejects.toMatchObject({ code })
  })
})
