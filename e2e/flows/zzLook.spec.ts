import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SplitPage } from '../pages/SplitPage'
import { expect, test } from './consoleTest'

test('unseen', async ({ app, running }) => {
  test.setTimeout(240_000)
  const { page } = app
  const shoot = async (name: string) => {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      const [width, height] = scheme === 'light' ? [1280, 800] : [1920, 1080]
      await page.setViewportSize({ width, height })
      await page.waitForTimeout(400)
      await page.screenshot({ path: `/tmp/shots/un-${name}-${scheme}.png` })
    }
    await page.setViewportSize({ width: 1280, height: 800 })
  }
  const file = async (name: string, text: string) => {
    const path = join(running.dataDir, name)
    await writeFile(path, text)
    return path
  }
  await app.importFile(await file('fleet.csv', 'id,name,lat,lng\nmast-1,Pier,47.37,8.54\nmast-2,Hill,47.38,8.55\n')).catch(() => {})
  await app.importFile(
    await file('agreements.json', JSON.stringify({
      format: 'commonmast-agreements-v2',
      members: [
        { id: 'ada', name: 'Ada', address: '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7' },
        { id: 'bo', name: 'Bo with a rather long name of the harbour', address: '0x8ba1f109551bD432803012645Ac136ddd64DBA72' },
      ],
      agreements: [{ name: 'All', scope: { kind: 'default' }, stages: [{ id: 'r', kind: 'reserve', reserve: 'Storm', percent: '10' }, { id: 'rest', kind: 'remainder', shares: [{ install: 'host', percent: '60' }, { memberId: 'ada', percent: '40' }] }] }],
      installs: [
        { hotspotKey: 'mast-1', hostId: 'ada', place: 'Pier 3', from: '2025-12-01', to: '2026-01-15' },
        { hotspotKey: 'mast-1', hostId: 'bo', place: 'Pier 3', from: '2026-01-15' },
        { hotspotKey: 'mast-2', hostId: 'bo', from: '2025-12-01' },
      ],
    })),
  )
  const rows = (amounts: number[]) => ['hotspot,amount,token,date', ...amounts.map((amount, at) => `mast-${at + 1},${amount},HNT,2026-01-0${at + 1}`)].join('\n')
  await app.importFile(await file('january.csv', rows([60, 40])))
  await new SplitPage(app).split('January')
  await page.getByRole('button', { name: 'Close without paying yet' }).click()
  await expect(page.getByText('This period is closed.')).toBeVisible()
  await app.importFile(await file('again.csv', rows([50, 45])))
  await app.goTo('Today')
  await app.goTo('Split')
  await shoot('periods')
  await page.getByRole('button', { name: /^Choose/ }).first().click()
  await shoot('check-correction')
  await page.getByRole('button', { name: 'Go to split' }).click()
  await page.getByRole('button', { name: /^(Split [\d,]+ rewards?|Split again)$/ }).click()
  await page.getByRole('button', { name: 'Explain the split' }).click({ timeout: 60_000 })
  await page.getByRole('heading', { name: 'Where it goes' }).waitFor()
  await shoot('explain-correction')
  await page.getByRole('button', { name: 'Close the period' }).click()
  await shoot('close-correction')
  await app.goTo('Fleet')
  await page.waitForTimeout(500)
  await shoot('fleet')
  await page.getByText('Pier').first().click()
  await page.waitForTimeout(500)
  await page.getByText('Installs').first().scrollIntoViewIfNeeded()
  await page.getByRole('heading', { name: /Installs/ }).first().evaluate((e) => e.scrollIntoView({ block: 'start' }))
  await shoot('hotspot')
})
