import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inspect } from './inspect'
import { runCommand } from './testing/runCommand'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-export-'))
})
afterEach(() => rm(folder, { recursive: true }))

const ADA = { id: 'm1', name: 'Ada' }
const WXM = { symbol: 'WXM', decimals: 18 }
const payment = {
  id: 'p',
  at: '2026-03-31T22:00:00Z',
  kind: 'payment',
  member: ADA,
  token: WXM,
  amountBaseUnits: '-1500000004999999999',
  chain: { name: 'base', transactionHash: '0xab', logIndex: 4 },
}
const document = {
  format: 'commonmast-entries-v1',
  cooperative: 'Harbour Mesh',
  book: { kind: 'member', member: ADA },
  entries: [payment],
}

async function run(...args: string[]) {
  const { exitCode, stdout, stderr } = await runCommand(['export', ...args])
  return { exitCode, stdout, stderr }
}

async function entries(content: unknown = document): Promise<string> {
  const path = join(folder, 'entries.json')
  await writeFile(path, JSON.stringify(content))
  return path
}

describe('export', () => {
  it.each([
    ['koinly', '2026-03-31 22:00:00 UTC,,,1.500000004999999999,WXM,', 'Harbour-Mesh-koinly.csv'],
    ['cointracking', 'Reward / Bonus,1.50000000,WXM,', 'Harbour-Mesh-cointracking-8-decimals.csv'],
    ['hledger', '    Assets:Wallet  1.500000004999999999 WXM\n', 'Harbour-Mesh.journal'],
    ['beancount', '  Assets:Wallet  1.500000004999999999 WXM\n', 'Harbour-Mesh.beancount'],
    ['csv', 'payment,Ada,m1,-1.500000004999999999,WXM,', 'Harbour-Mesh-entries.csv'],
  ])('writes a file for %s and says what it is best called', async (target, line, suggestedName) => {
    const out = join(folder, 'out.txt')
    const { exitCode, stdout } = await run('--entries', await entries(), '--to', target, '--out', out)
    expect(exitCode).toBe(0)
    expect(await readFile(out, 'utf8')).toContain(line)
    expect(JSON.parse(stdout)).toEqual({ target, out, suggestedName, entries: 1 })
  })

  it('reads entries that inspect knows', async () => {
    const inspected = await inspect(await entries())
    expect(inspected).toMatchObject({ format: 'commonmast-entries-v1', recognised: true, problems: [] })
    const broken = await inspect(await entries({ ...document, entries: [{ ...payment, at: 'yesterday' }] }))
    expect(broken.problems[0]?.field).toBe('entries.0.at')
  })

  it('says when digits were lost', async () => {
    const { stderr } = await run('--entries', await entries(), '--to', 'cointracking', '--out', join(folder, 'out.csv'))
    expect(stderr).toContain('WXM has 18 decimals and this file 8: 1 row was rounded')
  })

  it.each([
    ['another document', { ...document, format: 'commonmast-split-v2' }, 'export.no-entries'],
    [
      'an amount that is no whole number',
      { ...document, entries: [{ ...payment, amountBaseUnits: '1.5' }] },
      'entries.malformed',
    ],
    [
      'two entries that contradict',
      { ...document, entries: [payment, { ...payment, amountBaseUnits: '-1' }] },
      'entries.contradict',
    ],
    [
      'entries of another member',
      { ...document, book: { kind: 'member', member: { id: 'm2', name: 'Bo' } } },
      'entries.other-member',
    ],
  ])('refuses %s and writes nothing', async (_, content, code) => {
    const { exitCode, stdout, stderr } = await run(
      '--entries',
      await entries(content),
      '--to',
      'koinly',
      '--out',
      join(folder, 'out.csv'),
    )
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`[${code}`)
    expect(await readdir(folder)).toEqual(['entries.json'])
  })

  it('refuses a target that is not known, and to write over its entries', async () => {
    const path = await entries()
    const unknown = await run('--entries', path, '--to', 'excel', '--out', join(folder, 'out.csv'))
    expect(unknown.exitCode).toBe(2)
    expect(unknown.stderr).toContain('koinly, cointracking, hledger, beancount, csv')
    const over = await run('--entries', path, '--to', 'csv', '--out', path)
    expect(over.stderr).toContain('[output.is-input')
  })
})
