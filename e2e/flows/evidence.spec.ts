/** A device that goes into service with a photo on one laptop, and both of them on another by the folder between. */
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { stripPhoto } from '#core/files/attachments/stripPhoto'
import { FieldPage } from '../pages/FieldPage'
import { noisyPhoto, withPosition } from '../pages/photos'
import { SyncPage } from '../pages/SyncPage'
import { anotherLaptop } from './anotherLaptop'
import { expect, test } from './consoleTest'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Attaches a file as a person chooses it. */
async function attach(part: Locator, file: { name: string; buffer: Buffer }): Promise<void> {
  await part.getByLabel(/^Photos or files of/).setInputFiles({ ...file, mimeType: 'application/octet-stream' })
}

async function saveCopy(page: Page): Promise<Buffer> {
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save a copy' }).click()
  const parts: Buffer[] = []
  for await (const part of await (await downloading).createReadStream()) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

test('a device goes into service with a photo, and the operator’s laptop gets record and photo by the folder, byte for byte', async ({
  app,
  browser,
}) => {
  test.setTimeout(120_000)
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-stick-'))
  const here = new SyncPage(app)
  await here.found('Harbour Mesh')
  await here.addFolder(folder)
  const other = await anotherLaptop(browser)
  const there = other.sync
  await there.lookAt(folder)
  await there.openWelcome(await here.admit(await there.askToJoin('Bo’s laptop'), ['Technician']))
  await here.syncNow(folder)
  await there.syncNow(folder)

  const { page } = there.app
  const field = new FieldPage(there.app)
  await field.openTrainingHotspot()
  await field.connect()
  const { facts } = await field.sign()
  await page.getByRole('button', { name: 'Photos and files' }).click()
  const part = page.getByRole('region', { name: 'Photos and files' })
  await part.getByRole('button', { name: 'Attach…' }).click()
  await attach(part, { name: 'setup.jpg', buffer: Buffer.from('MZ\u0000 a program') })
  await expect(part.getByRole('alert')).toContainText('whatever its name says')
  await part.getByLabel('Title').fill('Mast from the south')
  const taken = withPosition(await noisyPhoto(page, 1_200, 900))
  expect(taken.length).toBeGreaterThan(256 * 1024)
  await attach(part, { name: 'IMG_0001.jpg', buffer: Buffer.from(taken) })
  await expect(part.getByRole('status')).toContainText('Where it was taken was in the photo, and was removed.')
  await expect(part.getByRole('img', { name: 'Mast from the south' })).toBeVisible()
  await part.getByRole('button', { name: 'Attach…' }).click()
  await attach(part, { name: 'roof.jpg', buffer: Buffer.from(await noisyPhoto(page, 2_600, 1_300)) })
  await expect(part.getByRole('status')).toContainText('from 2600 × 1300 to 2048 × 1024 pixels')
  await page.reload()
  await there.syncNow(folder)
  await here.syncNow(folder)

  await app.page.goto(`${app.page.url().split('#')[0]}#/field?day=${facts.signedAt.slice(0, 10)}`)
  await app.page.getByRole('button', { name: /^Actions for / }).click()
  await app.page.getByRole('menuitem', { name: 'Photos and files' }).click()
  await app.page.getByRole('button', { name: 'Open Mast from the south' }).click()
  const viewer = app.page.getByRole('dialog', { name: 'Mast from the south' })
  await expect(viewer.getByRole('img', { name: 'Mast from the south' })).toBeVisible()
  await expect(viewer).toContainText('by Bo’s laptop')
  const expected = stripPhoto(taken, 'image/jpeg')?.bytes ?? new Uint8Array()
  expect(sha256(await saveCopy(app.page))).toBe(sha256(expected))
  await app.page.keyboard.press('ArrowRight')
  await expect(app.page.getByRole('dialog', { name: 'roof.jpg' })).toContainText('2 of 2')
  await app.page.keyboard.press('Escape')
  await expect(app.page.getByRole('dialog', { name: 'roof.jpg' })).toBeHidden()
  await expect(app.page.getByRole('region', { name: 'Photos and files' })).toBeVisible()

  await other.close()
  await rm(folder, { recursive: true })
})
