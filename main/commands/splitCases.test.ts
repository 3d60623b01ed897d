import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { payoutFileSchema } from '#core/payout/payoutFile'
import { splitFileV3Schema } from '#core/rewards/splitFileV3'
import { fixturePath } from '../../fixtures/readFixture'
import { runCommand } from './testing/runCommand'

const CASES = fixturePath('cases/money')
const ADA = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
const BO = '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C'
const MONTHS = {
  jan: ['--from', '2026-01-01', '--to', '2026-01-31'],
  feb: ['--from', '2026-02-01', '--to', '2026-02-28'],
  mar: ['--from', '2026-03-01', '--to', '2026-03-31'],
}
type Month = keyof typeof MONTHS

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-cases-'))
})
afterEach(() => rm(folder, { recursive: true }))

interface Shown {
  members?: { memberId: string; name: string; amountBaseUnits: string; paidBaseUnits: string; status: string }[]
  totals?: { totalBaseUnits: string; dustBaseUnits: string }
}

async function run(...argv: string[]): Promise<{ exitCode: number; stderr: string; json: Shown }> {
  const { exitCode, stdout, stderr } = await runCommand(argv)
  return { exitCode, stderr, json: exitCode === 0 ? JSON.parse(stdout) : {} }
}

const at = (name: string) => join(folder, name)
const inCases = (name: string) => join(CASES, name)

/** A file of one's own: rewards as `mast-1,100` rows, or agreements as a document. */
async function file(name: string, content: string | object): Promise<string> {
  await writeFile(at(name), typeof content === 'string' ? `hotspot,amount\n${content}\n` : JSON.stringify(content))
  return at(name)
}

async function split(month: Month, rewards: string, agreements: string, decimals: number, ...more: string[]) {
  const token = ['--symbol', decimals === 8 ? 'HNT' : 'USDX', '--decimals', String(decimals)]
  const out = ['--out', at(`${month}.json`)]
  const made = await run('split', '--rewards', rewards, '--agreements', agreements, ...out, ...token, ...MONTHS[month], ...more)
  if (made.exitCode === 0) expect(await run('verify', at(`${month}.json`))).toMatchObject({ exitCode: 0, stderr: '' })
  return made
}
const amounts = ({ json }: { json: Shown }) =>
  json.members?.map(({ memberId, amountBaseUnits }) => `${memberId} ${amountBaseUnits}`)
const kept = async (month: string) => splitFileV3Schema.parse(JSON.parse(await readFile(at(`${month}.json`), 'utf8')))

const members = [
  { id: 'ada', name: 'Ada', address: ADA },
  { id: 'bo', name: 'Bo', address: BO },
  { id: 'cy', name: 'Cy', address: null },
]
const agreementsOf = (stages: object[], more: object = {}) => ({
  ...{ format: 'commonmast-agreements-v2', members, agreements: [{ name: 'All', scope: { kind: 'default' }, stages }] },
  ...more,
})
const rest = (...shares: [string, string][]) => ({
  ...{ id: 'rest', kind: 'remainder', shares: shares.map(([memberId, percent]) => ({ memberId, percent })) },
})

describe('shares', () => {
  it('of a hundred times 0.01 at 50/50 are 50 and 50 (split-01)', async () => {
    const made = await split('jan', inCases('s01-cents.csv'), inCases('agr-5050.csv'), 2)
    expect(amounts(made)).toEqual(['ada 50', 'bo 50'])
  })

  it('of one name in two byte forms are of one member (split-06)', async () => {
    const made = await split('jan', inCases('s06-rewards.csv'), inCases('s06-nfc-nfd.csv'), 8)
    expect(made.json.members?.map(({ paidBaseUnits, status }) => [paidBaseUnits, status])).toEqual([
      ['1600000000', 'paid'],
      ['400000000', 'paid'],
    ])
  })

  it('of two spellings of one name are refused (split-06)', async () => {
    await writeFile(at('two.csv'), `hotspot,member,percent\n*,Zo\u00eb,50\n*,zo\u00eb,50\n`)
    expect(await split('jan', inCases('s06-rewards.csv'), at('two.csv'), 8)).toMatchObject({
      ...{ exitCode: 1, stderr: expect.stringMatching(/one name in two spellings/) },
    })
  })

  it('in whole parts are a third each; in percent they cannot be (split-11)', async () => {
    await writeFile(at('parts.csv'), 'hotspot,member,parts\n*,ada,1\n*,bo,1\n*,cy,1\n')
    const inParts = await split('jan', inCases('s15-rewards.csv'), at('parts.csv'), 18)
    const million = `1${'0'.repeat(24)}`
    expect(amounts(inParts)).toEqual([`ada ${million}`, `bo ${million}`, `cy ${million}`])
    const inPercent = await split('jan', inCases('s15-rewards.csv'), inCases('s15-thirds.csv'), 18)
    expect(amounts(inPercent)?.[2]).toBe(`cy 100000002${'0'.repeat(16)}`)
  })

  it('of nine units at 60/40 are 5 and 4 (split-12)', async () => {
    const made = await split('jan', inCases('s18-nine.csv'), inCases('s18-agreements.csv'), 0)
    expect(amounts(made)).toEqual(['ada 5', 'bo 4'])
    expect(made.json.totals?.dustBaseUnits).toBe('0')
  })

  it('of somebody left out stay theirs, and nobody else gets more (split-21)', async () => {
    const suspended = [members[0], { ...members[1], standing: { kind: 'suspended' } }, { ...members[2], address: ADA }]
    const shares = rest(['ada', '50'], ['bo', '30'], ['cy', '20'])
    const agreements = await file('a.json', agreementsOf([shares], { members: suspended }))
    const made = await split('jan', await file('r.csv', 'mast-1,1000.00'), agreements, 2)
    expect(made.json.members?.map(({ paidBaseUnits, status }) => [paidBaseUnits, status])).toEqual([
      ['50000', 'paid'],
      ['0', 'held'],
      ['20000', 'paid'],
    ])
    expect((await kept('jan')).totals.heldBaseUnits).toBe('30000')
    const two = await file('b.json', agreementsOf([rest(['ada', '50'], ['cy', '20'])], { members: suspended }))
    expect((await split('jan', at('r.csv'), two, 2)).stderr).toMatch(/add up to 70 %, not 100 %/)
  })
})

describe('stages', () => {
  it('repay 2500.00 over three periods, exactly in the one that crosses (split-13)', async () => {
    const recoup = {
      id: 'mast',
      kind: 'until-recouped',
      to: { memberId: 'ada' },
      upToPercent: '80',
      cost: { baseUnits: '250000' },
    }
    const agreements = await file('a.json', agreementsOf([recoup, rest(['bo', '75'], ['cy', '25'])]))
    const months: [Month, string, Month | null][] = [
      ['jan', '1000.01', null],
      ['feb', '1200.02', 'jan'],
      ['mar', '1499.99', 'feb'],
    ]
    const found: unknown[] = []
    for (const [month, amount, before] of months) {
      const previous = before ? ['--previous', at(`${before}.json`)] : []
      const made = await split(month, await file('r.csv', `mast-1,${amount}`), agreements, 2, ...previous)
      const [counter] = (await kept(month)).closing.counters
      found.push([amounts(made)?.join(', '), counter?.value])
    }
    expect(found).toEqual([
      ['ada 80000, bo 15001, cy 5000', '80000'],
      ['ada 96001, bo 18001, cy 6000', '176001'],
      ['ada 73999, bo 57000, cy 19000', '250000'],
    ])
  })

  it('owe euros at the price of the period, which the split keeps (split-15)', async () => {
    const rent = {
      id: 'rent',
      kind: 'fixed',
      to: { memberId: 'bo' },
      amount: { fiat: '50.00', currency: 'EUR' },
      whenShort: 'carry',
    }
    const price = { currency: 'EUR', price: '3.4731', source: 'HNT oracle', at: '2026-01-31T12:00:00.000Z' }
    const stages = [rent, rest(['ada', '100'])]
    const reward = await file('r.csv', 'mast-1,40')
    const priced = await file('a.json', agreementsOf(stages, { prices: [price] }))
    expect(amounts(await split('jan', reward, priced, 8))).toEqual(['ada 2560363940', 'bo 1439636060', 'cy 0'])
    expect(await kept('jan')).toMatchObject({ prices: [price], closing: { counters: [{ unit: 'EUR', value: '0' }] } })
    const unpriced = await split('feb', reward, await file('b.json', agreementsOf(stages)), 8)
    expect(unpriced).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/amount in EUR: state the price of HNT in EUR/) })
    const later = await file('c.json', agreementsOf(stages, { prices: [{ ...price, price: '3.4600' }] }))
    const next = await split('feb', await file('f.csv', 'mast-1,41'), later, 8, '--previous', at('jan.json'))
    expect(amounts(next)?.[1]).toBe('bo 1445086705')
  })

  it('fill a reserve until it holds 1000.00, and no further (split-17)', async () => {
    const stages = [
      { id: 'r', kind: 'reserve', reserve: 'Repairs', percent: '10', until: { baseUnits: '100000' } },
      rest(['ada', '100']),
    ]
    const agreements = await file('a.json', agreementsOf(stages))
    await split('jan', await file('j.csv', 'mast-1,9400.00'), agreements, 2)
    const made = await split('feb', await file('f.csv', 'mast-1,800.00'), agreements, 2, '--previous', at('jan.json'))
    expect(amounts(made)).toEqual(['ada 74000', 'bo 0', 'cy 0'])
    const feb = await kept('feb')
    expect(feb.totals).toMatchObject({ opening: { reserve: '94000' }, closing: { reserve: '100000' } })
    expect(feb.closing.accounts).toEqual([{ kind: 'reserve', owner: 'Repairs', baseUnits: '100000' }])
  })
})

describe('a file that pays a member elsewhere than the split before (pay-04)', () => {
  beforeEach(() => split('jan', inCases('jan.csv'), inCases('agr-5050.csv'), 8))
  const february = (agreements: string, ...more: string[]) =>
    split('feb', inCases('feb.csv'), inCases(agreements), 8, '--previous', at('jan.json'), ...more)

  it('is refused with both addresses in full, until the change of that member is confirmed', async () => {
    const refused = await february('pay-04-redirect.csv')
    expect(refused.exitCode).toBe(1)
    expect(refused.stderr).toContain(`ada from ${ADA} to 0x2fDdc3C3c3c3c3C3c3C3C3C3C3c3c3C3C3C388a7, which begins and ends like`)
    expect((await february('pay-04-redirect.csv', '--confirm-address', 'bo')).exitCode).toBe(1)
    expect(await february('pay-04-redirect.csv', '--confirm-address', 'ada')).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('says who had an address and has none in the file (pay-05)', async () => {
    const made = await february('pay-05-shares-only.csv')
    expect(made).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(`ada has no address in the file and had ${ADA}`) })
  })
})

describe('what was held for a member without an address (split-19)', () => {
  const payout = (month: Month, ...more: string[]) =>
    run('payout', '--split', at(`${month}.json`), '--method', 'merkle', '--out', at(`${month}.payout.json`), ...more)
  const bo = async (month: Month) => {
    const paid = payoutFileSchema.parse(JSON.parse(await readFile(at(`${month}.payout.json`), 'utf8')))
    return { payee: paid.payees.find(({ address }) => address === BO), held: paid.held, totals: paid.totals }
  }
  beforeEach(async () => {
    await split('jan', inCases('jan.csv'), inCases('agr-held.csv'), 8)
    expect(await payout('jan', '--first')).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await bo('jan')).toMatchObject({ payee: undefined, held: [{ memberId: 'bo', amountBaseUnits: '8000000000' }] })
  })

  it('is paid by the next split, which goes on with the books', async () => {
    await split('feb', inCases('feb.csv'), inCases('agr-held-later.csv'), 8, '--previous', at('jan.json'))
    const feb = await kept('feb')
    expect(feb.members[1]).toMatchObject({
      amountBaseUnits: '3000000000',
      fromHeldBaseUnits: '8000000000',
      paidBaseUnits: '11000000000',
    })
    expect(feb.totals.sinceBeginning).toMatchObject({ totalBaseUnits: '22000000000', paidBaseUnits: '22000000000', held: '0' })
    expect(await payout('feb', '--previous', at('jan.payout.json'))).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await bo('feb')).toMatchObject({ payee: { cumulativeBaseUnits: '11000000000' }, held: [] })
    expect(await run('verify', at('feb.payout.json'))).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('[PO10] is paid by the next payout, where the split does not know of it', async () => {
    await split('feb', inCases('feb.csv'), inCases('agr-held-later.csv'), 8)
    expect(await payout('feb', '--previous', at('jan.payout.json'))).toMatchObject({ exitCode: 0, stderr: '' })
    const { payee, held, totals } = await bo('feb')
    expect(payee).toMatchObject({
      periodBaseUnits: '11000000000',
      fromHeldBaseUnits: '8000000000',
      cumulativeBaseUnits: '11000000000',
    })
    expect([held, totals.cumulativeBaseUnits, totals.heldBaseUnits]).toEqual([[], '22000000000', '0'])
    expect(await run('verify', at('feb.payout.json'))).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('[PO10] is not paid again by a split that goes on from before it was paid', async () => {
    await split('feb', inCases('feb.csv'), inCases('agr-held-later.csv'), 8, '--previous', at('jan.json'))
    expect(await payout('feb', '--previous', at('jan.payout.json'))).toMatchObject({ exitCode: 0, stderr: '' })
    await split('mar', await file('m.csv', 'mast-1,1'), inCases('agr-held-later.csv'), 8, '--previous', at('jan.json'))
    const refused = await payout('mar', '--previous', at('feb.payout.json'))
    expect(refused).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/books of "jan\.csv", and "feb\.csv" was paid since/),
    })
  })

  it('[PO10] stays in the books: a later split that does not know of it is refused', async () => {
    await split('feb', inCases('feb.csv'), inCases('agr-held.csv'), 8)
    expect(await payout('feb', '--previous', at('jan.payout.json'))).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await bo('feb')).toMatchObject({ payee: undefined, held: [{ amountBaseUnits: '11000000000' }] })
    await split('mar', await file('m.csv', 'mast-1,1'), inCases('agr-held-later.csv'), 8, '--previous', at('feb.json'))
    const refused = await payout('mar', '--previous', at('feb.payout.json'))
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('payout.held-unknown') })
  })
})

describe('a correction after the close (st-09)', () => {
  it('is an entry of its own: -7.50 for January leave 52.50 of 60.00 in March', async () => {
    const agreements = await file('a.json', agreementsOf([rest(['ada', '100'])]))
    await split('jan', await file('j.csv', 'mast-1,100.00'), agreements, 2)
    const closed = await readFile(at('jan.json'), 'utf8')
    await split('feb', await file('f.csv', 'mast-1,10.00'), agreements, 2, '--previous', at('jan.json'))
    const corrects = ['--corrects', at('jan.json'), '--previous', at('feb.json')]
    const token = ['--symbol', 'USDX', '--decimals', '2', ...MONTHS.jan]
    const rewards = ['--rewards', await file('j2.csv', 'mast-1,92.50'), '--agreements', agreements]
    const corrected = await run('split', ...rewards, '--out', at('correction.json'), ...token, ...corrects)
    expect(corrected).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('mast-1 by 7.5 USDX') })
    expect(await run('verify', at('correction.json'))).toMatchObject({ exitCode: 0, stderr: '' })
    const made = await split('mar', await file('m.csv', 'mast-1,60.00'), agreements, 2, '--previous', at('correction.json'))
    expect(made.json.members?.[0]).toMatchObject({ amountBaseUnits: '6000', paidBaseUnits: '5250' })
    const correction = await kept('correction')
    expect(correction.members[0]?.amountBaseUnits).toBe('-750')
    expect(correction.period.corrects).toMatchObject([{ id: (await kept('jan')).period.id }])
    expect((await kept('feb')).opening).toEqual((await kept('jan')).closing)
    expect(await readFile(at('jan.json'), 'utf8')).toBe(closed)
  })
})
