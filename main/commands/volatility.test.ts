import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contentDigest } from '#core/model/contentDigest'
import { runCommand } from './testing/runCommand'

const PRICES = 'timestamp,price in USD\n2026-01-31T00:00Z,4\n2026-02-28,4\n2026-03-31,8\n2026-04-30,2\n'
const INCOME = [
  'start,end,member,amount',
  '2026-01-01,2026-02-01,ada,10',
  '2026-02-01,2026-03-01,ada,10',
  '2026-03-01,2026-04-01,ada,10',
  '2026-04-01,2026-05-01,ada,10.00000001',
  '',
].join('\n')

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-volatility-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function run(changes: { prices?: string; income?: string; options?: string[] } = {}) {
  const [prices, income, out] = ['prices.csv', 'income.csv', 'out.json'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  await writeFile(prices, changes.prices ?? PRICES)
  await writeFile(income, changes.income ?? INCOME)
  const usual = ['--prices', prices, '--income', income, '--symbol', 'HNT', '--decimals', '8', '--out', out]
  const { exitCode, stdout, stderr } = await runCommand(['volatility', ...usual, ...(changes.options ?? [])])
  return { exitCode, stderr, printed: stdout === '' ? null : JSON.parse(stdout), out }
}

describe('volatility', () => {
  it('writes what a reserve changes along the history, under a shock and over drawn courses', async () => {
    const { exitCode, printed, out, stderr } = await run({
      options: ['--currency', 'usd', '--reserve-percent', '50', '--window', '2', '--draws', '10'],
    })
    expect([exitCode, stderr]).toEqual([0, ''])
    const report = JSON.parse(await readFile(out, 'utf8'))
    expect(contentDigest(report)).toBe(report.contentSha256)
    expect(printed).toMatchObject({ currency: 'USD', periods: 4, reserve: { share: '1/2', band: '1/10', window: 2 } })
    expect(printed.contentSha256).toBe(report.contentSha256)
    // The average is 40: half of what 80 has above 44 is 18, which is 2.25 HNT; later half of what lacks from 20 to 54 is 17.
    expect(report.history.periods[2]).toMatchObject({ intoReserve: '2.25', valueWithout: '80', valueWith: '62' })
    expect(report.history.periods[3]).toMatchObject({ outOfReserve: '2.25', valueWithout: '20', valueWith: '24.5' })
    expect(report.history.worstQuarter.without).toEqual({
      start: '2026-02-01T00:00:00.000Z',
      end: '2026-05-01T00:00:00.000Z',
      value: '140',
    })
    expect(report.shock.periods).toHaveLength(4)
    expect(report.drawn.draws).toBe(10)
  })

  it('refuses a row that cannot be used, an old price and options without effect, and writes nothing', async () => {
    const refused = async (changes: Parameters<typeof run>[0], words: RegExp, exitCode = 1) => {
      const result = await run(changes)
      expect(result.stderr).toMatch(words)
      expect(result.exitCode).toBe(exitCode)
      expect((await readdir(folder)).sort()).toEqual(['income.csv', 'prices.csv'])
    }
    await refused({ prices: `${PRICES}2026-05-01,NA\n` }, /"NA" is not a price.* line 6/)
    await refused({ income: `${INCOME}2026-04-01,2026-05-01,ada,1\n` }, /"ada" stands twice.* line 6/)
    await refused({ options: ['--max-age-days', '0'] }, /price\.too-old/)
    await refused({ prices: PRICES.replace(' in USD', '') }, /price\.no-currency/)
    await refused({ options: ['--currency', 'EUR'] }, /prices in USD, not in EUR/)
    await refused({ options: ['--reserve-percent', '101'] }, /percent\.malformed field --reserve-percent/)
    await refused({ options: ['--band', '5'] }, /give --reserve-percent too/, 2)
    await refused({ options: ['--draws', '10001'] }, /--draws can be 10000 at most/, 2)
  })
})
