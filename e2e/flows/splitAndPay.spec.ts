import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { verifyPayout } from '#core/payout/verifyPayout'
import { periodOf } from '#core/rewards/splitFile'
import { verifySplit } from '#core/rewards/verifySplit'
import { fixturePath } from '../../fixtures/readFixture'
import { PayPage } from '../pages/PayPage'
import { SplitPage } from '../pages/SplitPage'
import { readRewardKeys } from '../tour/readRewardKeys'
import { tourAgreements } from '../tour/tourAgreements'
import { expect, test } from './consoleTest'

const REWARDS = fixturePath('data/weatherxm_beta_rewards_table.csv')

test('5,166 rewards are split exactly, and the payout signed by the Ledger that the signature names', async ({
  app,
  running,
}) => {
  const agreements = join(running.dataDir, 'agreements.json')
  await writeFile(agreements, JSON.stringify(tourAgreements(await readRewardKeys(REWARDS))))
  await app.importFile(agreements)
  await app.importFile(REWARDS)

  const split = await new SplitPage(app).split('Weatherxm beta rewards table')
  expect(split.rows).toHaveLength(5_166)
  expect(verifySplit(split)).toEqual([])
  const { totalBaseUnits, paidBaseUnits, heldBaseUnits, dustBaseUnits } = split.totals
  expect(BigInt(heldBaseUnits)).toBeGreaterThan(0n)
  expect(BigInt(totalBaseUnits)).toBe(BigInt(paidBaseUnits) + BigInt(heldBaseUnits) + BigInt(dustBaseUnits))

  const pay = new PayPage(app)
  await pay.prepare(periodOf(split).name)
  const payout = await pay.sign()
  expect(await verifyPayout(payout)).toEqual([])
  expect(payout.held.length).toBe(2)
  expect(payout.signature?.recovered).toBe('0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D')
  expect(payout.signature?.simulated).toBe(true)
})
