/** The label of a device, and all that is known of the day's devices, in the real program with a training hotspot. */
import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { PDFDocument } from '@cantoo/pdf-lib'
import type { Page } from '@playwright/test'
import jsQR from 'jsqr'
import { decodeDeviceLink } from '#core/provisioning/label/deviceLink'
import { shortCodeOf, spokenShortCode } from '#core/provisioning/label/shortCode'
import { FieldPage } from '../pages/FieldPage'
import { expect, test } from './consoleTest'

test('a label is saved by the keyboard, scans, and finds its record again', async ({ app }) => {
  const { page } = app
  const field = new FieldPage(app)
  await field.openTrainingHotspot()
  await field.connect()
  await page.getByRole('button', { name: 'Set the position' }).click()
  await page.getByRole('button', { name: 'Look at the record' }).click()
  await page.getByRole('button', { name: 'Sign record' }).click()

  await expect(page.getByRole('heading', { name: 'Label the device' })).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
  await page.keyboard.press('4')
  await expect(page.getByRole('radio', { name: /^Picture/ })).toBeChecked()
  const picture = await app.page.waitForSelector('form button[type="submit"]:not([disabled])')
  await expect(page.getByRole('button', { name: 'Save label as PNG' })).toBeEnabled()
  const [png] = await Promise.all([page.waitForEvent('download'), picture.press('Enter')])
  const seen = decodeDeviceLink(await scan(page, await readFile(await png.path())))

  await page.keyboard.press('1')
  await expect(page.getByRole('radio', { name: /^62 mm roll/ })).toBeChecked()
  const again = page.getByRole('button', { name: 'Save again' })
  const [pdf] = await Promise.all([page.waitForEvent('download'), again.click()])
  const [sheet] = (await PDFDocument.load(await readFile(await pdf.path()))).getPages()
  expect(((sheet?.getWidth() ?? 0) / 72) * 25.4).toBeCloseTo(62, 3)
  await page.getByRole('button', { name: 'Go on' }).click()
  const record = await field.saveRecord()
  expect(seen.recordId).toBe(record.facts.id)
  const shortCode = spokenShortCode(shortCodeOf(record.facts.id))

  await page.getByRole('button', { name: 'Devices of the day' }).click()
  const panel = page.getByRole('dialog', { name: 'Devices of the day' })
  await panel.getByLabel('Search').fill(shortCode.toLowerCase())
  const row = panel.getByRole('row').filter({ hasText: shortCode })
  await expect(row).toContainText('TRAINING')
  await expect(row).toContainText('Not proved')
  expect(await faultsOf(page)).toEqual([])
  const actions = row.getByRole('button', { name: /^Actions for/ })
  await actions.click()
  await expect(page.getByRole('menuitem', { name: 'Save record' })).toBeInViewport()
  await page.keyboard.press('Escape')
  await expect(panel).toBeVisible()
  const csv = await app.downloadBy('Export CSV')
  expect(csv.text.split('\r\n')[0]?.split(',')).toEqual(
    expect.arrayContaining([
      'helium_key',
      'macs',
      'dev_eui',
      'join_eui',
      'serial',
      'hostname',
      'hdop',
      'record_id',
      'short_code',
    ]),
  )
  expect(csv.text).toContain(record.facts.id)
  const records = await app.downloadBy('Save records')
  expect(JSON.parse(records.text)).toEqual([record])

  await panel.getByRole('button', { name: 'Labels' }).click()
  await page.getByRole('dialog', { name: 'Labels of 1 device' }).getByRole('button', { name: 'Back', exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()

  // A simulated device never enters the fleet; Today counts it and leads to it.
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: '1 today: show them' }).click()
  await expect(panel).toBeVisible()
})

/** One line per fault: the rule, and where. */
async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}

/** What a phone would see in a picture. */
async function scan(page: Page, png: Buffer): Promise<string> {
  const { width, height, pixels } = await page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }))
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no canvas')
      context.drawImage(bitmap, 0, 0)
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
      return { width: bitmap.width, height: bitmap.height, pixels: [...data] }
    },
    [...png],
  )
  expect(width).toBe(Math.round((62 / 25.4) * 300))
  const code = jsQR(new Uint8ClampedArray(pixels), width, height)
  if (!code) throw new Error('nothing can be read from the label')
  return code.data
}
