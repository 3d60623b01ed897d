/** Periods that follow each other: agreements of several stages, and what is held and paid later. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Download } from '@playwright/test'
import { verifyDeclaration } from '#core/agreements/verifyDeclaration'
import { verifySplit } from '#core/rewards/verifySplit'
import { verifyStatement } from '#core/statements/sealed/verifyStatement'
import { verifyVolatility } from '#core/volatility/verifyVolatility'
import type { ConsolePage } from '../pages/ConsolePage'
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
  // One mast has a place, the other is nowhere on the map.
  await app.importFile(await file('fleet.csv', 'key,name,latitude,longitude\nmast-1,Harbour mast,54.35,18.65'))
  await app.importFile(await file('agreements.json', JSON.stringify(agreements)))
  await app.importFile(await file('january.csv', rewards('01', ['60', '40'])))
  await app.importFile(await file('february.csv', rewards('02', ['50', '50'])))

  await signAndMakeFromTemplate(app)

  const first = await new SplitPage(app).split('January', async () => {
    await expect(page.getByRole('row', { name: '1. Into reserve Reserve Storm damage 10 HNT' })).toBeVisible()
    await expect(page.getByRole('row', { name: 'January mast-1 60 HNT' })).toBeVisible()
  })
  expect(verifySplit(first)).toEqual([])
  await expect(page.getByRole('row', { name: /Held Bo 0 HNT \+30 HNT 30 HNT/ })).toBeVisible()
  await page.getByRole('button', { name: 'Close without paying yet' }).click()
  await expect(page.getByText('This period is closed.')).toBeVisible()
  await page.getByRole('button', { name: 'Open it again' }).click()
  await page.getByRole('dialog').getByLabel('Why').fill('To look at it once more')
  await page.getByRole('button', { name: 'Sign and open again' }).click()
  await page.getByRole('button', { name: 'Close without paying yet' }).click()
  await expect(page.getByText('This period is closed.')).toBeVisible()
  await savesStatements(app)

  await app.goTo('Coop')
  await page.getByRole('button', { name: 'Change Bo' }).click()
  await page.getByRole('dialog').getByLabel('Address').fill('0x8ba1f109551bD432803012645Ac136ddd64DBA72')
  await page.getByRole('button', { name: 'Save member' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })

  const second = await new SplitPage(app).split('February', async () => {
    // The picture narrows to Ada by keyboard, and the tables with it.
    const flow = page.getByRole('region', { name: 'Where it goes, as a picture' })
    await flow.getByRole('button', { name: /^Ada/ }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('row', { name: '2. Until recouped Ada 15 HNT' })).toBeVisible()
    await expect(page.getByRole('row', { name: /^Fund/ })).toBeHidden()
    await expect(page.getByRole('heading', { name: '30 HNT less than in January, because' })).toBeVisible()
    await expect(page.getByText('The 60 HNT that were laid out have come back.')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('row', { name: /^Fund/ })).toBeVisible()
  })
  expect(verifySplit(second)).toEqual([])
  if (second.format !== 'commonmast-split-v3') throw new Error('A split is made in version 3')
  const of = (id: string) => second.members.find((member) => member.id === id)
  expect(of('bo')).toMatchObject({ fromHeldBaseUnits: '3000000000', status: 'paid', heldBaseUnits: '0' })
  // 60 were laid out: 45 came back in January, and the rest does now.
  expect(of('ada')).toMatchObject({ paidBaseUnits: '1500000000' })
  expect(second.totals.closing).toMatchObject({ reserve: '2000000000', held: '0' })
  await expect(page.getByText('Since the beginning')).toBeVisible()
  // Nobody closes before they see who loses by it.
  const compared = page.getByRole('region', { name: 'Compared with January' })
  await expect(compared.getByRole('row', { name: /^Ada 45 HNT 15 HNT −30 HNT/ })).toBeVisible()
  await page.getByRole('button', { name: 'Close without paying yet' }).click()
  await expect(page.getByText('This period is closed.')).toBeVisible()

  await app.goTo('Today')
  await app.goTo('Split')
  await expect(page.getByRole('row', { name: /^February .* Closed, not signed/ })).toBeVisible()
  await page.getByRole('link', { name: 'Price swings' }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Import prices of HNT' }).click()
  await (await chooser).setFiles(await file('prices.csv', 'date,price in EUR\n2026-01-15,4.2\n2026-02-15,2.1\n'))
  const report = await app.downloadBy('Save report')
  expect(await verifyVolatility(JSON.parse(report.text))).toEqual([])

  await app.goTo('Map')
  await page.getByRole('checkbox', { name: 'Rewards' }).check()
  const legend = page.getByTestId('legend-rewards')
  await expect(legend).toContainText(
    '50 HNT of rewards at 1 hotspot. 1 hotspot without a place has 50 HNT and is not on the map.',
  )
  await page.getByRole('checkbox', { name: 'As change against the last closed period' }).check()
  await expect(legend).toContainText('Change of rewards, February against January')
  await expect(legend).toContainText('−10 HNT of change at 1 hotspot.')
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

/** The statement of Bo, to whom January gave 30 HNT that are held: to verify, and as PDF and CSV. */
async function savesStatements(app: ConsolePage): Promise<void> {
  const { page } = app
  await page.getByRole('link', { name: 'Statements' }).click()
  await expect(page.getByRole('row', { name: /^Bo 30 HNT 0 HNT 30 HNT/ })).toBeVisible()
  await page.getByRole('button', { name: 'Statement of Bo' }).click()
  await expect(page.getByRole('row', { name: /Held, cannot be paid yet no address.* −30 HNT/ })).toBeVisible()
  const { fileName, text } = await app.downloadBy('Save to verify')
  expect(fileName).toBe('Bo-HNT-January.commonmast-statement.json')
  expect((await verifyStatement(JSON.parse(text))).filter(({ isNote }) => !isNote)).toEqual([])

  const downloads: Download[] = []
  page.on('download', (download) => downloads.push(download))
  await page.getByRole('button', { name: 'Save PDF and CSV' }).click()
  await expect(page.getByText('1 statement saved.').last()).toBeVisible({ timeout: 30_000 })
  await expect.poll(() => downloads.length).toBe(2)
  const saved = new Map<string, Buffer>()
  for (const download of downloads) saved.set(download.suggestedFilename(), await readFile(await download.path()))
  expect([...saved.keys()].sort()).toEqual(['Bo-January-HNT.csv', 'Bo-January-HNT.pdf'])
  expect(saved.get('Bo-January-HNT.csv')?.toString()).toContain('"Held, cannot be paid yet",-30.00000000,HNT')
  expect(saved.get('Bo-January-HNT.pdf')?.subarray(0, 5).toString()).toBe('%PDF-')
  await page.getByRole('link', { name: 'Back to the split' }).click()
  await expect(page.getByText('This period is closed.')).toBeVisible()
}

/** Ada signs the agreement; it is changed and then as it was again; agreements for two hotspots are made at once and taken back. */
async function signAndMakeFromTemplate(app: ConsolePage): Promise<void> {
  const { page } = app
  await app.goTo('Split')
  await page.getByRole('button', { name: 'Choose January', exact: true }).click()
  await page.getByRole('button', { name: 'Edit agreement Harbour' }).click()
  const flow = page.getByRole('table', { name: 'Flow of this agreement' })
  await expect(flow.getByRole('row', { name: /^Ada as investor 45 HNT/ })).toBeVisible()
  await page.getByRole('combobox', { name: 'Sign as' }).click()
  await page.getByRole('option', { name: 'Ada' }).click()
  await page.getByRole('button', { name: 'Read and sign' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ada agrees to Harbour' })
  await expect(dialog.getByText('Ada as investor gets up to 50 % of what is left, until 60 HNT came back.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Sign as Ada' }).click()
  const { text } = await app.downloadBy('Save the declaration of Ada')
  expect(verifyDeclaration(JSON.parse(text))).toEqual([])

  // The reserve after the mast: Ada gets half of all.
  await page.getByRole('button', { name: 'Move stage 1 down' }).press('Enter')
  await expect(flow.getByRole('row', { name: /^Ada as investor 50 HNT/ })).toBeVisible()
  await page.getByRole('button', { name: 'Save agreement' }).click()
  await expect(page.getByText('"Harbour" was changed since Ada signed it.')).toBeVisible()
  await page.getByRole('button', { name: 'Edit agreement Harbour' }).click()
  await page.getByRole('button', { name: 'Move stage 2 up' }).press('Enter')
  await page.getByRole('button', { name: 'Save agreement' }).click()
  await expect(page.getByText('signed by 1 of 3')).toBeVisible()

  await page.getByRole('button', { name: 'New from template' }).click()
  await page.getByRole('button', { name: /^Investor until recouped/ }).click()
  await page.getByText('One for each hotspot').click()
  await page.getByLabel('Hotspot keys').fill('mast-1\nmast-2')
  for (const [slot, member] of [
    ['Investor', 'Ada'],
    ['Cooperative', 'Fund'],
  ] as const) {
    await page.getByRole('combobox', { name: slot, exact: true }).click()
    await page.getByRole('option', { name: member, exact: true }).click()
  }
  await page.getByRole('combobox', { name: 'Cooperative for mast-2' }).click()
  await page.getByRole('option', { name: 'Bo', exact: true }).click()
  await page.getByRole('button', { name: 'Make 2 agreements' }).click()
  await expect(page.getByRole('button', { name: /^Edit agreement Investor/ })).toHaveCount(2)
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('button', { name: /^Edit agreement Investor/ })).toHaveCount(0)
  // Leaving the screen puts its steps back to the first.
  await app.goTo('Coop')
}
