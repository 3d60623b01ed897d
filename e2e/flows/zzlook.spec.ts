import { noisyPhoto, withPosition } from '../pages/photos'
import { lookWithAxe } from '../pages/lookWithAxe'
import { test } from './consoleTest'

test('look', async ({ app }) => {
  test.setTimeout(300_000)
  const { page } = app
  await app.loadDemo()
  const shot = async (name: string) => {
    for (const [w, h] of [[1280, 800], [1920, 1080]] as const) {
      await page.setViewportSize({ width: w, height: h })
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme })
        await page.waitForTimeout(500)
        await page.screenshot({ path: `/tmp/ev/${name}-${w}-${scheme}.png` })
      }
    }
  }
  await app.goTo('Fleet')
  await page.getByRole('row').nth(3).click()
  await page.waitForTimeout(1000)
  const part = page.getByRole('region', { name: 'Photos and files' })
  await part.getByRole('button', { name: 'Attach…' }).click()
  await part.scrollIntoViewIfNeeded()
  await shot('hotspot-attach')
  await part.getByLabel('Title').fill('Mast from the south, with the new mount')
  await part.getByLabel(/^Photos or files of/).setInputFiles({ name: 'a.jpg', mimeType: 'x/y', buffer: Buffer.from(withPosition(await noisyPhoto(page, 1200, 900))) })
  await part.getByRole('button', { name: /^Open Mast/ }).waitFor()
  await part.getByRole('button', { name: 'Attach…' }).click()
  await part.getByLabel(/^Photos or files of/).setInputFiles([
    { name: 'installation.log', mimeType: 'x/y', buffer: Buffer.from('12:00 started\n'.repeat(400)) },
    { name: 'permit.pdf', mimeType: 'x/y', buffer: Buffer.from('%PDF-1.7\n') },
    { name: 'virus.jpg', mimeType: 'x/y', buffer: Buffer.from('MZ\0\0') },
  ])
  await part.getByRole('alert').waitFor()
  await part.scrollIntoViewIfNeeded()
  await shot('hotspot-refused')
  await part.getByRole('button', { name: 'Close', exact: true }).click()
  await part.scrollIntoViewIfNeeded()
  await shot('hotspot')
  await part.getByRole('button', { name: /^Open Mast/ }).click()
  await shot('viewer')
  await page.keyboard.press('ArrowRight')
  await page.getByRole('button', { name: 'Remove…' }).click()
  await shot('viewer-text')
  await page.keyboard.press('Escape')
  await page.waitForTimeout(500)
  await app.goTo('Plans')
  await page.goto(`${page.url().split('#')[0]}#/plans/orders`)
  await page.waitForTimeout(1500)
  await shot('orders')
  await page.goto(`${page.url().split('#')[0]}#/settings/backups`)
  await page.waitForTimeout(2500)
  await shot('settings')
})
