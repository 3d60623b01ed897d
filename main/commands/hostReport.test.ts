import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCommand } from './testing/runCommand'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-hosts-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function run(argv: string[]) {
  const { exitCode, stdout, stderr } = await runCommand(argv)
  return { exitCode, stderr, stdout }
}

it('[HR1] [HR2] reports hosts from splits, and needs days and splits', async () => {
  const [rewards, agreements, out] = ['rewards.csv', 'agreements.json', 'split.json'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  await writeFile(rewards, 'hotspot,amount\nh1,6200\nh2,6200\n')
  const file = {
    format: 'commonmast-agreements-v2',
    members: ['ada', 'ben'].map((id) => ({ id, name: id })),
    agreements: [
      {
        ...{ id: 'd', name: 'Hosts', scope: { kind: 'default' } },
        stages: [{ id: 's', kind: 'remainder', shares: [{ install: 'host', parts: '1' }] }],
      },
    ],
    installs: [
      { hotspotKey: 'h1', hostId: 'ada', from: '2025-12-01', to: '2026-01-11' },
      { hotspotKey: 'h1', hostId: 'ben', from: '2026-01-11' },
      { hotspotKey: 'h2', hostId: 'ada', from: '2025-12-01' },
    ],
  }
  await writeFile(agreements, JSON.stringify(file))
  const days = ['--from', '2026-01-01', '--to', '2026-01-31']
  const table = ['--symbol', 'WXM', '--decimals', '6', '--unit', 'base', '--network', 'weatherxm']
  const split = await run(['split', '--rewards', rewards, '--agreements', agreements, '--out', out, ...days, ...table])
  expect([split.exitCode, split.stderr]).toEqual([0, ''])
  const report = await run(['host-report', '--split', out, ...days])
  expect(report.exitCode).toBe(0)
  expect(JSON.parse(report.stdout).hosts).toMatchObject([
    { hostId: 'ada', hotspots: 2, hotspotDays: 41, periods: [{ asHostBaseUnits: '8200', asHost: '0.0082' }] },
    { hostId: 'ben', hotspots: 1, hotspotDays: 21, periods: [{ asHostBaseUnits: '4200' }] },
  ])
  expect((await run(['host-report', ...days])).exitCode).toBe(2)
  expect((await run(['host-report', '--split', agreements, ...days])).exitCode).toBe(1)
})
