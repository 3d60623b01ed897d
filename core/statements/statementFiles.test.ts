import { describe, expect, it } from 'vitest'
import { makeStatement, NO_BALANCES, type StatementView } from './statement'
import { statementFiles } from './statementFiles'
import { HNT } from './testing/entriesArbitrary'
import { monthIn } from './zoneTime'

const period = { name: 'March', ...monthIn('UTC', 2026, 3) }
const of = (id: string, name: string) =>
  makeStatement({
    cooperative: 'Mesh',
    member: { id, name },
    period,
    zone: 'UTC',
    token: HNT,
    opening: NO_BALANCES,
    entries: [],
    priceSource: '',
  })

function* many(count: number, asked: string[]): Generator<StatementView> {
  for (let i = 0; i < count; i++) {
    asked.push(`m${i}`)
    yield of(`m${i}`, `Member ${i}`)
  }
}

describe('files of statements', () => {
  it('[ST27] a thousand are made one by one, each asked for when the one before is done', async () => {
    const asked: string[] = []
    const progress: number[] = []
    let files = 0
    for await (const { fileName, content } of statementFiles(many(1000, asked), { onProgress: (done) => progress.push(done) })) {
      files++
      expect(asked.length).toBe(files)
      expect(fileName).toBe(`Member-${files - 1}-March-HNT.csv`)
      expect(content).toContain(`,Member ${files - 1},`)
    }
    expect(progress).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1))
  })

  it('[ST27] stops when it is told to, and what was given out before stays', async () => {
    const stop = new AbortController()
    const got: string[] = []
    const run = async () => {
      for await (const { fileName } of statementFiles(many(1000, []), { signal: stop.signal })) {
        got.push(fileName)
        if (got.length === 3) stop.abort()
      }
    }
    await expect(run()).rejects.toMatchObject({
      code: 'statements.cancelled',
      message: 'Stopped after 3 statements: their files are whole.',
    })
    expect(got).toHaveLength(3)
  })

  it('[ST27] no file has the name of another, and none is a path', async () => {
    const names: string[] = []
    const statements = [
      of('m1', 'Ada'),
      of('m2', 'ADA'),
      of('m2', 'ada'),
      of('m3', '../../etc/passwd'),
      of('m4', '/'),
      of('m5', '日本'),
    ]
    const makePdf = async () => new Uint8Array([1])
    for await (const { fileName } of statementFiles(statements, { makePdf })) names.push(fileName)
    expect(names.filter((name) => name.endsWith('.pdf'))).toEqual([
      'Ada-March-HNT.pdf',
      'ADA-March-HNT-m2.pdf',
      'ada-March-HNT-2.pdf',
      'etc-passwd-March-HNT.pdf',
      'export-March-HNT.pdf',
      '日本-March-HNT.pdf',
    ])
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
  })
})
