import { describe, expect, it } from 'vitest'
import { readFixtureText } from '../../fixtures/readFixture'
import { parseTable } from '../files/parseTable'
import { readRewardsTable, tokenSymbolIn } from './rewardsTable'

const HNT = { symbol: 'HNT', decimals: 8 }
const read = (text: string, network?: string) => readRewardsTable(parseTable(text), HNT, { network })

describe('readRewardsTable', () => {
  it('takes two rows of one device for duplicates, whatever their spelling', async () => {
    const reading = await read('hotspot,amount\nA84041FFFF1E0001,1\neui-a84041ffff1e0001,2\nmast-1,3\n')
    expect(reading.rewards.map(({ hotspotKey }) => hotspotKey)).toEqual(['A84041FFFF1E0001', 'mast-1'])
    expect(reading.problems).toEqual([
      { line: 3, field: 'hotspot', message: expect.stringContaining('is the same device as "A84041FFFF1E0001" on line 2') },
    ])
  })

  it('has its network from the person, else from the table, and names rows of another', async () => {
    expect((await read('hotspot,amount\na,1\n')).network).toBe('other')
    expect((await read('hotspot,amount\na,1\n', ' Helium ')).network).toBe('helium')
    const table = 'hotspot,amount,network\na,1,TTN\nb,1,\nc,1,helium\n'
    expect(await read(table)).toMatchObject({ network: 'ttn', problems: [{ line: 4, field: 'network' }] })
    expect((await read(table, 'helium')).problems.map(({ line }) => line)).toEqual([2])
  })

  it('never adds up tokens: rows in another are named', async () => {
    const table = parseTable(readFixtureText('cases/files/08b-rewards-mixed-tokens.csv'))
    expect(tokenSymbolIn(table)).toBe('HNT')
    const { rewards, problems } = await readRewardsTable(table, HNT)
    expect(rewards).toHaveLength(1)
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [3, 'token'],
      [4, 'token'],
    ])
  })

  const caseTable = (name: string) => parseTable(readFixtureText(`cases/${name}`))
  const WXM = { symbol: 'WXM', decimals: 18 }
  const sums = ({ rewards, problems }: { rewards: { amountBaseUnits: bigint }[]; problems: { line: number | null }[] }) => ({
    total: rewards.reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n),
    lines: problems.map(({ line }) => line),
  })

  it('[RR1] names rows that sum up others, by their word', async () => {
    expect(sums(await readRewardsTable(caseTable('money/s02-total-row.csv'), WXM))).toEqual({
      total: 500n * 10n ** 18n,
      lines: [5],
    })
    expect(sums(await readRewardsTable(caseTable('files/09-rewards-total-row.csv'), HNT))).toEqual({
      total: 2_000_000_000n,
      lines: [4],
    })
    for (const word of ['TOTAL', 'Grand total:', 'Sub-total', 'Summe', 'Gesamt', 'Total (3 hotspots)', 'Итого', '合计']) {
      expect([word, sums(await read(`hotspot,amount\na,1\nb,4\n${word},5\n`))]).toEqual([
        word,
        { total: 500_000_000n, lines: [4] },
      ])
    }
    expect((await read('hotspot,amount,name\na,1,\nx,1,Total\n')).problems).toHaveLength(1)
    for (const key of ['summit-9', 'totally-red-fox', 'gesamtschule', 'sum-1']) {
      expect((await read(`hotspot,amount\n${key},1\n`)).problems).toEqual([])
    }
  })

  it('[RR2] names a last row that is the sum of three or more before it', async () => {
    expect(sums(await read('hotspot,amount\na,1\nb,2\nc,4.5\nall,7.5\n'))).toEqual({ total: 750_000_000n, lines: [5] })
    expect(sums(await read('hotspot,amount\na,1\nall,7.5\nb,2\nc,4.5\n'))).toMatchObject({ lines: [] })
    expect(sums(await read('hotspot,amount\na,1\nb,1\nc,2\n'))).toMatchObject({ lines: [] })
    expect(sums(await read('hotspot,amount\na,0\nb,0\nc,0\nd,0\n'))).toMatchObject({ lines: [] })
  })

  it('[RR3] shares out nothing that has not come', async () => {
    const table = 'hotspot,amount,status\na,1,Paid\nb,2,Pending\nc,3,\nd,4,online\ne,5,FAILED\n'
    expect(sums(await read(table))).toEqual({ total: 800_000_000n, lines: [3, 6] })
  })

  it('[RR4] counts in the unit that the row says', async () => {
    expect(sums(await readRewardsTable(caseTable('files/08-rewards-base-units.csv'), HNT))).toEqual({
      total: 127_740_000n,
      lines: [],
    })
    const table = 'hotspot,amount,unit\na,150,base units\nb,1.5,HNT\nc,2,\nd,7,lamports\ne,1.5,bones\n'
    expect(sums(await read(table))).toEqual({ total: 350_000_150n, lines: [5, 6] })
  })

  it('[RR5] asks what 1.500 means where semicolons separate', async () => {
    const { rewards, problems } = await readRewardsTable(caseTable('money/s03-thousands-dot.csv'), HNT)
    expect([rewards, problems.length, problems[0]?.message]).toEqual([[], 1, expect.stringMatching(/may mean 1500 or 1\.500/)])
    expect(sums(await read('hotspot;amount\na;1.500\nb;0.500\nc;0\n'))).toEqual({ total: 200_000_000n, lines: [] })
    expect(sums(await read('hotspot;amount\na;1.500\nb;2.75\n'))).toEqual({ total: 425_000_000n, lines: [] })
    expect(sums(await read('hotspot,amount\na,1.500\nb,2.750\n'))).toEqual({ total: 425_000_000n, lines: [] })
  })

  it('[RR6] takes no more than there can be of a token', async () => {
    const { rewards, problems } = await readRewardsTable(caseTable('money/s09-base-units.csv'), HNT)
    expect([rewards, problems]).toEqual([
      [],
      [{ line: null, field: 'amount', message: expect.stringMatching(/1625000000 HNT.*unit/) }],
    ])
    expect(sums(await read('hotspot,amount\na,222999999.5\nb,0.5\n')).lines).toEqual([])
  })

  it('[RR7] adds up other payments to a hotspot and says how many, and takes none twice', async () => {
    const table =
      'date,hotspot,amount,type\n2026-01-01,a,1,poc\n2026-01-01,a,2,data\n2026-01-02,a,4,poc\n2026-01-02,a,4,poc\nb,b,8,\n'
    const reading = await read(table)
    expect(reading.rewards.map(({ hotspotKey, amountBaseUnits }) => [hotspotKey, amountBaseUnits])).toEqual([
      ['a', 700_000_000n],
      ['b', 800_000_000n],
    ])
    expect([reading.joinedRows, reading.problems.map(({ line }) => line)]).toEqual([2, [5]])
    expect(reading.problems[0]?.message).toMatch(/already on line 4/)
    const twice = await readRewardsTable(caseTable('money/s14-dup-rows.csv'), HNT)
    expect([twice.joinedRows, twice.problems.map(({ line }) => line)]).toEqual([0, [3]])
  })
})
