import { readFile } from 'node:fs/promises'
import { expect, test } from './consoleTest'

test('the map says what the fleet covers, who covers a cell, and what a move would change', async ({ app }) => {
  const { page } = app
  await app.loadDemo()
  await app.goTo('Map')
  await page.getByRole('checkbox', { name: 'Coverage' }).check()
  await expect(page.getByText(/[\d,]+ cells of resolution \d+ covered by 400 hotspots/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByTestId('legend-coverage')).toContainText('Received power')

  // By keyboard alone: a place typed, then its cell chosen by its H3 index.
  await page.getByRole('combobox', { name: 'Go to' }).or(page.getByLabel('Go to')).first().fill('891e2e6b123ffff')
  await page.keyboard.press('Enter')
  const cell = page.getByRole('complementary', { name: 'Chosen cell' })
  await expect(cell.getByRole('region', { name: 'Coverage of this cell' })).toContainText(/Best server: >?\d+% sure/)

  await cell.getByRole('region', { name: 'Coverage of this cell' }).getByRole('button').first().click()
  const hotspot = page.getByRole('complementary', { name: 'Chosen hotspot' })
  await hotspot.getByRole('button', { name: 'Try another place' }).click()
  await page.getByTestId('map').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await expect(hotspot.getByText(/cells would come, .* would go/)).toBeVisible()
  await expect(page.getByTestId('legend-change')).toBeVisible()
  await hotspot.getByRole('button', { name: 'Put it back' }).click()
  await expect(page.getByTestId('legend-change')).toBeHidden()
})

test('demand on the map, its gaps, and what is saved of them', async ({ app }) => {
  const { page } = app
  await app.loadDemo()
  await app.goTo('Map')
  await page.getByRole('checkbox', { name: 'Coverage' }).check()
  await page
    .getByRole('combobox', { name: 'Demand' })
    .or(page.getByLabel('Demand', { exact: true }))
    .first()
    .click()
  await page.getByRole('option', { name: /Kraków/ }).click()
  await page
    .getByRole('combobox', { name: 'Show' })
    .or(page.getByLabel('Show', { exact: true }))
    .first()
    .click()
  await page.getByRole('option', { name: 'Gaps in demand' }).click()
  const legend = page.getByTestId('legend-coverage')
  await expect(legend).toContainText(/of [\d,]+ people without a site/, { timeout: 60_000 })

  await page.getByRole('button', { name: 'Save the map as a file' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Demand without coverage, its cells (GeoJSON)' }).click()
  const saved = JSON.parse(await readFile(await (await download).path(), 'utf8'))
  const weights: number[] = saved.features.map((feature: { properties: { value: number } }) => feature.properties.value)
  const said = Number(/([\d,]+) of/.exec((await legend.textContent()) ?? '')?.[1]?.replaceAll(',', ''))
  expect(Math.abs(weights.reduce((sum, value) => sum + value, 0) - said)).toBeLessThan(1 + said * 1e-4)

  await page.getByRole('button', { name: 'Save the map as a file' }).click()
  const picture = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Picture of the map (PNG)' }).click()
  const bytes = await readFile(await (await picture).path())
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  expect(bytes.length).toBeGreaterThan(20_000)
})

test('measuring, selecting and the history, by keyboard', async ({ app }) => {
  const { page } = app
  await app.loadDemo()
  await app.goTo('Map')
  const map = page.getByTestId('map')
  await expect(map).toHaveAttribute('data-hotspots', /[1-9]/)
  await page.getByRole('button', { name: 'Measure', exact: true }).press('Enter')
  await map.focus()
  for (const key of ['Space', 'ArrowRight', 'Space', 'ArrowDown', 'Space', 'Enter']) await page.keyboard.press(key)
  await expect(page.getByTestId('measurement')).toContainText('enclosed')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('measurement')).toBeHidden()

  await page.getByRole('button', { name: 'Select with a polygon' }).press('Enter')
  await map.focus()
  for (const key of ['ArrowLeft', 'ArrowUp', 'Space', 'ArrowRight', 'ArrowRight', 'Space', 'ArrowDown', 'ArrowDown', 'Space']) {
    await page.keyboard.press(key)
  }
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Selected hotspots' })).toContainText(/[1-9]\d* selected/)

  await page.getByRole('button', { name: 'Time slider' }).press('Enter')
  const history = page.getByTestId('time-slider')
  await expect(history).toContainText('400 hotspots')
  const lastDay = history.getByRole('slider', { name: 'Last day shown' })
  for (let day = 0; day < 40; day++) await lastDay.press('ArrowLeft')
  await expect(history).toContainText(/3\d\d hotspots/)
  await expect(page.getByText(/^3\d\d hotspots on the map/)).toBeVisible()
})
