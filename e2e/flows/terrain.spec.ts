import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './consoleTest'

const SIDE = 1201

/** An SRTM tile of 3 arc seconds: level ground at 200 m with a wall of 500 m along its middle meridian. */
function tileWithWall(): Buffer {
  const bytes = Buffer.alloc(SIDE * SIDE * 2)
  for (let i = 0; i < SIDE * SIDE; i++) {
    const fromMiddle = Math.abs((i % SIDE) - 600)
    bytes.writeInt16BE(fromMiddle <= 4 ? 500 : 200 + Math.round((i % SIDE) / 40), i * 2)
  }
  return bytes
}

test('terrain comes in, lies under the map, and tells whether two places see each other', async ({ app, running }) => {
  const { page } = app
  await app.loadDemo()
  const path = join(running.dataDir, 'N50E019.hgt')
  await writeFile(path, tileWithWall())
  await app.goTo('Fleet')
  await page
    .getByRole('button', { name: /^Import/ })
    .first()
    .click()
  const drawer = page.getByRole('dialog', { name: 'Import a file' })
  await drawer.getByLabel('File to import').setInputFiles(path)
  await drawer.getByRole('button', { name: 'Import this layer' }).click()
  await expect(drawer.getByText(/N50E019.* imported/)).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')

  await app.goTo('Map')
  await page.getByRole('checkbox', { name: 'Terrain' }).check()
  await expect(page.getByRole('region', { name: 'Legend of terrain' })).toContainText('m', { timeout: 60_000 })

  await page.getByRole('button', { name: 'Terrain profile between two points' }).press('Enter')
  const profile = page.getByRole('region', { name: 'Terrain profile', exact: true })
  const type = async (end: 'From' | 'To', place: string) => {
    await profile
      .getByRole('combobox', { name: end, exact: true })
      .or(profile.getByLabel(end, { exact: true }))
      .first()
      .fill(place)
    await page.keyboard.press('Enter')
  }
  await type('From', '50.5, 19.45')
  await type('To', '50.5, 19.55')
  await expect(profile.getByText(/^Blocked: at its worst/)).toBeVisible({ timeout: 60_000 })
  await type('To', '50.52, 19.45')
  await expect(profile.getByText(/^In sight/)).toBeVisible()
  await expect(profile.getByText(/dB/).first()).toBeVisible()
  await type('To', '51.5, 19.45')
  await expect(profile.getByText('The second end has no terrain under it: import the tile that covers it.')).toBeVisible()
})
