/** Periods that follow each other: agreements of several stages, and what is held and paid later. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { verifySplit } from '#core/rewards/verifySplit'
import { SplitPage } from '../pages/SplitPage'
import { expect, test } from './consoleTest'

const agreements = {
  format: 'commonmast-agreements-v2',
  members: [
    { id: 'ada', name: 'Ada', address: '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7' },
    { id: 'bo', name: 'Bo', address: null },
    { id: 'fund', name: 'Fund', address: '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C' },
  ],
  agreements: [
    {
      name: 'Harbour',
      scope: { kind: 'default' },
      stages: [
        { id: 'storm', kind: 'reserve', reserve: 'Storm damage', percent: '10', until: { baseUnits: '2000000000' } },
        {
          id: 'mast',
          kind: 'until-recouped',
          to: { memberId: 'ada', role: 'investor' },
          upToPercent: '50',
          cost: { baseUnits: '6000000000' },
        },
        {
          id: 'rest',
          kind: 'remainder',
          shares: [
            { memberId: 'bo', role: 'host', parts: '2' },
            { memberId: 'fund', role: 'cooperative', parts: '1' },
          ],
        },
      ],
    },
  ],
}

test('a period goes on from the one before: reserve, recoup and what was held', async ({ app, running }) => {
  const { page } = app
  const file = async (name: string, text: string) => {
    const path = join(running.dataDir, name)
    await writeFile(path, text)
    return path
  }
  const rewards = (month: string, amounts: string[]) =>
    ['hotspot,amount,token,date', ...amounts.map((amount, at) => `mast-${at + 1},${amount},HNT,2026-${month}-15`)].join('\n')
  await app.importFile(await file('agreements.json', JSON.stringify(agreements)))
  await app.importFile(await file('january.csv', rewards('01', ['60', '40'])))
  await app.importFile(await file('february.csv', rewards('02', ['50', '50'])))

  const first = await new SplitPage(app).split('January', async () => {
    await expect(page.getByText('Reserve Storm damage', { exact: true })).toBeVisible()
  })
  expect(verifySplit(first)).toEqual([])
  await expect(page.getByRole('row', { name: /Held Bo 0 HNT 30 HNT 30 HNT/ })).toBeVisible()
  await page.getByRole('button', { name: 'Close without paying yet' }).click()
  await expect(page.getByText('This period is closed.')).toBeVisible()

  await app.goTo('Coop')
  await page.getByRole('button', { name: 'Change Bo' }).click()
  await page.getByRole('dialog').getByLabel('Address').fill('0x8ba1f109551bD432803012645Ac136ddd64DBA72')
  await page.getByRole('button', { name: 'Save member' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })

  const second = await new SplitPage(app).split('February')
  expect(verifySplit(second)).toEqual([])
  if (second.format !== 'commonmast-split-v3') throw new Error('A split is made in version 3')
  const of = (id: string) => second.members.find((member) => member.id === id)
  expect(of('bo')).toMatchObject({ fromHeldBaseUnits: '3000000000', status: 'paid', heldBaseUnits: '0' })
  // 60 were laid out: 45 came back in January, and the rest does now.
  expect(of('ada')).toMatchObject({ paidBaseUnits: '1500000000' })
  expect(second.totals.closing).toMatchObject({ reserve: '2000000000', held: '0' })
  await expect(page.getByText('Since the beginning')).toBeVisible()
})

const hosted = {
  ...agreements,
  agreements: [
    {
      name: 'Hosts',
      scope: { kind: 'default' },
      stages: [
        { id: 'rent', kind: 'fixed', to: { memberId: 'fund' }, amount: { fiat: '2.50', currency: 'EUR' }, whenShort: 'carry' },
        { id: 'rest', kind: 'remainder', shares: [{ install: 'host', parts: '1' }] },
      ],
    },
  ],
  installs: [
    { hotspotKey: 'mast-1', hostId: 'ada', from: '2025-12-01', to: '2026-01-15T06:00:00Z' },
    { hotspotKey: 'mast-1', hostId: 'bo', from: '2026-01-15T06:00:00Z' },
    { hotspotKey: 'mast-2', hostId: 'ada', from: '2025-12-01' },
  ],
  minimumPayoutBaseUnits: '100',
}

test('a period is split by the installs, the price and the advance that are kept for it', async ({ app, running }) => {
  const { page } = app
  const [rewardsPath, agreementsPath] = [join(running.dataDir, 'january.csv'), join(running.dataDir, 'hosted.json')]
  await writeFile(rewardsPath, 'hotspot,amount,token,date\nmast-1,60,HNT,2026-01-15\nmast-2,40,HNT,2026-01-15\n')
  await writeFile(agreementsPath, JSON.stringify(hosted))
  await app.importFile(rewardsPath)
  await app.importFile(agreementsPath, async () => {
    await page.getByRole('combobox', { name: 'Period' }).click()
    await page.getByRole('option', { name: /^January/ }).click()
  })

  await app.goTo('Split')
  await page.getByRole('button', { name: 'Choose January', exact: true }).click()
  await expect(page.getByText('state the price of HNT in EUR')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Go to split' })).toBeDisabled()
  await page.getByRole('button', { name: 'State the price in EUR' }).click()
  await page.getByLabel('EUR for one HNT').fill('2.00')
  await page.getByLabel('Source').fill('exchange, daily close')
  await page.getByRole('button', { name: 'Save price' }).click()
  await page.getByRole('button', { name: 'Add entry' }).click()
  await page.getByRole('combobox', { name: 'Member' }).click()
  await page.getByRole('option', { name: 'Ada' }).click()
  await page.getByLabel('Amount in HNT').fill('1.5')
  await page.getByRole('button', { name: 'Save entry' }).click()
  await expect(page.getByRole('table', { name: 'Advances and payments from reserves' })).toContainText('1.5 HNT')
  await expect(page.getByRole('button', { name: 'Go to split' })).toBeEnabled()
  await app.goTo('Coop')

  const split = await new SplitPage(app).split('January')
  if (split.format !== 'commonmast-split-v3') throw new Error('A split is made in version 3')
  expect(verifySplit(split)).toEqual([])
  expect(split).toMatchObject({ prices: [{ currency: 'EUR', price: '2.00' }], entries: [{ baseUnits: '150000000' }] })
  expect([split.installs.length, split.minimumPayoutBaseUnits]).toEqual([3, '100'])
  // A quarter of mast-1 and all of mast-2, less the rent of 1.25 HNT.
  expect(split.members.find(({ id }) => id === 'ada')).toMatchObject({
    amountBaseUnits: '5375000000',
    deductedBaseUnits: '150000000',
  })
  await app.goTo('Coop')
  await page.getByRole('button', { name: 'Show what hosts hosted and got' }).click()
  await page.getByLabel('From', { exact: true }).fill('2026-01-15')
  await expect(page.getByRole('table', { name: 'Hosts' }).getByRole('row', { name: /Ada/ })).toContainText('53.75 HNT')
})
