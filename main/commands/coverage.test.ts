import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { paintPlainly } from '#core/coverage/paintPlainly'
import { readRadioProfile } from '#core/coverage/readRadioProfile'
import { fixturePath } from '../../fixtures/readFixture'
import { runCommand } from './testing/runCommand'

const TTN = fixturePath('data/ttn_gateways.csv')
const link = {
  model: 'hata',
  environment: 'suburban',
  frequencyMhz: 868,
  txPowerDbm: 14,
  antennaGainDbi: 3,
  antennaHeightM: 30,
  receiverHeightM: 1.5,
  sensitivityDbm: -110,
  maxDistanceM: 9000,
}
const fleetText = 'key,lat,lng\na,47.37,8.54\nb,47.40,8.60\nc,,\n'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-coverage-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

async function run(argv: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const { exitCode, stdout, stderr } = await runCommand(argv)
  return { exitCode, stdout, stderr }
}

async function paint(changes: { fleet?: string; profile?: unknown; res?: string } = {}) {
  const fleet = changes.fleet ?? (await file('fleet.csv', fleetText))
  const profile = await file('profile.json', changes.profile ?? link)
  const out = join(folder, 'out.csv')
  return run(['coverage', '--fleet', fleet, '--profile', profile, '--res', changes.res ?? '8', '--out', out])
}

describe('coverage', () => {
  it('writes what the plain loop finds, in H3 order', async () => {
    const { exitCode, stdout } = await paint()
    expect(exitCode).toBe(0)
    const [header, ...rows] = (await readFile(join(folder, 'out.csv'), 'utf8')).trimEnd().split('\n')
    expect(header).toBe('h3,bestDbm,secondDbm,servers')
    expect(JSON.parse(stdout)).toMatchObject({ cells: rows.length, sites: 2, withoutLocation: 1, resolution: 8 })
    const { profile } = readRadioProfile(link)
    const sites = [
      { lat: 47.37, lng: 8.54, profile: 0 },
      { lat: 47.4, lng: 8.6, profile: 0 },
    ]
    const plain = paintPlainly(8, [profile], sites, 2)
    expect(rows.map((row) => row.split(',')[0])).toEqual([...plain.keys()].sort())
    for (const row of rows) {
      const [h3 = '', best, second, servers] = row.split(',')
      const expected = plain.get(h3)
      expect(servers).toBe(String(expected?.servers))
      expect(best).toMatch(/^-\d+\.\d{3}$/)
      expect(Math.abs(Number(best) - (expected?.bestDbm ?? 0))).toBeLessThan(0.01)
      if (servers === '1') expect(second).toBe('')
      else expect(Math.abs(Number(second) - (expected?.secondDbm ?? 0))).toBeLessThan(0.01)
    }
  })

  it('reads any fleet file, and warns outside the model without failing', async () => {
    const { exitCode, stdout, stderr } = await paint({ fleet: TTN, profile: { ...link, frequencyMhz: 2400 }, res: '6' })
    expect(exitCode).toBe(0)
    expect(stderr).toContain('2400')
    expect(JSON.parse(stdout).warnings).not.toHaveLength(0)
    expect(JSON.parse(stdout).cells).toBeGreaterThan(10)
  })

  it.each([
    ['field maxDistanceM', { profile: { ...link, maxDistanceM: -1 } }],
    ['field frequencyMhz', { profile: { ...link, frequencyMhz: 0.868 } }],
    ['field model', { profile: { ...link, model: undefined } }],
    ['coverage.too-many-cells', { res: '15', profile: { ...link, sensitivityDbm: -160 } }],
  ])('refuses what cannot be used and writes nothing: %s', async (named, changes) => {
    const { exitCode, stdout, stderr } = await paint(changes)
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toContain(named)
    expect((await readdir(folder)).sort()).toEqual(['fleet.csv', 'profile.json'])
  })

  it('refuses a fleet without any position', async () => {
    const fleet = await file('nowhere.csv', 'key,lat,lng\na,,\n')
    const { exitCode, stderr } = await paint({ fleet })
    expect(exitCode).toBe(1)
    expect(stderr).toContain('coverage.no-sites')
  })

  it.each([[['--res', '16']], [['--res', 'nine']], [[]]])('shows its usage: %j', async (res) => {
    const fleet = await file('fleet.csv', fleetText)
    const profile = await file('profile.json', link)
    const { exitCode, stderr } = await run([
      'coverage',
      '--fleet',
      fleet,
      '--profile',
      profile,
      '--out',
      join(folder, 'o'),
      ...res,
    ])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Usage')
  })
})
