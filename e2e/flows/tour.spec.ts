import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { fixturePath } from '../../fixtures/readFixture'
import { PROGRAM_DIR } from './consoleTest'

interface TourDocument {
  fleet: object
  plan: { sites: number; gains: number[] }
  provisioning: object
  split: { total: string; paid: string; held: string; dust: string }
  payout: { signer: string; recovered: string; verified: boolean }
  screenshots: string[]
  consoleErrors: string[]
}

async function runTour(outDir: string, files: string[]): Promise<TourDocument> {
  const tool = join(PROGRAM_DIR, 'out/tools/tour.cjs')
  const { status, stderr } = spawnSync(process.execPath, [tool, '--out', outDir, ...files], {
    cwd: PROGRAM_DIR,
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return JSON.parse(await readFile(join(outDir, 'tour.json'), 'utf8'))
}

test('the tour holds with the real fleet and the real rewards', async ({ browserName: _ }, testInfo) => {
  test.setTimeout(400_000)
  const outDir = testInfo.outputPath('tour')
  const fleet = fixturePath('data/helium_explorer_hotspots_2020-10-26.csv')
  const rewards = fixturePath('data/weatherxm_beta_rewards_table.csv')
  const tour = await runTour(outDir, ['--fleet', fleet, '--rewards', rewards])
  expect(tour.fleet).toEqual({ rows: 3_640, imported: 3_640, withoutLocation: 82 })
  expect(tour.plan.gains).toHaveLength(tour.plan.sites)
  expect(tour.provisioning).toMatchObject({ identified: true, connected: true, recordSigned: true })
  expect(tour.split.total).toBe('3183477972015000000000000')
  expect(BigInt(tour.split.paid) + BigInt(tour.split.held) + BigInt(tour.split.dust)).toBe(BigInt(tour.split.total))
  expect(tour.payout).toMatchObject({ signer: tour.payout.recovered, verified: true })
  expect(tour.consoleErrors).toEqual([])
  for (const file of tour.screenshots) expect(existsSync(join(outDir, file))).toBe(true)
})

test('the tour holds with the demo cooperative alone', async ({ browserName: _ }, testInfo) => {
  test.setTimeout(400_000)
  const tour = await runTour(testInfo.outputPath('tour'), [])
  expect(tour.fleet).toEqual({ rows: 400, imported: 400, withoutLocation: 0 })
  expect(tour.payout.verified).toBe(true)
})
