/** Periods that follow each other: agreements of several stages, and what is held and paid later. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Download } from '@playwright/test'
import { verifySplit } from '#core/rewards/verifySplit'
import { verifyStatement } from '#core/statements/sealed/verifyStatement'
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

  const first = await new SplitPage(app).split('January', async () => {
    await expect(page.getByText('Reserve Storm damage', { exact: true })).toBeVisible()
  })
  expect(verifySplit(first)).toEqual([])
  await expect(page.getByRole('row', { name: /Held Bo 0 HNT 30 HNT 30 HNT/ })).toBeVisible()
  await page.getByRole('button', { name: 'Close without paying yet' }).click()
  await expect(page.getByText('This period is closed.')).toBeVisible()
  await savesStatements(app)

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

/** The statement of Bo, to whom January gave 30 HNT that are held: to verify, and as PDF and CSV. */
async function savesStatements(app: ConsolePage): Promise<void> {
  const { page } = app
  await page.getByRole('link', { name: 'Statements' }).click()
  await expect(page.getByRole('row', { name: /^Bo 30 HNT 0 HNT 30 HNT/ })).toBeVisible()
  await page.getByRole('button', { name: 'Statement of Bo' }).click()
  await expect(page.getByRole('row', { name: /Held, cannot be paid yet no address.* -30 HNT/ })).toBeVisible()
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
}
