import { describe, expect, it } from 'vitest'
import { readMeasuresTable } from './readMeasuresTable'

const members = [
  { id: 'ada', name: 'Ada Lind' },
  { id: 'b1', name: 'Ben' },
  { id: 'b2', name: 'Ben' },
]
const problemsOf = (text: string) =>
  readMeasuresTable(text, members).problems.map(({ line, field, message }) => [line, field, message])

describe('[PI4] readMeasuresTable', () => {
  it('reads uptime and data by hotspot; decimals of a column become whole numbers together', () => {
    const { about, measures, problems } = readMeasuresTable('Hotspot,Uptime,Data\nh1,99.5,1000\nh2,100,\nh3,0.250,0\n', members)
    expect([about, problems]).toEqual(['hotspots', []])
    expect(measures).toEqual({
      hotspots: [
        { hotspotKey: 'h1', uptime: '9950', data: '1000' },
        { hotspotKey: 'h2', uptime: '10000' },
        { hotspotKey: 'h3', uptime: '25', data: '0' },
      ],
      contributions: [],
    })
  })

  it('brings keys to their normal form, and knows a hotspot that stands twice in two spellings', () => {
    const text = 'gateway;data\neui-aa555a0000000101;5\nAA:55:5A:00:00:00:01:01;6\n'
    expect(readMeasuresTable(text, members).measures.hotspots).toEqual([{ hotspotKey: 'AA555A0000000101', data: '5' }])
    expect(problemsOf(text)).toEqual([[3, 'hotspot', expect.stringContaining('on line 2 already')]])
  })

  it('reads contributions by id or by name, and adds those of one member up', () => {
    const { about, measures } = readMeasuresTable('member,contribution\nada,10.5\nAda Lind,2\nb2,1\n', members)
    expect([about, measures.contributions]).toEqual([
      'contributions',
      [
        { memberId: 'ada', weight: '125' },
        { memberId: 'b2', weight: '10' },
      ],
    ])
  })

  it('names what is wrong by line and field', () => {
    expect(problemsOf('hotspot,uptime\nh1,-5\nh2,1e3\nh3,\n,7\nh5,1,1\n')).toEqual([
      [2, 'uptime', expect.stringContaining('"-5" is not a figure')],
      [3, 'uptime', expect.stringContaining('"1e3" is not a figure')],
      [4, null, expect.stringContaining('no figure')],
      [5, 'hotspot', expect.any(String)],
      [6, null, expect.stringContaining('3 cells under 2 columns')],
    ])
    expect(problemsOf('member,contribution\nzoe,1\nBen,1\n')).toEqual([
      [2, 'member', expect.stringContaining('"zoe" is not a member')],
      [3, 'member', expect.stringContaining('Two members are called "Ben"')],
    ])
  })

  it('refuses a table that has neither', () => {
    expect(() => readMeasuresTable('hotspot,price\nh1,1\n', members)).toThrow(
      expect.objectContaining({ code: 'measures.missing-columns', line: 1 }),
    )
  })
})
