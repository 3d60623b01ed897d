/** The window and the command line read the same files by the same rules: here both read every sample file. */
import 'fake-indexeddb/auto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { periodDates } from '#core/model/periodDates'
import { Problem } from '#core/model/problem'
import { openQuestions, type RewardsAnswers } from '#core/networks/rewardsAnswers'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { splitFileSchema } from '#core/rewards/splitFile'
import { splitFileV3Schema } from '#core/rewards/splitFileV3'
import { splitPeriodOf } from '#core/rewards/splitPeriod'
import { termsOf } from '#core/rewards/termsOf'
import { verifySplit } from '#core/rewards/verifySplit'
import { fixtureNames, fixturePath, readFixture } from '../../fixtures/readFixture'
import { UsageProblem } from '../../main/commands/commandLine'
import { readRewardsFile } from '../../main/commands/rewardsOptions'
import { runCli } from '../../main/commands/runCli'
import { ImportSession } from '../../renderer/data/imports/importSession'
import { readSplitInputs } from '../../renderer/data/money/splitInputs'
import { CommonmastDatabase } from '../../renderer/data/records/database'
import { openRecords } from '../../renderer/data/records/openRecords'
import { checkPeriod } from '../../renderer/features/split/checkPeriod'

const HNT = { symbol: 'HNT', decimals: 8 }
const JANUARY = periodDates('2026-01-01', '2026-01-31')

let count = 0
async function withRecords<T>(work: (db: CommonmastDatabase) => Promise<T>): Promise<T> {
  const db = new CommonmastDatabase(`one-answer-${count++}`)
  await openRecords(db)
  try {
    return await work(db)
  } finally {
    await db.delete()
  }
}

interface Answer {
  amounts: [hotspotKey: string, baseUnits: string][]
  network: string
  dates: unknown
  problems: unknown
  questions: unknown
}

/** What is read, or the code of what refuses it. */
type Outcome = Answer | { refused: string }

async function refusing(read: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await read()
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    return { refused: thrown instanceof UsageProblem ? 'rewards.no-token' : thrown.code }
  }
}

const onCommandLine = (path: string, answers: RewardsAnswers) =>
  refusing(async () => {
    const { rewards, network, dates, problems, questions } = await readRewardsFile(basename(path), readFixture(path), answers)
    return {
      amounts: sorted(rewards.map((row) => [row.hotspotKey, row.amountBaseUnits.toString()])),
      network,
      dates,
      problems,
      questions,
    }
  })

const inWindow = (path: string, answers: RewardsAnswers) =>
  refusing(() =>
    withRecords(async (db) => {
      const session = ImportSession.open(db, 'p', basename(path), readFixture(path))
      const preview = await session.answer(answers, {})
      if (preview.kind !== 'rewards') return { refused: 'import.not-rewards' }
      if (!preview.rewards) return { refused: 'rewards.no-token' }
      const { dates, questions } = preview.rewards
      const asked = questions.map(({ rows: _rows, ...question }) => question)
      if (preview.usable > 0 && openQuestions(questions).length === 0) await session.commit({ dates: JANUARY }, {})
      const rows = await db.contributions.toArray()
      const [period] = await db.periods.toArray()
      const written = sorted(rows.map(({ hotspotKey, amountBaseUnits }) => [hotspotKey, amountBaseUnits]))
      const total = written.reduce((sum, [, amount]) => sum + BigInt(amount), 0n)
      if (period) expect(preview.rewards.totalBaseUnits).toBe(total.toString())
      return { amounts: written, network: period?.network ?? '', dates, problems: preview.problems, questions: asked }
    }),
  )

const sorted = (amounts: [string, string][]) => amounts.toSorted(([a], [b]) => (a < b ? -1 : 1))

const ANSWERS: [name: string, answers: RewardsAnswers][] = [
  ['no answers', {}],
  ['the token alone', { token: HNT }],
  ['sums, totals left out, decimals', { token: HNT, sameRows: 'sum', totalRow: 'leave-out', amounts: 'decimal', unit: 'token' }],
  ['totals kept, thousands, base units', { token: HNT, sameRows: 'sum', totalRow: 'keep', amounts: 'thousands', unit: 'base' }],
]

/** Larger ones are read as these are, and take their time. */
const samples = ['cases/files', 'cases/money', 'data']
  .flatMap((folder) => fixtureNames(folder).map((name) => `${folder}/${name}`))
  .filter((path) => /\.(csv|json|geojson)$/.test(path) && readFixture(path).length < 2_000_000)

describe('one answer on the same file', () => {
  test('there are samples of rewards, and of what is none', async () => {
    expect(samples.filter((path) => /rewards|money\//.test(path)).length).toBeGreaterThan(20)
    expect(await onCommandLine('cases/files/36-tts-gateways.json', {})).toEqual({ refused: 'import.not-rewards' })
  })

  test.each(samples)('%s', async (path) => {
    for (const [name, answers] of ANSWERS) {
      const [line, window] = [await onCommandLine(path, answers), await inWindow(path, answers)]
      // What is not written has no network, and where something is asked, nothing is written.
      const isWritten = !('refused' in window) && window.amounts.length > 0
      const expected = 'refused' in line || isWritten ? line : { ...line, amounts: [], network: '' }
      expect([name, window]).toEqual([name, expected])
      if (!('refused' in line) && line.amounts.length > 0 && !isWritten) {
        expect([name, openQuestions(line.questions as never).length]).not.toEqual([name, 0])
      }
    }
  })
})

describe('3,000 stations in two groups, none of them in the fleet', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'commonmast-groups-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const table = 'data/weatherxm_beta_rewards_table.csv'

  function agreementsText(): string {
    const keys = new TextDecoder()
      .decode(readFixture(table))
      .split('\n')
      .slice(1, 3001)
      .map((row) => row.slice(0, row.indexOf(',')))
    const shares = (memberId: string) => [{ memberId, percent: '100' }]
    return JSON.stringify({
      format: 'commonmast-agreements-v1',
      members: ['ada', 'ben', 'coop'].map((id) => ({ id, name: id })),
      groups: [
        { name: 'north', hotspots: keys.slice(0, 1000) },
        { name: 'south', hotspots: [...keys.slice(1000), 'mistyped-station'] },
      ],
      agreements: [
        { id: 'n', name: 'North', scope: { kind: 'group', group: 'north' }, shares: shares('ada') },
        { id: 's', name: 'South', scope: { kind: 'group', group: 'south' }, shares: shares('ben') },
        { id: 'd', name: 'All others', scope: { kind: 'default' }, shares: shares('coop') },
      ],
    })
  }

  test('[AG6] the window gives them to their groups as the command line does, and both name what is not reached', async () => {
    const [agreements, out] = [join(folder, 'agreements.json'), join(folder, 'split.json')]
    await writeFile(agreements, agreementsText())
    const days = ['--from', '2026-01-01', '--to', '2026-01-31']
    let stderr = ''
    const wasThere: boolean[] = []
    const exitCode = await runCli(['split', '--rewards', fixturePath(table), '--agreements', agreements, '--out', out, ...days], {
      stdin: async () => '',
      stdout: () => {},
      stderr: (text) => {
        stderr += text
        wasThere.push(existsSync(out))
      },
    })
    expect([exitCode, new Set(wasThere)]).toEqual([0, new Set([false])])
    expect(stderr).toMatch(/"South" names mistyped-station/)
    expect(stderr).toMatch(/2,166 of 5,166 rewards are shared by "All others"/)
    const byLine = splitFileSchema.parse(JSON.parse(await readFile(out, 'utf8')))

    await withRecords(async (db) => {
      const rewards = ImportSession.open(db, 'r', basename(table), readFixture(table))
      await rewards.read({})
      await rewards.commit({ dates: JANUARY }, {})
      const file = ImportSession.open(db, 'a', 'agreements.json', new TextEncoder().encode(agreementsText()))
      expect((await file.read({})).agreements).toMatchObject({ grouped: 3001, groupedOutsideFleet: 3001 })
      await file.commit({}, {})
      const [period] = await db.periods.toArray()
      if (!period) throw new Error('The rewards were not imported')
      const facts = {
        period,
        contributions: await db.contributions.toArray(),
        hotspots: [],
        groupedHotspots: await db.groupedHotspots.toArray(),
        members: await db.members.toArray(),
        agreements: await db.agreements.toArray(),
      }
      const check = checkPeriod(facts)
      expect(check.problems).toEqual([])
      expect(check.unmatched).toMatchObject([{ agreementName: 'South', hotspots: ['mistyped-station'] }])
      expect(check.reach).toEqual({ unused: [], leftToDefault: { agreementName: 'All others', rewards: 2166, of: 5166 } })
      const { members, agreements: kept } = facts
      const inWindow = splitByTerms({
        ...check,
        period: splitPeriodOf(period),
        token: period.token,
        members,
        agreements: kept.map(termsOf),
      })
      const amounts = (split: typeof byLine) =>
        Object.fromEntries(split.members.map(({ id, amountBaseUnits }) => [id, amountBaseUnits]))
      expect(amounts(inWindow)).toEqual(amounts(byLine))
      expect(Object.values(amounts(byLine)).every((amount) => BigInt(amount) > 0n)).toBe(true)
    })
  })
})

describe('agreements with installs, prices, entries, measures and a smallest payout', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'commonmast-beside-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const table = 'hotspot,amount\nh1,6200000\nh2,3100001\nh3,7000000\n'
  const rest = { id: 'rest', kind: 'remainder', shares: [{ memberId: 'coop', parts: '1' }] }
  const agreements = JSON.stringify({
    format: 'commonmast-agreements-v2',
    members: ['ada', 'ben', 'coop', 'dee'].map((id, at) => ({ id, name: id, address: `0x${String(at + 1).repeat(40)}` })),
    agreements: [
      {
        ...{ id: 'hosts', name: 'Half to the host', scope: { kind: 'hotspots', hotspotIds: ['h1', 'h2'] } },
        stages: [
          { id: 'rent', kind: 'fixed', to: { memberId: 'dee' }, amount: { fiat: '2.50', currency: 'EUR' }, whenShort: 'carry' },
          { id: 'host', kind: 'percentage', shares: [{ install: 'host', percent: '50' }] },
          rest,
        ],
      },
      {
        ...{ id: 'pool', name: 'Pool', scope: { kind: 'default' } },
        stages: [
          { id: 'up', kind: 'pool', percent: '60', by: 'uptime', memberIds: ['ada', 'ben'] },
          { id: 'in', kind: 'pool', percent: '20', by: 'contribution', memberIds: ['ada', 'dee'] },
          rest,
        ],
      },
    ],
    installs: [
      { hotspotKey: 'h1', hostId: 'ada', from: '2025-12-01', to: '2026-01-11' },
      { hotspotKey: 'weatherxm:h1', hostId: 'ben', from: '2026-01-11' },
      { hotspotKey: 'h2', hostId: 'ada', from: '2025-12-01' },
      { hotspotKey: 'h3', hostId: 'ben', from: '2025-12-01', to: '2026-01-20' },
      { hotspotKey: 'h3', hostId: 'ada', from: '2026-01-20' },
      { hotspotKey: 'not-rewarded', hostId: 'ada', from: '2025-12-01' },
    ],
    prices: [{ currency: 'EUR', price: '1.37', source: 'exchange', at: '2026-01-31T23:00:00Z' }],
    entries: [{ kind: 'advance', memberId: 'ada', baseUnits: '1000', at: '2026-01-10T00:00:00Z', reference: 'cash' }],
    measures: {
      hotspots: [{ hotspotKey: 'h3', uptime: '997' }],
      contributions: [
        { memberId: 'ada', weight: '3' },
        { memberId: 'dee', weight: '4' },
      ],
    },
    minimumPayoutBaseUnits: '900000',
  })
  const weatherxm = { token: { symbol: 'WXM', decimals: 6 }, network: 'weatherxm', unit: 'base' as const }

  async function byCommandLine() {
    const [rewardsPath, agreementsPath, out] = ['rewards.csv', 'agreements.json', 'split.json'].map((name) => join(folder, name))
    if (!rewardsPath || !agreementsPath || !out) throw new Error('Three paths were made')
    await writeFile(rewardsPath, table)
    await writeFile(agreementsPath, agreements)
    let stderr = ''
    const days = ['--from', '2026-01-01', '--to', '2026-01-31']
    const token = ['--symbol', 'WXM', '--decimals', '6', '--network', 'weatherxm', '--unit', 'base']
    const exitCode = await runCli(
      ['split', '--rewards', rewardsPath, '--agreements', agreementsPath, '--out', out, ...days, ...token],
      {
        stdin: async () => '',
        stdout: () => {},
        stderr: (text) => {
          stderr += text
        },
      },
    )
    const said = 'rewards.csv: 1 of 3 rewards are shared by "Pool", because no other agreement names their hotspots.\n'
    expect([exitCode, stderr]).toEqual([0, said])
    return splitFileV3Schema.parse(JSON.parse(await readFile(out, 'utf8')))
  }

  test('[PI5] [AF11] the window splits by them as the command line does, and the split holds', async () => {
    const byLine = await byCommandLine()
    await withRecords(async (db) => {
      const rewards = ImportSession.open(db, 'r', 'rewards.csv', new TextEncoder().encode(table))
      await rewards.answer(weatherxm, {})
      await rewards.commit({ dates: JANUARY }, {})
      const [period] = await db.periods.toArray()
      if (!period) throw new Error('The rewards were not imported')
      const file = ImportSession.open(db, 'a', 'agreements.json', new TextEncoder().encode(agreements))
      const preview = await file.read({})
      expect(preview.problems).toEqual([])
      expect(preview.agreements?.beside).toMatchObject({ installs: 6, prices: 1, entries: 1, measures: 3, minimumPayout: true })
      await file.commit({ periodId: period.id }, {})
      const [members, kept] = [await db.members.toArray(), await db.agreements.toArray()]
      const check = checkPeriod({
        ...{ period, members, agreements: kept, hotspots: [], groupedHotspots: [] },
        contributions: await db.contributions.toArray(),
        inputs: await readSplitInputs(db, period),
      })
      expect(check.problems).toEqual([])
      expect(check.facts.installs).toHaveLength(5)
      const inWindow = splitByTerms({
        ...{ period: splitPeriodOf(period), token: period.token, members, agreements: kept.map(termsOf) },
        rewards: check.rewards,
        ...check.facts,
      })
      expect(verifySplit(inWindow)).toEqual([])
      // Ids of installs and the order in which records come are of each side; every amount is the same.
      const amounts = ({ members: all, totals, closing }: typeof byLine) => ({
        members: Object.fromEntries(all.map(({ id, ...figures }) => [id, figures])),
        totals,
        closing,
      })
      expect(amounts(inWindow)).toEqual(amounts(byLine))
      expect(inWindow).toMatchObject({ prices: byLine.prices, entries: byLine.entries, measures: byLine.measures })
      const statuses = byLine.members.map(({ id, status, advancedBaseUnits }) => [id, status, advancedBaseUnits])
      expect(statuses).toEqual([
        ['ada', 'paid', '1000'],
        ['ben', 'paid', '0'],
        ['coop', 'paid', '0'],
        ['dee', 'paid', '0'],
      ])
    })
  })
})
