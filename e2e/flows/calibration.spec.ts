import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { ConsolePage } from '../pages/ConsolePage'
import { expect, test } from './consoleTest'

const EXPONENT = 3.2
const OFFSET_DBM = -108
const LIMIT_DBM = -128
const SITES = [
  { key: 'mast-hill', lat: 50.06, lng: 19.94, biasDb: 3 },
  { key: 'mast-mill', lat: 50.08, lng: 19.9, biasDb: -3 },
  { key: 'mast-quay', lat: 50.03, lng: 19.98, biasDb: 0 },
]

const fleetCsv = () => ['key,name,lat,lng', ...SITES.map(({ key, lat, lng }) => `${key},${key},${lat},${lng}`)].join('\n')

/** The same pseudo-random numbers every time. */
function random(): () => number {
  let state = 20_260_501
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
}

/** A log-distance law with 6 dB of shadowing; what arrives below the limit is a miss, which a file may leave out. */
function measurementsCsv(keepsMisses: boolean): string {
  const next = random()
  const rows = ['lat,lng,hotspot,rssi,time']
  for (let i = 0; i < 3_000; i++) {
    const site = SITES[i % SITES.length] ?? { key: '', lat: 0, lng: 0, biasDb: 0 }
    const apartM = 150 * 60 ** next()
    const turn = 2 * Math.PI * next()
    const shadowDb = 6 * Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next())
    const power = OFFSET_DBM + site.biasDb - 10 * EXPONENT * Math.log10(apartM / 1_000) + shadowDb
    if (power < LIMIT_DBM && !keepsMisses) continue
    const lat = site.lat + (apartM / 111_195) * Math.cos(turn)
    const lng = site.lng + ((apartM / 111_195) * Math.sin(turn)) / Math.cos((site.lat * Math.PI) / 180)
    rows.push(`${lat.toFixed(6)},${lng.toFixed(6)},${site.key},${power < LIMIT_DBM ? '' : power.toFixed(1)},2026-04-30T10:00:00Z`)
  }
  rows.push('50.05,19.95,mast-elsewhere,-101,2026-04-30T10:00:00Z')
  return rows.join('\n')
}

async function importBoth(app: ConsolePage, dataDir: string, keepsMisses: boolean) {
  const fleet = join(dataDir, 'fleet.csv')
  await writeFile(fleet, fleetCsv())
  await app.importFile(fleet)
  const drive = join(dataDir, 'drive-test.csv')
  await writeFile(drive, measurementsCsv(keepsMisses))
  await app.page
    .getByRole('button', { name: /^Import a file/ })
    .first()
    .click()
  const drawer = app.page.getByRole('dialog', { name: 'Import a file' })
  await drawer.getByLabel('File to import').setInputFiles(drive)
  await drawer.getByRole('button', { name: 'Import this layer' }).click()
  await expect(drawer.getByText(/ imported$/)).toBeVisible()
  await app.page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'hidden' })
}

async function fitOnMap(app: ConsolePage) {
  await app.goTo('Map')
  await app.page.getByRole('button', { name: 'Calibrate with measurements' }).click()
  const panel = app.page.getByRole('complementary', { name: 'Calibration' })
  await panel.getByRole('button', { name: 'Fit', exact: true }).click()
  await expect(panel.getByTestId('exponent')).toBeVisible()
  const exponent = Number.parseFloat((await panel.getByTestId('exponent').textContent()) ?? '')
  return { panel, exponent }
}

test('measurements with known misses give the exponent back, residuals on the map, and a profile to paint with', async ({
  app,
  running,
}) => {
  const { page } = app
  await importBoth(app, running.dataDir, true)
  const { panel, exponent } = await fitOnMap(app)
  expect(Math.abs(exponent - EXPONENT)).toBeLessThan(0.1)
  await expect(panel.getByText(/Biased/)).toBeHidden()
  await expect(panel.getByText('Tobit, with misses')).toBeVisible()
  await expect(panel.getByText('Not in the fleet, left out: mast-elsewhere (1)')).toBeVisible()

  const legend = page.getByRole('region', { name: /^Legend of Residuals/ })
  await expect(legend).toContainText('Residuals after')
  await expect(legend).toContainText(/cells of resolution \d+/)
  await panel.getByText('Before', { exact: true }).click()
  await expect(legend).toContainText('Residuals before')

  const biases = panel.getByRole('region', { name: 'Bias of each hotspot' })
  await expect(biases.getByRole('row').nth(1)).toContainText(/mast-(hill|mill)/)
  await expect(biases.getByRole('row', { name: /mast-hill/ })).toContainText(/\+[23]\.\d dB/)
  await expect(biases.getByRole('row', { name: /mast-mill/ })).toContainText(/−[23]\.\d dB/)

  await panel.getByRole('button', { name: 'Show all measurements' }).click()
  const csv = await app.downloadBy('Save residuals (CSV)')
  expect(csv.fileName).toBe('calibration-Drive-test-residuals.csv')
  expect(csv.text.trim().split('\r\n')).toHaveLength(3_001)
  await panel.getByRole('button', { name: 'Save the chart: Residuals before and after' }).click()
  const [picture] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Picture (PNG)' }).click(),
  ])
  expect(picture.suggestedFilename()).toBe('calibration-Drive-test-histogram.png')

  await panel.getByLabel('Name of the calibrated profile').fill('Measured in April')
  await panel.getByRole('button', { name: 'Save as radio profile' }).click()
  await expect(panel.getByRole('status')).toContainText('Measured in April')
  await panel.getByRole('button', { name: 'Paint coverage with it' }).click()
  const layers = page.getByRole('complementary', { name: 'Layers' })
  await expect(layers.getByRole('combobox', { name: 'Radio profile' })).toHaveValue('Measured in April')
  await expect(layers.getByText(/covered by\s+3 hotspots/)).toBeVisible()
  await panel.getByRole('button', { name: 'Close calibration' }).click()
  await expect(legend).toBeHidden()
})

test('measurements without misses give a fit that says it is biased', async ({ app, running }) => {
  await importBoth(app, running.dataDir, false)
  const { panel, exponent } = await fitOnMap(app)
  expect(exponent).toBeLessThan(EXPONENT - 0.1)
  await expect(panel.getByText('Biased: misses are not known')).toBeVisible()
  await expect(panel.getByText(/the exponent comes out too low and coverage too large/)).toBeVisible()
  await expect(panel.getByLabel('Name of the calibrated profile')).toHaveValue(/\(biased\)$/)
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page: app.page }).include('[aria-label="Calibration"]').analyze()
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))).toEqual([])
  }
})
