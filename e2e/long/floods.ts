/** Floods and bombs at the sizes that were seen to hold the program; small ones are tried with every unit test. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import initSqlJs from 'sql.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { inspect } from '../../main/commands/inspect'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-floods-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** What `inspect` finds wrong with a file of these bytes. */
async function problemsOf(name: string, bytes: Uint8Array): Promise<string[]> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  try {
    return (await inspect(path)).problems.map(({ message }) => message)
  } finally {
    await rm(path)
  }
}

const filled = (bytes: number, text: string) => Buffer.alloc(bytes, text)

describe('a file that is made to hold the program', () => {
  it('of 6 MB of gzip that stand for 6 GB is not unpacked', async () => {
    const member = gzipSync(Buffer.alloc(100_000_000))
    const bomb = Buffer.concat(Array.from({ length: 60 }, () => member))
    expect(await problemsOf('bomb.csv.gz', bomb)).toEqual([expect.stringContaining('100 times its size')])
  })

  it.each([
    ['brackets.json', filled(200_000_000, '['), 'more than 100 deep'],
    ['objects.json', filled(200_000_000, '{"a":'), 'more than 100 deep'],
    ['values.json', Buffer.concat([Buffer.from('['), filled(200_000_000, '1,')]), '30,000,000 values'],
    ['columns.csv', filled(200_000_000, 'column,'), 'cells'],
    ['columns-100k.csv', filled(700_000, 'column,'), '50,000 columns'],
    ['lines.csv', Buffer.concat([Buffer.from('key,lat,lng\n'), filled(200_000_000, '1,2,3\n')]), '20,000,000 cells'],
    ['cell.csv', Buffer.concat([Buffer.from('key,lat,lng\n1,2,'), filled(400_000_000, 'x')]), '32,767'],
    ['quote.csv', Buffer.concat([Buffer.from('key,lat,lng\n1,2,"'), filled(30_000_000, 'x\n')]), 'never closed'],
    ['large.csv', filled(500_000_001, 'x'), 'larger than 500 MB'],
  ])('%s is refused in one sentence', async (name, bytes, sentence) => {
    const problems = await problemsOf(name, bytes)
    expect(problems.join(' ')).toContain(sentence)
    expect(problems.join(' ').length).toBeLessThan(2_000)
  })

  it('a GeoPackage whose view recurses is not read', async () => {
    const { Database } = await initSqlJs()
    const database = new Database()
    database.run(
      "CREATE VIEW population AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT '' AS h3, x AS population FROM c",
    )
    expect(await problemsOf('people.gpkg', database.export())).toEqual([expect.stringContaining('Views are not read')])
  })
})

it('parses 200 MB of an honest document', () => {
  const row = '{"hotspotKey":"11abc","amountBaseUnits":"1000000","name":"[[[[[[\\"{{{"}'
  const count = 2_500_000
  expect(parseBoundedJson(`[${`${row},`.repeat(count - 1)}${row}]`)).toHaveLength(count)
})
