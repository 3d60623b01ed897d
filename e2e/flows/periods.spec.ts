/** Periods that follow each other: agreements of several stages, and what is held and paid later. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { verifyDeclaration } from '#core/agreements/verifyDeclaration'
import { verifySplit } from '#core/rewards/verifySplit'
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
  await app.importFile(await file('agreements.json', JSON.stringify(agreements)))
  await app.importFile(await file('january.csv', rewards('01', ['60', '40'])))
  await app.importFile(await file('february.csv', rewards('02', ['50', '50'])))

  await signAndMakeFromTemplate(app)

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
