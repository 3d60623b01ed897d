/** What was signed is not lost when the browser cannot save it; and what was practised leaves real work as it is. */
import type { Page } from '@playwright/test'
import { workOrderSchema } from '#core/model/records'
import { provisioningFileV2Schema } from '#core/provisioning/provisioningFile'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import { FieldPage } from '../pages/FieldPage'
import { readRecords, storedRow } from '../pages/readRecords'
import { expect, test } from './consoleTest'

test('a record whose saving failed is there again after a reload, is saved as it was signed, and closes no real order', async ({
  app,
}) => {
  const { page } = app
  const field = new FieldPage(app)
  await seedWorkOrder(page)
  await field.openTrainingHotspot()
  await field.connect()
  await page.getByRole('button', { name: 'Set the position' }).click()
  await page.getByRole('button', { name: 'Look at the record' }).click()
  await expect(page.getByText('The work order “Roof” stays as it is: this is a training device.')).toBeVisible()
  await refuseRecords(page)
  await page.getByRole('button', { name: 'Sign record' }).click()
  await expect(page.getByRole('alert')).toContainText('Kept: the signed record.')
  expect((await readRecords(page)).provisionings).toEqual([])

  await page.reload()
  await expect(page.getByRole('heading', { name: 'A device was left half way' })).toBeVisible()
  await expect(page.getByText(/A record was signed at \d\d:\d\d/)).toBeVisible()
  await page.getByRole('button', { name: 'Save the signed record' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'In service, record saved' })).toBeVisible()
  await expect(page.getByText('The work order stays as it was: this is a training device.')).toBeVisible()
  const record = await field.saveRecord()
  expect(verifyProvisioning(record)).toEqual([])
  // Signed then, with what was heard: not signed anew from the journal.
  expect(record.facts).toMatchObject({ recovered: false, connected: true, workOrderId: 'order-1' })
  expect(record.facts.evidence).not.toBeNull()

  const { provisionings = [], workOrders = [] } = await readRecords(page)
  expect(provisionings.map((kept) => provisioningFileV2Schema.parse((kept as { file: unknown }).file))).toEqual([record])
  expect(workOrders).toMatchObject([{ id: 'order-1', status: 'open', provisioningId: null }])
  await field.nextDevice()
  await expect(page.getByRole('heading', { name: /Which work order/ })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: /Which work order/ })).toBeVisible()
})

/** Until the window is loaded again, no record of a device can be written, as on a full disk. */
async function refuseRecords(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...values: Parameters<typeof put>) {
      if (this.name === 'provisionings') throw new DOMException('no room', 'QuotaExceededError')
      return put.apply(this, values)
    }
  })
}

async function seedWorkOrder(page: Page): Promise<void> {
  const at = new Date().toISOString()
  const order = workOrderSchema.parse({
    id: 'order-1',
    title: 'Roof',
    planId: null,
    siteId: null,
    lat: 41.15,
    lng: -8.61,
    h3: '89392c88d6bffff',
    status: 'open',
    assigneeId: null,
    provisioningId: null,
    createdAt: at,
    updatedAt: at,
  })
  await page.evaluate(async (record) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('commonmast')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    await new Promise((resolve, reject) => {
      const request = database.transaction('workOrders', 'readwrite').objectStore('workOrders').put(record)
      request.onsuccess = resolve
      request.onerror = reject
    })
    database.close()
  }, storedRow(order))
  await page.reload()
  await page.getByRole('navigation').waitFor()
}
