import { describe, expect, it } from 'vitest'
import { readFixtureText } from '../../fixtures/readFixture'
import { parseTable } from '../files/parseTable'
import { readRewardsTable, tokenSymbolIn } from './rewardsTable'

const HNT = { symbol: 'HNT', decimals: 8 }
const read = (text: string, network?: string) => readRewardsTable(parseTable(text), HNT, network)

describe('readRewardsTable', () => {
  it('takes two rows of one device for duplicates, whatever their spelling', () => {
    const reading = read('hotspot,amount\nA84041FFFF1E0001,1\neui-a84041ffff1e0001,2\nmast-1,3\n')
    expect(reading.rewards.map(({ hotspotKey }) => hotspotKey)).toEqual(['A84041FFFF1E0001', 'mast-1'])
    expect(reading.problems).toEqual([
      { line: 3, field: 'hotspot', message: expect.stringContaining('is the same device as "A84041FFFF1E0001" on line 2') },
    ])
  })

  it('has its network from the person, else from the table, and names rows of another', () => {
    expect(read('hotspot,amount\na,1\n').network).toBe('other')
    expect(read('hotspot,amount\na,1\n', ' Helium ').network).toBe('helium')
    const table = 'hotspot,amount,network\na,1,TTN\nb,1,\nc,1,helium\n'
    expect(read(table)).toMatchObject({ network: 'ttn', problems: [{ line: 4, field: 'network' }] })
    expect(read(table, 'helium').problems.map(({ line }) => line)).toEqual([2])
  })

  it('never adds up tokens: rows in another are named', () => {
    const table = parseTable(readFixtureText('cases/files/08b-rewards-mixed-tokens.csv'))
    expect(tokenSymbolIn(table)).toBe('HNT')
    const { rewards, problems } = readRewardsTable(table, HNT)
    expect(rewards).toHaveLength(1)
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [3, 'token'],
      [4, 'token'],
    ])
  })
})
