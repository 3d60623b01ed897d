import { execFileSync } from 'node:child_process'
import { lstat, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { payoutFileSchema } from '#core/payout/payoutFile'
import { splitFileSchema } from '#core/rewards/splitFile'
import { fixturePath, readFixtureText } from '../../fixtures/readFixture'
import { runCli } from './runCli'
import { runCommand } from './testing/runCommand'

const WEATHERXM = fixturePath('data/weatherxm_beta_rewards_table.csv')
const ADA = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
const BO = '0xB298394f965D5C1c55126882103E7b43B8f02F0D'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-cli-'))
})
afterEach(() => rm(folder, { recursive: true }))

interface Run {
  exitCode: number
  stdout: string
  stderr: string
  json: Record<string, unknown>
}

async function run(argv: string[], stdin = ''): Promise<Run> {
  const { exitCode, stdout, stderr } = await runCommand(argv, stdin)
  return { exitCode, stdout, stderr, json: exitCode === 2 || stdout === '' ? {} : JSON.parse(stdout) }
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

const JANUARY = ['--from', '2026-01-01', '--to', '2026-01-31']
const FEBRUARY = ['--from', '2026-02-01', '--to', '2026-02-28']
const agreementsText = `hotspot,member,percent,address\n*,ada,33.333333,${ADA}\n*,bo,33.333333,${BO}\n*,cy,33.333334,\n`

async function splitWeatherxm(out = join(folder, 'split.json')): Promise<Run> {
  const agreements = await file('agreements.csv', agreementsText)
  return run(['split', '--rewards', WEATHERXM, '--agreements', agreements, '--out', out, ...JANUARY])
}

describe('split, payout and verify', () => {
  it('says of which file the last line may be cut off, or which hides characters', async () => {
    const rewards = await file('rewards.csv', 'hotspot,amount\na,1.5\nb,12.5')
    const agreements = await file('agreements.csv', 'hotspot,member,percent\n*,ad\u202ea,100\n')
    const token = ['--symbol', 'WXM', '--decimals', '18', '--network', 'weatherxm']
    const out = join(folder, 'split.json')
    const made = await run(['split', '--rewards', rewards, '--agreements', agreements, '--out', out, ...token, ...JANUARY])
    expect(made.exitCode).toBe(0)
    expect(made.stderr).toContain('rewards.csv: Line 3 is the last')
    expect(made.stderr).toContain('agreements.csv: 1 hidden character')
    expect(splitFileSchema.parse(JSON.parse(await readFile(out, 'utf8'))).members.map(({ id }) => id)).toEqual(['ada'])
    expect((await run(['inspect', rewards])).stderr).toContain('Line 3 is the last')
  })

  it('takes the real rewards table to a payout that verifies', async () => {
    const made = await splitWeatherxm()
    expect(made.stderr).toBe('')
    expect(made.exitCode).toBe(0)
    const split = splitFileSchema.parse(JSON.parse(await readFile(join(folder, 'split.json'), 'utf8')))
    expect(split.rows).toHaveLength(5166)
    expect(made.json).toMatchObject({ rows: 5166, totals: split.totals, held: [{ memberId: 'cy' }] })
    expect(split.totals.dustBaseUnits).toBe('0')

    const chain = ['--chain-id', '31337', '--contract', '0x5FbDB2315678afecb367f032d93F642f64180aa3', '--nonce', '0']
    const fees = ['--gas-limit', '160000', '--max-fee', '2000000000', '--priority-fee', '1000000000']
    const payoutPath = join(folder, 'payout.json')
    const splitPath = join(folder, 'split.json')
    const paid = await run([
      'payout',
      '--split',
      splitPath,
      '--method',
      'merkle',
      '--out',
      payoutPath,
      '--first',
      ...chain,
      ...fees,
    ])
    expect(paid.stderr).toBe('')
    const payout = payoutFileSchema.parse(JSON.parse(await readFile(payoutPath, 'utf8')))
    expect(paid.json).toMatchObject({ root: payout.merkle.root, payees: 2, signingHash: payout.transaction?.signingHash })

    for (const path of [splitPath, payoutPath]) {
      const verified = await run(['verify', path])
      expect(verified).toMatchObject({ exitCode: 0, stderr: '', json: { holds: true, findings: [] } })
    }
    expect((await readdir(folder)).sort()).toEqual(['agreements.csv', 'payout.json', 'split.json'])
  })

  it('names the row of one base unit changed, on both streams', async () => {
    await splitWeatherxm()
    const path = join(folder, 'split.json')
    const split = splitFileSchema.parse(JSON.parse(await readFile(path, 'utf8')))
    const share = split.rows[12]?.shares[0]
    if (!share) throw new Error('the split has rows')
    share.amountBaseUnits = (BigInt(share.amountBaseUnits) + 1n).toString()
    const changed = await file('changed.json', JSON.stringify(split))
    const where = `rows[12] hotspot ${split.rows[12]?.hotspotKey} member ada`
    const verified = await run(['verify', changed])
    expect(verified.exitCode).toBe(1)
    expect(verified.stderr).toContain(where)
    expect(verified.json).toMatchObject({ format: 'commonmast-split-v3', holds: false })
    expect((verified.json.findings as { where: string }[]).map((finding) => finding.where)).toContain(where)
    const refused = await run(['payout', '--split', changed, '--method', 'merkle', '--out', join(folder, 'no.json'), '--first'])
    expect(refused.exitCode).toBe(1)
    expect(refused.stderr).toContain(where)
    expect(await readdir(folder)).not.toContain('no.json')
  })

  it('carries totals on from the payout before, and does not pay a period twice', async () => {
    const agreements = await file('agreements.csv', agreementsText)
    async function payoutOf(name: string, rewards: string, dates: string[], more: string[] = []): Promise<Run> {
      const rewardsPath = await file(`${name}.csv`, rewards)
      const token = ['--symbol', 'TOK', '--decimals', '2']
      const split = join(folder, `${name}.split.json`)
      const made = await run(['split', '--rewards', rewardsPath, '--agreements', agreements, '--out', split, ...token, ...dates])
      expect(made.stderr).toBe('')
      return run(['payout', '--split', split, '--method', 'merkle', '--out', join(folder, `${name}.json`), ...more])
    }
    const first = await payoutOf('first', 'hotspot,amount\nh1,1.5\n', JANUARY, ['--first'])
    const previous = ['--previous', join(folder, 'first.json')]
    const second = await payoutOf('second', 'hotspot,amount,name\nh1,0.01,Roof\nh2,2,Mast\n', FEBRUARY, previous)
    expect(second.json).toMatchObject({
      previousRoot: first.json.root,
      totals: { previousBaseUnits: '100', periodBaseUnits: '134', cumulativeBaseUnits: '234' },
    })
    expect((await run(['verify', join(folder, 'second.json')])).json).toMatchObject({ holds: true })
    const again = await payoutOf('again', 'hotspot,amount\nh1,1.5\n', JANUARY, previous)
    expect(again).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('payout.paid-already') })
  })

  it('uses the groups of an agreements file, and refuses a group without hotspots', async () => {
    const rewards = await file('r.csv', 'hotspot,amount\nh1,1\nh2,1\n')
    const document = (hotspots: string[]) => ({
      format: 'commonmast-agreements-v1',
      members: [
        { id: 'ada', name: 'Ada', address: ADA },
        { id: 'bo', name: 'Bo', address: null },
      ],
      groups: [{ name: 'north', hotspots }],
      agreements: [
        { id: 'n', name: 'North', scope: { kind: 'group', group: 'north' }, shares: [{ memberId: 'bo', percent: '100' }] },
        { id: 'd', name: 'Rest', scope: { kind: 'default' }, shares: [{ memberId: 'ada', percent: '100' }] },
      ],
    })
    const options = ['--rewards', rewards, '--symbol', 'T', '--decimals', '0', '--out', join(folder, 's.json'), ...JANUARY]
    const some = await run(['split', ...options, '--agreements', await file('a.json', JSON.stringify(document(['h2'])))])
    expect(some.json).toMatchObject({ totals: { paidBaseUnits: '1', heldBaseUnits: '1' }, unusedAgreements: [] })
    const other = await run(['split', ...options, '--agreements', await file('c.json', JSON.stringify(document(['h9'])))])
    expect(other.json).toMatchObject({ unusedAgreements: ['North'] })
    const none = await run(['split', ...options, '--agreements', await file('b.json', JSON.stringify(document([])))])
    expect(none).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('split.empty-group') })
  })
})

describe('output files', () => {
  it('are never written over their inputs, not even through a link', async () => {
    const agreements = await file('agreements.csv', agreementsText)
    const link = join(folder, 'link.csv')
    await symlink(agreements, link)
    for (const out of [agreements, link]) {
      const refused = await run(['split', '--rewards', WEATHERXM, '--agreements', agreements, '--out', out])
      expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('output.is-input') })
    }
    expect(await readFile(agreements, 'utf8')).toBe(agreementsText)
  })

  it('keep what --out names in its place: a pipe stays a pipe, a link stays a link', async () => {
    const agreements = await file('agreements.csv', agreementsText)
    const options = ['--agreements', agreements, '--symbol', 'T', '--decimals', '0', ...JANUARY]
    const rewards = await file('r.csv', 'hotspot,amount\nh1,10\n')
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    const reading = readFile(pipe, 'utf8')
    expect(await run(['split', '--rewards', rewards, ...options, '--out', pipe])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(splitFileSchema.parse(JSON.parse(await reading)).totals.totalBaseUnits).toBe('10')
    expect((await lstat(pipe)).isFIFO()).toBe(true)

    const [real, link] = [await file('real.json', 'before'), join(folder, 'link.json')]
    await symlink(real, link)
    expect(await run(['split', '--rewards', rewards, ...options, '--out', link])).toMatchObject({ exitCode: 0 })
    expect((await lstat(link)).isSymbolicLink()).toBe(true)
    expect(await run(['verify', real])).toMatchObject({ exitCode: 0 })
  })

  it('are not half written when the input is bad, and need a folder', async () => {
    const agreements = await file('agreements.csv', 'hotspot,member,percent,address\n*,ada,99,\n')
    const out = join(folder, 'split.json')
    const refused = await run(['split', '--rewards', WEATHERXM, '--agreements', agreements, '--out', out])
    expect(refused).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringMatching(/add up to 99 %.*line 2/) })
    expect(await readdir(folder)).toEqual(['agreements.csv'])
    expect((await splitWeatherxm(join(folder, 'no/split.json'))).stderr).toContain('output.no-folder')
    expect((await splitWeatherxm(folder)).stderr).toContain('output.is-directory')
  })
})

describe('bad input', () => {
  it('gives one sentence with what to do, and exit code 1', async () => {
    const binary = join(folder, 'binary.json')
    await writeFile(binary, new Uint8Array([0, 255, 1, 2]))
    const cases: [string[], RegExp][] = [
      [['verify', join(folder, 'none.json')], /There is no file .*file\.not-found/],
      [['verify', binary], /file\.binary/],
      [['verify', await file('broken.json', '{"format":')], /line 1.*json\.broken/],
      [['verify', await file('other.json', '{"format":"commonmast-other-v1"}')], /verify\.unknown-format/],
      [['verify', WEATHERXM], /json\.not-a-document/],
      [['inspect', await file('x.json', '{}')], /no known format/],
    ]
    for (const [argv, words] of cases) {
      const { exitCode, stderr } = await run(argv)
      expect(stderr).toMatch(words)
      expect(exitCode).toBe(1)
      expect(stderr.trim().split('\n')).toHaveLength(1)
    }
  })

  it('names the line of a reward that cannot be used', async () => {
    const agreements = await file('agreements.csv', agreementsText)
    const rewards = await file('r.csv', 'hotspot,amount\nh1,1\nh2,-1\nh1,2\n')
    const options = ['--agreements', agreements, '--out', join(folder, 's.json'), '--symbol', 'T', '--decimals', '0']
    const { exitCode, stderr } = await run(['split', '--rewards', rewards, ...options])
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/negative.*and 1 more.*line 3 field amount/)
  })
})

describe('wrong usage', () => {
  it('shows the commands and exits with 2', async () => {
    for (const argv of [
      [],
      ['frobnicate'],
      ['verify'],
      ['verify', 'a', 'b'],
      ['split', '--rewards', 'x'],
      ['split', '--nonsense', 'x'],
      ['payout', '--split', 'x', '--out', 'y', '--method', 'safe'],
      ['payout', '--split', 'x', '--out', 'y', '--method', 'merkle', '--chain-id', '1'],
    ]) {
      const { exitCode, stderr, stdout } = await run(argv)
      expect(exitCode).toBe(2)
      expect(stderr).toMatch(/cli\.usage[\s\S]*Usage:[\s\S]*inspect[\s\S]*split[\s\S]*payout[\s\S]*verify[\s\S]*calc/)
      expect(stdout).toBe('')
    }
    const ambiguous = await run(['payout', '--split', 'x', '--out', 'y', '--method', 'merkle', '--nonce', '-1'])
    expect(ambiguous.stderr.split('\n')[0]).toMatch(/--nonce.*\[cli\.usage\]$/)
    let help = ''
    const io = { stdin: async () => '', stdout: (text: string) => (help += text), stderr: () => {} }
    expect(await runCli(['--help'], io)).toBe(0)
    expect(help).toContain('Usage:')
  })
})

describe('calc', () => {
  it.each(['reward_largest_remainder', 'evm_openzeppelin_standard_merkle_tree'])('prints %s as published', async (name) => {
    const text = readFixtureText(`vectors/${name}.json`)
    const { exitCode, json, stderr } = await run(['calc', name], text)
    expect(stderr).toBe('')
    expect(exitCode).toBe(0)
    expect(json).toEqual(JSON.parse(text))
  })

  it('lists the known names for an unknown one, and refuses what is not JSON', async () => {
    const unknown = await run(['calc', 'toString'])
    expect(unknown).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('reward_largest_remainder, evm_openzeppelin') })
    const broken = await run(['calc', 'reward_largest_remainder'], '{')
    expect(broken).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('json.broken') })
    const bad = await run(['calc', 'reward_largest_remainder'], '[{"id":"odd","total":"x","weights":[]}]')
    expect(bad).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('case odd: total') })
  })
})
