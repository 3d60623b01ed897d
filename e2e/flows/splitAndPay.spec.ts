import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { periodOf } from '#core/rewards/splitFile'
import { verifySplit } from '#core/rewards/verifySplit'
import { checkConfirmation } from '#core/treasury/payout/checkConfirmation'
import { verifyPayoutV4 } from '#core/treasury/payout/verifyPayoutV4'
import { fixturePath } from '../../fixtures/readFixture'
import { PayPage, SIMULATED_ADDRESS } from '../pages/PayPage'
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
  await pay.prepare(periodOf(split).name, 'WXM')
  const { payout, confirmation } = await pay.sign()
  expect(await verifyPayoutV4(payout)).toEqual([])
  expect(payout.held.length).toBe(2)
  expect((await checkConfirmation(payout, confirmation)).signer).toBe(SIMULATED_ADDRESS)
  expect(confirmation.simulated).toBe(true)
})
