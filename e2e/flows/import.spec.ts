import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fixturePath } from '../../fixtures/readFixture'
import { expect, test } from './consoleTest'

test('the Helium fleet comes in without questions, and goes out again by undo', async ({ app }) => {
  const { page } = app
  await page.getByLabel('Fleet file').setInputFiles(fixturePath('data/helium_explorer_hotspots_2020-10-26.csv'))
  const drawer = page.getByRole('dialog', { name: 'Import a file' })
  await expect(drawer.getByText('Helium explorer hotspots · 3,640 rows')).toBeVisible()
  await drawer.getByRole('button', { name: 'Import 3,640 hotspots' }).click()
  await expect(drawer.getByText('3,640 hotspots imported', { exact: true })).toBeVisible()

  await drawer.getByRole('button', { name: 'Undo this import' }).click()
  await expect(drawer.getByText('The import was undone')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Try the demo cooperative' })).toBeVisible()
})

test('both TTN exports are the same gateways: the second only replaces', async ({ app }) => {
  const first = await app.importFile(fixturePath('data/ttn_gateways.csv'))
  expect(first).toMatchObject({ New: 134, Changed: 0, 'Here already': 0, Problems: 0 })
  const second = await app.importFile(fixturePath('data/ttn_gateways.geojson'))
  expect(second.New).toBe(0)
  expect((second.Changed ?? 0) + (second['Here already'] ?? 0)).toBe(134)
  expect(second.Problems).toBe(0)
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

test('a binary file is refused in one sentence and nothing is written', async ({ app, running }) => {
  const path = join(running.dataDir, 'photo.csv')
  await writeFile(path, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0xff, 0xfe]))
  const { page } = app
  await page.getByLabel('Fleet file').setInputFiles(path)
  await expect(page.getByRole('dialog', { name: 'Import a file' }).getByRole('alert')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('No changes yet')).toBeVisible()
})
