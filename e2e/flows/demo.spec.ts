import { expect, test } from './consoleTest'

test('the demo cooperative comes in one click and leaves nothing behind in one click', async ({ app }) => {
  const { page } = app
  await page.getByRole('button', { name: 'Try the demo cooperative' }).click()
  await expect(page.getByText('Demo cooperative: synthetic data')).toBeVisible()
  await app.goTo('Fleet')
  await expect(page.getByText('400 hotspots', { exact: false }).first()).toBeVisible()
  await app.goTo('Coop')
  await expect(page.getByText('40 members', { exact: false }).first()).toBeVisible()

  await page.getByRole('button', { name: 'Remove the demo cooperative' }).first().click()
  await expect(page.getByText('Demo cooperative: synthetic data')).toBeHidden()
  await app.goTo('Coop')
  await expect(page.getByRole('heading', { name: 'No members and no goals yet' })).toBeVisible()
  const left = await page.evaluate(countRecords)
  expect(left).toBe(0)
})

/** All records of all tables but those of this machine and those that say what was done. Runs in the page. */
async function countRecords(): Promise<number> {
  const local = ['operations', 'shadows', 'meta', 'acts', 'actors', 'layerChunks']
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('commonmast')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  let count = 0
  for (const store of [...database.objectStoreNames].filter((name) => !local.includes(name))) {
    count += await new Promise<number>((resolve, reject) => {
      const request = database.transaction(store).objectStore(store).count()
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  }
  database.close()
  return count
}
