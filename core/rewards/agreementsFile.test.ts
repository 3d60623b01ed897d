import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readAgreements } from './agreementsFile'
import { membersOfFile } from './agreementsReading'
import { splitByTerms } from './splitByTerms'
import { termsOf } from './termsOf'

const ADA = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
const BO = '0xB298394f965D5C1c55126882103E7b43B8f02F0D'

const json = (changes: object = {}) =>
  JSON.stringify(
    {
      format: 'commonmast-agreements-v1',
      members: [
        { id: 'ada', name: 'Ada', address: ADA },
        { id: 'bo', name: 'Bo' },
      ],
      groups: [{ name: 'north', hotspots: ['h1'] }],
      agreements: [
        { name: 'North', scope: { kind: 'group', group: 'north' }, shares: [{ memberId: 'ada', percent: '100' }] },
        {
          id: 'rest',
          name: 'Rest',
          scope: { kind: 'default' },
          shares: [
            { memberId: 'ada', percent: '33.333333' },
            { memberId: 'bo', percent: '66.666667' },
          ],
        },
      ],
      ...changes,
    },
    null,
    1,
  )

describe('readAgreements', () => {
  it('[AF1] reads commonmast-agreements-v1', () => {
    const reading = readAgreements('a.json', json())
    expect(reading.problems).toEqual([])
    expect(reading.members).toEqual([
      { id: 'ada', name: 'Ada', address: ADA },
      { id: 'bo', name: 'Bo' },
    ])
    expect(reading.groups).toEqual([{ name: 'north', hotspots: ['h1'] }])
    expect(reading.agreements.map(({ id, scope }) => [id, scope.kind])).toEqual([
      ['group:north', 'group'],
      ['rest', 'default'],
    ])
  })

  it('[AF1] reads the example of the README', () => {
    const blocks = [...readFileSync('README.md', 'utf8').matchAll(/```json\n([\s\S]*?)```/g)].map(([, block]) => block ?? '')
    const example = blocks.find((block) => block.includes('commonmast-agreements-v1'))
    const { problems, agreements } = readAgreements('a.json', example ?? '')
    expect(problems).toEqual([])
    expect(agreements.map(({ id }) => id)).toEqual(['group:harbour', 'default'])
  })

  it('[AF8] reads and splits the example of version 2 in the README', () => {
    const blocks = [...readFileSync('README.md', 'utf8').matchAll(/```json\n([\s\S]*?)```/g)].map(([, block]) => block ?? '')
    const example = blocks.find((block) => block.includes('commonmast-agreements-v2'))
    const { problems, agreements, members, groups, period } = readAgreements('a.json', example ?? '')
    expect(problems).toEqual([])
    expect(agreements.map(({ id }) => id)).toEqual(['group:harbour@2026-01-01T00:00:00.000Z', 'works', 'default'])
    const reward = (hotspotKey: string, of: string[]) => ({ hotspotKey, name: '', groups: of, amountBaseUnits: 5_000_000_000n })
    const dates = { start: '2026-01-01T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' }
    const split = splitByTerms({
      period: { id: 'p', name: 'January', network: 'helium', payer: '', ...dates, sourceFile: 'r.csv', corrects: [] },
      token: { symbol: 'HNT', decimals: 8 },
      rewards: [
        reward(
          'station-1',
          groups.map(({ name }) => name),
        ),
        reward('station-2', []),
      ],
      ...{ members: membersOfFile(members), agreements: agreements.map(termsOf), ...period },
    })
    // 50 less 14.3963606 for rent, less a tenth, less 80 %, less a fifth and a twentieth of what is left each time.
    expect(split.applied.find(({ hostId }) => hostId === 'bo')?.stages.map(({ inBaseUnits }) => inBaseUnits)).toEqual([
      ...['5000000000', '3560363940', '3204327546', '640865510', '512692408', '487057788'],
    ])
    expect(split.members.map(({ id, status }) => [id, status])).toEqual([
      ['ada', 'paid'],
      ['bo', 'held'],
      ['fund', 'held'],
    ])
    expect(split.members[0]).toMatchObject({ advancedBaseUnits: '100000000', deductedBaseUnits: '100000000' })
  })

  it('[AF8] takes instants without milliseconds, and names the version that does not fit', () => {
    const terms = { name: 'All', scope: { kind: 'default' }, shares: [{ memberId: 'ada', percent: '100' }] }
    const document = { format: 'commonmast-agreements-v2', members: [{ id: 'ada', name: 'Ada' }] }
    const read = (more: object) => readAgreements('a.json', JSON.stringify({ ...document, agreements: [{ ...terms, ...more }] }))
    expect(read({ from: '2026-01-01T00:00:00Z' }).agreements.map(termsOf)).toMatchObject([{ from: '2026-01-01T00:00:00.000Z' }])
    expect(read({ from: '2026-01-01' }).agreements.map(termsOf)).toMatchObject([{ from: '2026-01-01T00:00:00.000Z' }])
    expect(read({ from: 'January' }).problems[0]?.message).toMatch(/does not fit commonmast-agreements-v2/)
    expect(read({ stages: [] }).problems).not.toEqual([])
  })

  it('[AF9] takes parts in place of percentages, and refuses both for one agreement', () => {
    const { problems, agreements } = readAgreements('a.csv', 'hotspot,member,parts\n*,ada,1\n*,bo,2\n')
    expect(problems).toEqual([])
    expect(agreements.map(termsOf)[0]?.stages).toMatchObject([{ shares: [{ parts: '1' }, { parts: '2' }] }])
    const problemsOf = (rows: string) => readAgreements('a.csv', `hotspot,member,percent,parts\n${rows}\n`).problems
    expect(problemsOf('*,ada,50,\n*,bo,,1')[0]?.message).toMatch(/percentages and parts/)
    expect(problemsOf('*,ada,50,1')).toMatchObject([{ line: 2, field: 'parts' }])
    expect(problemsOf('*,ada,,1.5')).toMatchObject([{ line: 2, message: expect.stringMatching(/no number of parts/) }])
    expect(problemsOf('*,ada,100,\nh1,ada,,1\nh1,bo,,1')).toEqual([])
  })

  it('[AF1] tells an address that is not given from one that is said to be none', () => {
    const members = [
      { id: 'ada', name: 'Ada' },
      { id: 'bo', name: 'Bo', address: null },
    ]
    const reading = readAgreements('a.json', json({ members }))
    expect(reading.members.map((member) => 'address' in member)).toEqual([false, true])
    expect(readAgreements('a.json', json({ members: [{ ...members[0], address: '' }, members[1]] })).problems).toHaveLength(1)
    const table = readAgreements('a.csv', 'hotspot,member,percent,address\n*,ada,100,\n')
    expect(table.members).toEqual([{ id: 'ada' }])
  })

  it('[AF3] joins the rows of one hotspot, however they spell its key, and of one member', () => {
    const rows = ['eui-a84041ffff1e0001,Zoe\u0308,50', 'A8:40:41:FF:FF:1E:00:01,bo,50', '*,Zo\u00eb,100']
    const { problems, agreements, members } = readAgreements('a.csv', ['hotspot,member,percent', ...rows].join('\n'))
    expect(problems).toEqual([])
    expect(members.map(({ id }) => id)).toEqual(['Zo\u00eb', 'bo'])
    expect(agreements.map(({ scope, shares }) => [scope, shares.length])).toEqual([
      [{ kind: 'hotspots', hotspotIds: ['A84041FFFF1E0001'] }, 2],
      [{ kind: 'default' }, 1],
    ])
  })

  it('[AF2] names the line of what is wrong in JSON', () => {
    const members = [{ id: 'ada', name: 'Ada', address: ADA.toLowerCase() }]
    expect(readAgreements('a.json', json({ members })).problems).toEqual([
      { line: 4, field: 'address', message: expect.stringContaining('"Ada" carries no checksum') },
      { line: 32, field: 'memberId', message: expect.stringContaining('"Rest" names "bo"') },
    ])
    const nameless = readAgreements('a.json', json({ members: [{ id: 'ada' }] }))
    expect(nameless.problems).toEqual([{ line: 4, field: 'members.0.name', message: expect.stringContaining('members.0.name') }])
    expect(() => readAgreements('a.json', '{\n"format": nope}')).toThrow(
      expect.objectContaining({ code: 'json.broken', line: 2 }),
    )
  })

  it('[AF3] reads a table with a default, a group and single hotspots', () => {
    const text = `\ufeffhotspot,member,percent,address\r\nh1,ada,40,${ADA}\r\nh1,bo,60,${BO}\r\n*,ada,100,\r\ngroup:north,bo,100,${BO}\r\n`
    const reading = readAgreements('a.csv', text)
    expect(reading.problems).toEqual([])
    expect(reading.members.map(({ id, address }) => [id, address])).toEqual([
      ['ada', ADA],
      ['bo', BO],
    ])
    expect(reading.agreements.map(({ scope, shares }) => [scope, shares.length])).toEqual([
      [{ kind: 'hotspots', hotspotIds: ['h1'] }, 2],
      [{ kind: 'default' }, 1],
      [{ kind: 'group', group: 'north' }, 1],
    ])
  })

  it('[AF4] names the lines of a table that cannot be used', () => {
    const rows = [
      'h1,ada,40%,',
      ',ada,10,',
      'h2,,10,',
      'group:,ada,10,',
      'h3,ada,99,',
      'h4,bo,100,0x12',
      'h5,bo,100,0x13',
      'h6,ada',
    ]
    const { problems } = readAgreements('a.csv', ['hotspot,member,percent,address', ...rows].join('\n'))
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [2, 'percent'],
      [3, 'hotspot'],
      [4, 'member'],
      [5, 'hotspot'],
      [8, 'address'],
      [9, null],
      [7, 'address'],
      [6, 'percent'],
    ])
    expect(problems.at(-1)?.message).toContain('add up to 99 %')
    expect(readAgreements('a.csv', 'hotspot,percent\nh1,100').problems).toEqual([
      { line: 1, field: 'member', message: expect.stringContaining('"member"') },
    ])
    expect(readAgreements('a.csv', 'hotspot,member,percent').problems).toHaveLength(1)
  })

  it('[AF5] reads the payment sheet of hosts, members being their addresses', () => {
    const text = `Hotspot_Address,Payment_Address,Payment_Split\nh1,${ADA},30%\nh1,${BO},70 %\nh2,${ADA},100\n`
    const reading = readAgreements('sheet.csv', text)
    expect(reading.problems).toEqual([])
    expect(reading.members.map(({ id }) => id)).toEqual([ADA, BO])
    expect(reading.agreements[0]?.shares).toEqual([
      { memberId: ADA, percent: '30' },
      { memberId: BO, percent: '70' },
    ])
    const short = readAgreements('sheet.csv', `Hotspot_Address,Payment_Address,Payment_Split\nh1,${ADA},0.3\nh1,${BO},0.7\n`)
    expect(short.problems).toEqual([{ line: 2, field: 'percent', message: expect.stringContaining('add up to 1 %, not 100 %') }])
  })

  it('[AF6] refuses agreements that contradict each other, and files that hold none', () => {
    const twice = { name: 'Twice', scope: { kind: 'default' }, shares: [{ memberId: 'ada', percent: '100' }] }
    const { problems } = readAgreements('a.json', json({ agreements: [twice, { ...twice, name: 'Again' }] }))
    expect(problems).toEqual([{ line: null, field: null, message: expect.stringContaining('"Twice" and "Again"') }])
    expect(() => readAgreements('a.csv', 'x,y\n1,2')).toThrow(expect.objectContaining({ code: 'agreements.unknown-form' }))
  })
})

describe('[AF10] what a file says beside its agreements', () => {
  const said = (beside: object) =>
    readAgreements(
      'a.json',
      JSON.stringify({
        format: 'commonmast-agreements-v2',
        members: [{ id: 'ada', name: 'Ada' }],
        agreements: [{ name: 'All', scope: { kind: 'default' }, shares: [{ memberId: 'ada', percent: '100' }] }],
        ...beside,
      }),
    ).problems.map(({ field, message }) => [field, message])

  it('names members that the file has, in every part', () => {
    const host = { hotspotKey: 'h1', hostId: 'zoe', from: '2026-01-01' }
    const entry = { kind: 'advance', memberId: 'zoe', baseUnits: '1', at: '2026-01-01T00:00:00Z', reference: '' }
    const measures = { hotspots: [], contributions: [{ memberId: 'zoe', weight: '1' }] }
    expect(said({ installs: [{ ...host, hostId: 'ada' }], entries: [{ ...entry, memberId: 'ada' }] })).toEqual([])
    expect(said({ installs: [host], entries: [entry], measures }).map(([field]) => field)).toEqual([
      'installs',
      'entries',
      'measures',
    ])
    expect(said({ installs: [host] })[0]?.[1]).toContain('"zoe", who is not among the members')
  })

  it('has a hotspot at one place at a time, and one price for a currency', () => {
    const install = (from: string) => ({ hotspotKey: 'h1', hostId: 'ada', from })
    expect(said({ installs: [install('2026-01-01'), install('2026-02-01')] })[0]?.[1]).toContain('two installs on 2026-02-01')
    const price = { currency: 'EUR', price: '3.5', source: 'exchange', at: '2026-01-31T00:00:00Z' }
    expect(said({ prices: [price, price] })).toEqual([['prices', expect.stringContaining('Two prices are stated in EUR')]])
  })
})
