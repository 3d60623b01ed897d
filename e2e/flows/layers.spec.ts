import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeArrayBuffer } from 'geotiff'
import { gridDisk, latLngToCell } from 'h3-js'
import initSqlJs from 'sql.js'
import type { ConsolePage } from '../pages/ConsolePage'
import { expect, test } from './consoleTest'

const CELLS = gridDisk(latLngToCell(50.06, 19.94, 8), 3)

async function choose(app: ConsolePage, path: string) {
  await app.page.getByLabel('Fleet file').or(app.page.getByLabel('File to import')).first().setInputFiles(path)
  return app.page.getByRole('dialog', { name: 'Import a file' })
}

test('weights come in as a layer, are listed with their total, and go again', async ({ app, running }) => {
  const { page } = app
  const path = join(running.dataDir, 'people-of-krakow.csv')
  const rows = CELLS.map((cell, at) => `${cell},${at + 0.5}`)
  await writeFile(path, `h3,population\n${rows.join('\n')}\nnowhere,7\n`)
  const drawer = await choose(app, path)
  await expect(drawer.getByText('Weights per H3 cell')).toBeVisible()
  await expect(drawer.getByRole('cell', { name: '39', exact: true })).toBeVisible()
  await expect(drawer.locator('dd').first()).toHaveText('684.5')
  await drawer.getByRole('textbox', { name: 'Name of this layer' }).fill('Kraków')
  await drawer.getByRole('button', { name: 'Import this layer' }).click()
  await expect(drawer.getByText('Kraków imported', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')

  await app.goTo('Settings')
  await page.getByRole('tab', { name: 'Data layers' }).click()
  const row = page.getByRole('row', { name: /Kraków/ })
  await expect(row).toContainText('684.5 people in 37 cells of resolution 8')
  await row.getByRole('button', { name: 'Rename Kraków' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Old town')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await page.getByRole('button', { name: 'Remove Old town' }).click()
  await page.getByRole('button', { name: 'Remove this layer' }).click()
  await expect(page.getByRole('heading', { name: 'No data layers yet' })).toBeVisible()
})

test('a GeoPackage comes in, and can be undone', async ({ app, running }) => {
  const { Database } = await initSqlJs()
  const made = new Database()
  made.run('CREATE TABLE population (h3 TEXT, population REAL)')
  for (const cell of CELLS) made.run('INSERT INTO population VALUES (?, 2)', [cell])
  const path = join(running.dataDir, 'kontur.gpkg')
  await writeFile(path, made.export())
  const drawer = await choose(app, path)
  await expect(drawer.getByText('GeoPackage with a weight per H3 cell')).toBeVisible()
  await drawer.getByRole('button', { name: 'Import this layer' }).click()
  await expect(drawer.getByText('Kontur imported', { exact: true })).toBeVisible()
  await drawer.getByRole('button', { name: 'Undo this import' }).click()
  await expect(drawer.getByText('The import was undone')).toBeVisible()
})

test('a raster in degrees is binned at the resolution asked for; one in Mollweide is refused with the reason', async ({
  app,
  running,
}) => {
  const raster = (metadata: object) =>
    Buffer.from(
      writeArrayBuffer(Float32Array.of(1, 2, 3, 4), {
        width: 2,
        height: 2,
        ModelPixelScale: [0.01, 0.01, 0],
        ModelTiepoint: [0, 0, 0, 20, 50, 0],
        GTModelTypeGeoKey: 2,
        GeographicTypeGeoKey: 4326,
        GTRasterTypeGeoKey: 1,
        ...metadata,
      }),
    )
  const degrees = join(running.dataDir, 'pop.tif')
  await writeFile(degrees, raster({}))
  const mollweide = join(running.dataDir, 'GHS_POP.tif')
  await writeFile(mollweide, raster({ GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 54_009 }))

  const drawer = await choose(app, degrees)
  await expect(drawer.locator('dd').first()).toHaveText('10')
  await expect(drawer.getByText('Cells at resolution 7')).toBeVisible()
  await drawer
    .getByRole('combobox', { name: 'H3 resolution' })
    .or(drawer.getByRole('textbox', { name: 'H3 resolution' }))
    .first()
    .click()
  await app.page.getByRole('option', { name: /^10 · / }).click()
  await expect(drawer.getByText('Cells at resolution 10')).toBeVisible()
  await expect(drawer.getByText('Resolution 7 fits', { exact: false })).toBeVisible()

  await drawer.getByRole('button', { name: 'Choose another file' }).click()
  await drawer.getByLabel('File to import').setInputFiles(mollweide)
  await expect(drawer.getByRole('alert')).toContainText('Mollweide (ESRI:54009)')
  await expect(drawer.getByRole('alert')).toContainText('EPSG:4326')
  await expect(drawer.getByRole('button', { name: 'Import this layer' })).toBeHidden()
})
