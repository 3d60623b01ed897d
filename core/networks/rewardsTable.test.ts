import { describe, expect, it } from 'vitest'
import { readFixtureText } from '../../fixtures/readFixture'
import { parseTable } from '../files/parseTable'
import { openQuestions, type RewardsAnswers } from './rewardsAnswers'
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

  const asked = ({ questions }: Awaited<ReturnType<typeof read>>) =>
    questions.map(({ kind, lines, answer }) => ({ kind, lines, answer }))
  const answered = (text: string, answers: RewardsAnswers) => readRewardsTable(parseTable(text), HNT, answers)

  it('[RR8] rows that nothing tells apart are summed, or taken once, when a person says so', async () => {
    const table = 'hotspot,amount\na,1\na,2\nb,4\na,1\n'
    expect(asked(await read(table))).toEqual([{ kind: 'sameRows', lines: [3, 5], answer: null }])
    const summed = await answered(table, { sameRows: 'sum' })
    expect([sums(summed), summed.joinedRows]).toEqual([{ total: 800_000_000n, lines: [] }, 2])
    expect(asked(summed)).toEqual([{ kind: 'sameRows', lines: [3, 5], answer: 'sum' }])
    const once = await answered(table, { sameRows: 'first' })
    expect([sums(once), once.leftOutRows]).toEqual([{ total: 500_000_000n, lines: [] }, 2])
  })

  it('[RR9] what changes what is paid is open until it is answered', async () => {
    const table = 'hotspot,amount\na,1\na,1\nTotal,2\n'
    const open = async (answers: RewardsAnswers) =>
      openQuestions((await answered(table, answers)).questions).map(({ kind }) => kind)
    expect((await open({})).sort()).toEqual(['sameRows', 'totalRow'])
    expect(await open({ sameRows: 'sum' })).toEqual(['totalRow'])
    expect(await open({ sameRows: 'sum', totalRow: 'leave-out' })).toEqual([])
  })

  it('[RR8] a total is left out, or kept as a hotspot, when a person says so', async () => {
    for (const [table, line] of [
      ['hotspot,amount\na,1\nb,2\nc,4.5\nall,7.5\n', 5],
      ['hotspot,amount\na,3\nb,4.5\nTotal,7.5\n', 4],
      ['date,hotspot,amount\nd1,a,1\nd2,a,2\nd3,b,4.5\n,,7.5\n', 5],
    ] as const) {
      expect(asked(await read(table))).toEqual([{ kind: 'totalRow', lines: [line], answer: null }])
      const without = await answered(table, { totalRow: 'leave-out' })
      expect([sums(without), without.leftOutRows]).toEqual([{ total: 750_000_000n, lines: [] }, 1])
    }
    const dated = 'date,hotspot,amount\n2026-01-01,a,1\n2026-01-31,b,2\n,Total,3\n'
    expect((await read(dated)).dates).toBeNull()
    expect((await answered(dated, { totalRow: 'leave-out' })).dates).toEqual({
      start: '2026-01-01T00:00:00.000Z',
      end: '2026-02-01T00:00:00.000Z',
    })
    expect(sums(await answered('hotspot,amount\na,1\nTotal,1\n', { totalRow: 'keep' })).total).toBe(200_000_000n)
  })

  it('[RR5] 1.500 is read as a person says; two points are no decimals', async () => {
    const table = 'hotspot;amount\na;1.500\nb;12.000.000\n'
    expect((await read(table)).questions[0]?.choices.map(({ answer }) => answer)).toEqual(['thousands'])
    expect(sums(await answered(table, { amounts: 'thousands' })).total).toBe(12_001_500n * 10n ** 8n)
    expect(sums(await answered('hotspot;amount\na;1.500\n', { amounts: 'decimal' })).total).toBe(150_000_000n)
  })

  it('[RR12] whole amounts that would be too many tokens are read as a person says, and what cannot be is refused', async () => {
    const table = 'hotspot,amount\na,1250000000\nb,375\n'
    const [question] = (await read(table)).questions
    expect(question?.choices.map(({ text }) => text)).toEqual([
      'Base units: 12.50000375 HNT in all',
      'Tokens: 1250000375 HNT in all',
    ])
    expect(sums(await answered(table, { unit: 'base' }))).toEqual({ total: 1_250_000_375n, lines: [] })
    expect(sums(await answered(table, { unit: 'token' }))).toEqual({ total: 0n, lines: [null] })
    const points = { symbol: 'XYZ', decimals: 8 }
    const unknown = (answers: RewardsAnswers) => readRewardsTable(parseTable(table), points, answers)
    expect(sums(await unknown({}))).toEqual({ total: 0n, lines: [null] })
    expect(sums(await unknown({ unit: 'token' })).total).toBe(1_250_000_375n * 10n ** 8n)
    expect((await answered('hotspot,amount\na,1.5\n', { unit: 'base' })).problems[0]?.message).toMatch(/base units have none/)
    expect((await read('hotspot,amount\na,100\nb,60\n')).questions).toEqual([])
  })

  it.each([
    ['a comma before three digits', 'hotspot,amount\na,1,234.56\nb,2\n'],
    ['a decimal comma', 'hotspot,amount\na,1417,458821\nb,2\n'],
    ['an amount before the key', 'amount,hotspot\n1417,458821,a\n2,b\n'],
    ['a column without a name', 'hotspot,amount,\na,1417,458821\nb,2,\n'],
  ])('[RR11] names the line where the decimals would be eaten: %s', async (_, table) => {
    const { rewards, problems } = await read(table)
    expect(rewards.map(({ hotspotKey }) => hotspotKey)).toEqual(['b'])
    expect(problems).toEqual([{ line: 2, field: 'amount', message: expect.stringMatching(/cuts the amount in two/) }])
  })

  it('[RR11] names a row with cells that no column has', async () => {
    const { problems } = await read('hotspot,amount,name\na,1,Roof,north\n')
    expect(problems).toEqual([{ line: 2, field: null, message: expect.stringMatching(/has 4 cells under 3 columns/) }])
  })

  it('[RR13] names keys that a spreadsheet destroyed', async () => {
    const { rewards, problems } = await read(
      'hotspot,amount\n1914310012345678,1\n914310012345678,2\n1.91431E+18,3\n1.91431E18,4\n24,5\n',
      'lorawan',
    )
    expect(rewards.map(({ hotspotKey }) => hotspotKey)).toEqual(['1914310012345678', '24'])
    expect(problems.map(({ line }) => line)).toEqual([3, 4, 5])
    expect(problems[0]?.message).toMatch(/15 digits and an EUI has 16/)
    expect((await read('hotspot,amount\n914310012345678,2\n14310012345678,2\n')).problems).toEqual([])
    expect((await read('hotspot,amount\n914310012345678,2\n', 'ttn')).problems).toHaveLength(1)
  })

  it('[RR10] times without a zone are asked about, and those that were twice are named', async () => {
    const table = 'time,hotspot,amount\n2026-10-25 02:30,a,1\n2026-10-26 12:00,b,1\n'
    const unsaid = await read(table)
    expect([unsaid.dates, asked(unsaid)]).toEqual([null, [{ kind: 'timeZone', lines: [2, 3], answer: null }]])
    expect((await answered(table, { timeZone: 'UTC' })).dates).toEqual({
      start: '2026-10-25T00:00:00.000Z',
      end: '2026-10-27T00:00:00.000Z',
    })
    const { problems } = await answered(table, { timeZone: 'Europe/Zurich' })
    expect(problems).toMatchObject([{ line: 2, message: expect.stringMatching(/twice/) }])
  })
})
