import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { payoutFileSchema } from '#core/payout/payoutFile'
import { fixturePath } from '../../fixtures/readFixture'
import { runCommand } from './testing/runCommand'

const CASES = fixturePath('cases/money')
const AGREEMENTS = join(CASES, 'agr-5050.csv')
const ADA = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
const JANUARY = ['--from', '2026-01-01', '--to', '2026-01-31']
const FEBRUARY = ['--from', '2026-02-01', '--to', '2026-02-28']

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-periods-'))
})
afterEach(() => rm(folder, { recursive: true }))

interface Run {
  exitCode: number
  stderr: string
  json: {
    period?: { id: string; contentSha256: string }
    periods?: { id: string }[]
    totals?: { totalBaseUnits: string }
    overpaid?: unknown[]
    unmatchedHotspots?: string[]
  }
}

async function run(...argv: string[]): Promise<Run> {
  const { exitCode, stdout, stderr } = await runCommand(argv)
  return { exitCode, stderr, json: exitCode === 0 ? JSON.parse(stdout) : {} }
}

const at = (name: string) => join(folder, name)
const jan = join(CASES, 'jan.csv')
const split = (rewards: string, out: string, dates: string[], ...more: string[]) => {
  const token = ['--symbol', 'HNT', '--decimals', '8']
  return run('split', '--rewards', rewards, '--agreements', AGREEMENTS, '--out', at(out), ...token, ...dates, ...more)
}
const payout = (from: string, out: string, ...more: string[]) =>
  run('payout', '--split', at(from), '--method', 'merkle', '--out', at(out), ...more)
const previous = (name: string) => ['--previous', at(name)]

async function cumulativeOf(name: string, address: string): Promise<string | undefined> {
  const { payees } = payoutFileSchema.parse(JSON.parse(await readFile(at(name), 'utf8')))
  return payees.find((payee) => payee.address === address)?.cumulativeBaseUnits
}

describe('agreements and the rewards they share', () => {
  const token = ['--symbol', 'HNT', '--decimals', '8']
  const files = (rewards: string, agreements: string) => [
    ...['--rewards', join(CASES, rewards), '--agreements', join(CASES, agreements)],
    ...['--out', at('reach.json'), ...token, ...JANUARY],
  ]

  it('[AG5] keys that have no reward are named, in the result and to the person', async () => {
    const { exitCode, stderr, json } = await run('split', ...files('s05-rewards.csv', 's05-typo-scope.json'))
    expect([exitCode, json.unmatchedHotspots]).toEqual([0, ['mast-O3', 'mast-05']])
    expect(stderr).toMatch(/"Hill" names mast-O3, without a reward/)
    expect(stderr).toMatch(/"Harbour" names mast-05, without a reward/)
  })

  it('[AG7] names what no agreement reaches before there is a file, and refuses what a person must say first', async () => {
    const rewards = at('rewards.csv')
    await writeFile(rewards, 'hotspot,amount\nmast-1,1.5\nmast-1,1.5\nmast-9,3\n')
    const options = (...more: string[]) => [
      ...['split', '--rewards', rewards, '--agreements', join(CASES, 's05-typo-scope.json'), '--out', at('reach.json')],
      ...[...token, ...JANUARY, ...more],
    ]
    const refused = await run(...options())
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringMatching(/already on line 2.*--sum-rows.*line 3/)])
    const summed = await run(...options('--sum-rows'))
    expect([summed.exitCode, summed.stderr]).toEqual([0, expect.stringMatching(/rewards.csv: 1 row was added to others/)])
    expect(summed.stderr).toMatch(/takes? nothing: /)
    expect((await run(...options('--unit', 'bones'))).exitCode).toBe(2)
  })

  it.each([
    ['s02-total-row.csv', ['--total-row', 'leave-out'], '50000000000'],
    ['s02-total-row.csv', ['--total-row', 'keep'], '100000000000'],
    ['s03-thousands-dot.csv', ['--amounts', 'thousands'], '1625000000000'],
    ['s03-thousands-dot.csv', ['--amounts', 'decimal'], '1625000000'],
    ['s09-base-units.csv', ['--unit', 'base'], '1625000000'],
  ])('[RR8] %s is refused without an answer, and shared with %j', async (name, answer, total) => {
    const refused = await split(join(CASES, name), 'answered.json', JANUARY)
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining(answer[0] as string)])
    const { json, exitCode } = await split(join(CASES, name), 'answered.json', JANUARY, ...answer)
    expect([exitCode, json.totals?.totalBaseUnits]).toEqual([0, total])
  })

  it('[RR6] what there cannot be of a token is refused, whatever is said of its unit', async () => {
    const { exitCode, stderr } = await split(join(CASES, 's09-base-units.csv'), 'never.json', JANUARY, '--unit', 'token')
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/1625000000 HNT in all, and there can be 223000000 at most/)])
  })

  it('[RR10] times without a zone give the period once it is said', async () => {
    const rewards = at('times.csv')
    await writeFile(rewards, 'hotspot,amount,time\nmast-1,2,2026-01-01 00:30\nmast-2,3,2026-01-30 12:00\n')
    const unsaid = await split(rewards, 'times.json', [])
    expect([unsaid.exitCode, unsaid.stderr]).toEqual([2, expect.stringMatching(/no zone.*--time-zone UTC/)])
    expect((await split(rewards, 'times.json', JANUARY)).stderr).toMatch(/no zone/)
    const { json } = await split(rewards, 'times.json', [], '--time-zone', 'Europe/Zurich')
    expect(json.period).toMatchObject({ start: '2025-12-31T00:00:00.000Z', end: '2026-01-31T00:00:00.000Z' })
  })

  it('a group that could be a hotspot’s key is refused', async () => {
    const { exitCode, stderr } = await run('split', ...files('s05-rewards.csv', 's08-group-capital.csv'))
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/"Group:harbour" could be a group or a hotspot's key/)])
  })

  it.each([
    ['s02-total-row.csv', /sums up other rows/],
    ['s03-thousands-dot.csv', /may mean 1500 or 1\.500/],
    ['s09-base-units.csv', /1625000000 HNT in all/],
  ])('nothing is split from %s, which would be read wrongly', async (rewards, said) => {
    const { exitCode, stderr } = await run('split', ...files(rewards, 'agr-5050.csv'))
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(said)])
  })
})

describe('the period of a file', () => {
  it('is the same under another name, with other line ends, in another order', async () => {
    const made = await split(jan, 'jan.json', JANUARY)
    expect(made).toMatchObject({ exitCode: 0, stderr: '' })
    expect(made.json.period).toMatchObject({ start: '2026-01-01T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' })
    await writeFile(at('jan (1).csv'), await readFile(jan))
    for (const name of [at('jan (1).csv'), join(CASES, 'jan-crlf.csv'), join(CASES, 'jan-resaved.csv')]) {
      const { id, contentSha256 } = (await split(name, 'other.json', JANUARY)).json.period ?? {}
      expect({ id, contentSha256 }).toEqual({ id: made.json.period?.id, contentSha256: made.json.period?.contentSha256 })
    }
    const february = await split(join(CASES, 'feb.csv'), 'feb.json', FEBRUARY)
    expect(february.json.period?.id).not.toBe(made.json.period?.id)
  })

  it('is asked for where the file does not say it', async () => {
    const asked = await split(jan, 'jan.json', [])
    expect(asked.exitCode).toBe(2)
    expect(asked.stderr).toMatch(
      /jan\.csv does not say which time it is for: give .*--from 2026-01-01 --to 2026-01-31.*cli\.usage/,
    )
    expect((await split(jan, 'jan.json', ['--from', '2026-01-01'])).exitCode).toBe(2)
    expect((await split(jan, 'jan.json', ['--from', '2026-02-30', '--to', '2026-03-01'])).stderr).toContain('is no date')
    expect((await split(jan, 'jan.json', ['--from', '2026-02-02', '--to', '2026-02-01'])).stderr).toContain(
      'ends before it begins',
    )
  })

  it('is read from the file where that says it, and must lie within what is given', async () => {
    await writeFile(at('dated.csv'), 'hotspot,amount,date\nmast-1,1,2026-03-02\nmast-2,1,2026-03-04T23:59:00Z\n')
    const read = await split(at('dated.csv'), 'dated.json', [])
    expect(read.json.period).toMatchObject({ start: '2026-03-02T00:00:00.000Z', end: '2026-03-05T00:00:00.000Z' })
    const month = await split(at('dated.csv'), 'dated.json', ['--from', '2026-03-01', '--to', '2026-04-01'])
    expect(month.json.period).toMatchObject({ start: '2026-03-01T00:00:00.000Z', end: '2026-04-01T00:00:00.000Z' })
    expect((await split(at('dated.csv'), 'dated.json', JANUARY)).stderr).toContain('split.other-dates')
  })
})

describe('payouts of periods', () => {
  beforeEach(async () => {
    await split(jan, 'jan.json', JANUARY)
    await split(join(CASES, 'feb.csv'), 'feb.json', FEBRUARY)
    expect(await payout('jan.json', 'jan.payout.json', '--first')).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await payout('feb.json', 'feb.payout.json', ...previous('jan.payout.json'))).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('carry all periods, and refuse one that is in them, however far back', async () => {
    expect(await cumulativeOf('feb.payout.json', ADA)).toBe('11000000000')
    const again = await payout('jan.json', 'again.json', ...previous('feb.payout.json'))
    expect(again).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/"jan\.csv" \(2026-01-01 to 2026-01-31\).*paid-already/),
    })
  })

  it('refuse the same period from a file that was saved again', async () => {
    for (const name of ['jan-crlf.csv', 'jan-resaved.csv']) {
      await split(join(CASES, name), 'resaved.json', JANUARY)
      const refused = await payout('resaved.json', 'again.json', ...previous('jan.payout.json'))
      expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('payout.paid-already') })
    }
  })

  it('ask about equal amounts under other dates', async () => {
    const march = ['--from', '2026-03-01', '--to', '2026-03-31']
    await split(jan, 'march.json', march)
    const asked = await payout('march.json', 'march.payout.json', ...previous('feb.payout.json'))
    expect(asked).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/very amounts of "jan\.csv".*--again.*same-content/),
    })
    const told = await payout('march.json', 'march.payout.json', ...previous('feb.payout.json'), '--again')
    expect(told).toMatchObject({ exitCode: 0, stderr: '' })
    expect(told.json.periods).toHaveLength(3)
    expect(await cumulativeOf('march.payout.json', ADA)).toBe('19000000000')
    // The same amounts over some of the same days are no other period, whatever anybody says.
    await split(jan, 'late.json', ['--from', '2026-01-02', '--to', '2026-01-31'])
    const late = await payout('late.json', 'late.payout.json', ...previous('feb.payout.json'), '--again')
    expect(late).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('nothing is left to pay') })
    expect(await run('verify', at('march.payout.json'))).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('are of one payer and network: the same days of another are another period', async () => {
    await split(jan, 'grant.json', JANUARY, '--payer', 'City grant')
    expect(await payout('grant.json', 'grant.payout.json', ...previous('feb.payout.json'))).toMatchObject({ exitCode: 0 })
  })
})

describe('a correction', () => {
  const corrects = (name: string) => ['--corrects', at(name)]
  const rewards = async (name: string, rows: string) => {
    await writeFile(at(name), `hotspot,amount\n${rows}\n`)
    return at(name)
  }

  beforeEach(async () => {
    await split(await rewards('first.csv', 'mast-1,100'), 'first.json', JANUARY)
    await payout('first.json', 'first.payout.json', '--first')
  })

  it('pays the difference alone', async () => {
    await split(jan, 'whole.json', JANUARY)
    const whole = await payout('whole.json', 'no.json', ...previous('first.payout.json'))
    expect(whole).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/covers time of "first\.csv".*payout\.overlaps/) })
    expect(await split(jan, 'second.json', JANUARY, ...corrects('first.json'))).toMatchObject({ exitCode: 0, stderr: '' })
    const paid = await payout('second.json', 'second.payout.json', ...previous('first.payout.json'))
    expect(paid).toMatchObject({ exitCode: 0, stderr: '', json: { totals: { periodBaseUnits: '6000000000' } } })
    expect(await cumulativeOf('second.payout.json', ADA)).toBe('8000000000')
    for (const name of ['second.json', 'second.payout.json']) {
      expect(await run('verify', at(name))).toMatchObject({ exitCode: 0, stderr: '' })
    }
    const again = await payout('second.json', 'again.json', ...previous('second.payout.json'))
    expect(again).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('payout.paid-already') })
  })

  it('can be corrected itself, with all that it corrects', async () => {
    await split(jan, 'second.json', JANUARY, ...corrects('first.json'))
    await payout('second.json', 'second.payout.json', ...previous('first.payout.json'))
    const third = await rewards('third.csv', 'mast-1,100\nmast-2,61\nmast-3,9')
    const partly = await split(third, 'third.json', JANUARY, ...corrects('second.json'))
    expect(partly).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('split.corrects-more') })
    await split(third, 'third.json', JANUARY, ...corrects('first.json'), ...corrects('second.json'))
    const paid = await payout('third.json', 'third.payout.json', ...previous('second.payout.json'))
    expect(paid).toMatchObject({ exitCode: 0, json: { totals: { periodBaseUnits: '1000000000' } } })
    expect(await cumulativeOf('third.payout.json', ADA)).toBe('8500000000')
  })

  it('names what was paid too much, and takes it off what comes next', async () => {
    const less = await rewards('less.csv', 'mast-1,90\nmast-2,60')
    const from = ['--previous', at('first.json')]
    const made = await split(less, 'less.json', JANUARY, ...corrects('first.json'), ...from)
    expect(made.json.overpaid).toEqual([{ hotspotKey: 'mast-1', amountBaseUnits: '1000000000' }])
    expect(made.stderr).toContain('mast-1 by 10 HNT')
    await payout('less.json', 'less.payout.json', ...previous('first.payout.json'))
    expect(await cumulativeOf('less.payout.json', ADA)).toBe('7500000000')
    const none = await split(await rewards('none.csv', 'mast-1,90'), 'none.json', JANUARY, ...corrects('first.json'), ...from)
    expect(none).toMatchObject({
      exitCode: 0,
      json: { totals: { totalBaseUnits: '-1000000000', closing: { prepaid: '-1000000000' } } },
    })
    const nobody = await payout('none.json', 'none.payout.json', ...previous('first.payout.json'))
    expect(nobody).toMatchObject({ exitCode: 0, json: { totals: { periodBaseUnits: '0' } } })
    const february = await split(join(CASES, 'feb.csv'), 'feb.json', FEBRUARY, '--previous', at('none.json'))
    expect(february).toMatchObject({ exitCode: 0, json: { totals: { paidBaseUnits: '5000000000', closing: { prepaid: '0' } } } })
    await payout('feb.json', 'feb.payout.json', ...previous('first.payout.json'))
    expect(await cumulativeOf('feb.payout.json', ADA)).toBe('7500000000')
  })

  it('is of the same time: what covers more or other time is refused', async () => {
    const half = await split(jan, 'half.json', ['--from', '2026-01-01', '--to', '2026-01-15'], ...corrects('first.json'))
    expect(half).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('split.corrects-part') })
    const other = await split(jan, 'other.json', FEBRUARY, ...corrects('first.json'))
    expect(other).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('split.corrects-other') })
    const same = await split(at('first.csv'), 'same.json', JANUARY, ...corrects('first.json'))
    expect(same).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('split.corrects-nothing') })
  })
})
