import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hotspot, Period } from '#core/model/records'
import { fixturePath } from '../../fixtures/readFixture'
import type { ConsolePage } from '../pages/ConsolePage'
import { readRecords } from '../pages/readRecords'
import { expect, test } from './consoleTest'

test('the Helium fleet comes in without questions, and goes out again by undo', async ({ app }) => {
  const { page } = app
  await page.getByLabel('Fleet file').setInputFiles(fixturePath('data/helium_explorer_hotspots_2020-10-26.csv'))
  const drawer = page.getByRole('dialog', { name: 'Import a file' })
  await expect(drawer.getByText('Helium explorer hotspots · 3,640 rows')).toBeVisible()
  await drawer.getByRole('button', { name: 'Import 3,640 hotspots' }).click()
  await expect(drawer.getByText('3,640 hotspots imported', { exact: true })).toBeVisible()

  await drawer.getByRole('button', { name: 'Undo this import' }).click()
  const dialog = page.getByRole('dialog', { name: 'Undo “Import of helium_explorer_hotspots_2020-10-26.csv”?' })
  await expect(dialog.getByRole('region', { name: 'Will be taken back' })).toContainText('3,640 hotspots will be removed')
  await expect(dialog.getByRole('button', { name: 'Undo this' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Undo this' }).click()
  await expect(drawer.getByText('The import was undone')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Try the demo cooperative' })).toBeVisible()
})

test('both TTN exports are the same gateways: the second changes nothing, and nothing is written', async ({ app }) => {
  const first = await app.importFile(fixturePath('data/ttn_gateways.csv'))
  expect(first).toMatchObject({ New: 134, Changed: 0, 'Here already': 0, Problems: 0 })
  const operations = await operationsOf(app)
  const second = await app.importFile(fixturePath('data/ttn_gateways.geojson'), async () => {
    await expect(app.page.getByText('Everything in this file is here already', { exact: true })).toBeVisible()
  })
  expect(second).toMatchObject({ New: 0, Changed: 0, 'Here already': 134, Problems: 0 })
  expect(await operationsOf(app)).toBe(operations)
})

test('a plain table of rewards comes in once its token and what only a person knows are said', async ({ app, running }) => {
  const { page } = app
  const path = join(running.dataDir, 'january.csv')
  await writeFile(path, 'hotspot,amount\nmast-1,1.5\nmast-1,1.5\nmast-2,3\nTotal,6\n')
  await page.getByLabel('Fleet file').setInputFiles(path)
  const drawer = page.getByRole('dialog', { name: 'Import a file' })
  await expect(drawer.getByText('A table of rewards · 4 rows')).toBeVisible()
  await drawer.getByLabel('Token', { exact: true }).fill('HNT')
  await drawer.getByLabel('Decimals of the token').fill('8')
  await drawer.getByRole('button', { name: 'Read the amounts' }).click()
  await expect(drawer.getByText('Line 3 mast-1,1.5')).toBeVisible()
  await expect(drawer.getByText('Line 5 Total,6')).toBeVisible()
  await drawer.getByLabel('First day').fill('2026-01-01')
  await drawer.getByLabel('Last day').fill('2026-01-31')
  const button = drawer.getByRole('button', { name: 'Import 2 rewards' })
  await expect(button).toBeDisabled()
  await drawer.getByLabel('They are several payments: add them up').check()
  await drawer.getByLabel('It is a total: leave it out').check()
  await button.click()
  await expect(drawer.getByText('2 rewards imported', { exact: true })).toBeVisible()
  const [period] = (await readRecords(page)).periods as Period[]
  expect(period).toMatchObject({ totalBaseUnits: '600000000', token: { symbol: 'HNT', decimals: 8 } })
})

test('Today says first what undoing an import leaves, and the latest import goes by Ctrl+Z', async ({ app, running }) => {
  const { page } = app
  const first = join(running.dataDir, 'first.csv')
  const second = join(running.dataDir, 'second.csv')
  await writeFile(first, 'id,name,lat,lng\nm1,Mast 1,50.06,19.94\nm2,Mast 2,50.07,19.95\n')
  await writeFile(second, 'id,name,lat,lng\nm1,Mast 1,50.06,19.94\nm3,Mast 3,50.08,19.96\n')
  await app.importFile(first)
  await app.importFile(second)
  await app.goTo('Today')
  await page.getByRole('button', { name: 'Undo: Import of first.csv' }).click()
  const dialog = page.getByRole('dialog', { name: 'Undo “Import of first.csv”?' })
  await expect(dialog.getByRole('region', { name: 'Will be taken back' })).toContainText('1 hotspot will be removed: Mast 2')
  await expect(dialog.getByRole('region', { name: 'Will stay' })).toContainText(
    '1 hotspot will stay (in a file that was imported later, too): Mast 1',
  )
  await dialog.getByRole('button', { name: 'Undo this' }).click()
  await expect(page.getByText('Import of first.csv undone')).toBeVisible()
  expect(await hotspotNames(app)).toEqual(['Mast 1', 'Mast 3'])
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Import of second.csv undone')).toBeVisible()
  expect(await hotspotNames(app)).toEqual(['Mast 1'])
})

test('any table comes in after its columns are named, with problems by line', async ({ app, running }) => {
  const path = join(running.dataDir, 'masts.csv')
  await writeFile(path, 'Asset;Breite;Länge\nmast-1;50.06;19.94\nmast-2;95.1;19.95\nmast-3;50.07;19.96\n')
  const { page } = app
  await page.getByLabel('Fleet file').setInputFiles(path)
  const drawer = page.getByRole('dialog', { name: 'Import a file' })
  for (const [column, header] of [
    ['Key (needed)', 'Asset'],
    ['Latitude', 'Breite'],
    ['Longitude', 'Länge'],
  ] as const) {
    const select = drawer
      .getByRole('combobox', { name: column })
      .or(drawer.getByRole('textbox', { name: column }))
      .first()
    if ((await select.inputValue()) === header) continue
    await select.click()
    await page.getByRole('option', { name: header, exact: true }).click()
  }
  await expect(drawer.getByRole('button', { name: 'Import 2 hotspots' })).toBeEnabled()
  await expect(drawer.getByRole('cell', { name: '3', exact: true })).toBeVisible()
  await drawer.getByRole('button', { name: 'Import 2 hotspots' }).click()
  await expect(drawer.getByText('2 hotspots imported', { exact: true })).toBeVisible()
})

test('a table of 20,000 columns is shown without drawing them all, and its last column can be named', async ({
  app,
  running,
}) => {
  const columns = Array.from({ length: 20_000 }, (_, at) => `Spalte ${at}`)
  const row = columns.map((_, at) => (at < 2 ? '50.06' : at === 19_999 ? 'x'.repeat(5_000) : `cell ${at}`))
  const path = join(running.dataDir, 'wide.csv')
  await writeFile(path, `${columns.join(';')}\n${row.join(';')}\n`)
  const { page } = app
  await page.getByLabel('Fleet file').setInputFiles(path)
  const drawer = page.getByRole('dialog', { name: 'Import a file' })
  await expect(drawer.getByRole('columnheader', { name: 'Spalte 0', exact: true })).toBeVisible()
  expect(await drawer.locator('*').count()).toBeLessThan(1_500)
  await expect(drawer.getByText('Values are shown of the first 1,000 of 20,000 columns.')).toBeVisible()
  const key = drawer
    .getByRole('combobox', { name: 'Key (needed)' })
    .or(drawer.getByRole('textbox', { name: 'Key (needed)' }))
    .first()
  await key.click()
  await expect(page.getByRole('option', { name: '19,950 more: type a part of the name' })).toBeVisible()
  await key.fill('19999')
  await page.getByRole('option', { name: 'Spalte 19999', exact: true }).click()
  await expect(key).toHaveValue('Spalte 19999')
  // Far to the right only what is in view is drawn.
  const rows = drawer.getByLabel('First rows of the file')
  await rows.evaluate((viewport) => {
    viewport.scrollLeft = viewport.scrollWidth
  })
  await expect(drawer.getByRole('columnheader', { name: 'Spalte 19999', exact: true })).toBeVisible()
  expect(await drawer.locator('*').count()).toBeLessThan(1_500)
})

test('too many columns are refused in one sentence', async ({ app, running }) => {
  const path = join(running.dataDir, 'wider.csv')
  await writeFile(path, `${Array.from({ length: 100_000 }, (_, at) => at).join(',')}\n`)
  await app.page.getByLabel('Fleet file').setInputFiles(path)
  const drawer = app.page.getByRole('dialog', { name: 'Import a file' })
  await expect(drawer.getByRole('alert')).toContainText('more than 50,000 columns')
})

test('thousands of problems and a cut last line are told without drawing them all', async ({ app, running }) => {
  const path = join(running.dataDir, 'wrong.csv')
  const wrong = Array.from({ length: 5_000 }, (_, at) => `mast-${at},95,19.94\n`)
  await writeFile(path, `key,lat,lng\n${wrong.join('')}mast-ok,50.07,19.9`)
  await app.page.getByLabel('Fleet file').setInputFiles(path)
  const drawer = app.page.getByRole('dialog', { name: 'Import a file' })
  await expect(drawer.getByRole('button', { name: 'Import 1 hotspot' })).toBeEnabled()
  await expect(drawer.getByText('Line 5002 is the last and does not end as the lines before it do')).toBeVisible()
  expect(await drawer.locator('*').count()).toBeLessThan(1_500)
  await drawer.getByLabel('Problems by line').evaluate((viewport) => {
    viewport.scrollTop = viewport.scrollHeight
  })
  await expect(drawer.getByRole('cell', { name: '501', exact: true })).toBeVisible()
})

test('a binary file is refused in one sentence and nothing is written', async ({ app, running }) => {
  const path = join(running.dataDir, 'photo.csv')
  await writeFile(path, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0xff, 0xfe]))
  const { page } = app
  await page.getByLabel('Fleet file').setInputFiles(path)
  await expect(page.getByRole('dialog', { name: 'Import a file' }).getByRole('alert')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('No changes yet')).toBeVisible()
})

/** How many operations the log holds. */
async function operationsOf(app: ConsolePage): Promise<number> {
  const entries = (await readRecords(app.page)).operations as { count: number }[]
  return entries.reduce((sum, { count }) => sum + count, 0)
}

async function hotspotNames(app: ConsolePage): Promise<string[]> {
  return ((await readRecords(app.page)).hotspots as Hotspot[]).map(({ name }) => name)
}
