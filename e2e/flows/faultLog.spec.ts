/** Faults of the window and of main, in the list that Settings shows and in the file that it gives out. */
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './consoleTest'

test('what nobody caught and what the disk refused is listed and exported', async ({ app, running }) => {
  const { page } = app
  await app.goTo('Settings')
  await page.getByRole('tab', { name: 'Faults' }).click()
  await expect(page.getByText('No faults so far.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Export' })).toBeDisabled()

  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error('a planted fault, password=hunter2')
    })
    void Promise.reject(new TypeError('a planted rejection'))
  })
  await expect.poll(() => app.errors.length).toBe(2)
  // The list that is open shows them by itself.
  const rows = page.getByRole('table', { name: 'Faults' }).getByRole('row')
  await expect(rows).toHaveCount(3, { timeout: 15_000 })
  app.errors.splice(0)
  await page.getByRole('tab', { name: 'Backups' }).click()
  await page.getByText('No copies yet').waitFor()
  await writeFile(join(running.dataDir, 'backups'), 'in the way of the folder')
  await page.getByRole('button', { name: 'Save a backup' }).click()
  await page.getByText('The disk refused the backup folder: check').first().waitFor()

  await page.getByRole('tab', { name: 'Faults' }).click()
  await expect(rows).toHaveCount(4)
  await expect(rows.nth(1)).toContainText('Call backup.keep')
  await expect(rows.filter({ hasText: 'a planted fault' })).toContainText('Window')
  await expect(rows.filter({ hasText: 'a planted rejection' })).toContainText('Window promise')
  await rows.nth(1).getByRole('button', { name: 'Details' }).click()
  await expect(page.getByText(/Caused by: EEXIST/)).toBeVisible()

  const { fileName, text } = await app.downloadBy('Export')
  expect(fileName).toMatch(/^commonmast-faults-\d{4}-\d\d-\d\d\.jsonl$/)
  expect(text.trim().split('\n')).toHaveLength(3)
  expect(text).not.toContain('hunter2')
  expect((await stat(join(running.dataDir, 'faults.jsonl'))).mode & 0o777).toBe(0o600)
})
