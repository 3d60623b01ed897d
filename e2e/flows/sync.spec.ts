/** Laptops that meet by a folder alone: each a console and a browser of its own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixturePath } from '../../fixtures/readFixture'
import { SyncPage } from '../pages/SyncPage'
import { anotherLaptop } from './anotherLaptop'
import { expect, test } from './consoleTest'

/** A file by which Ada gets so much of everything and Bo the rest. */
async function agreementsFile(folder: string, ada: number): Promise<string> {
  const path = join(folder, `ada-${ada}.csv`)
  const row = (member: string, percent: number, address: string) => `*,${member},${percent},${address}`
  const [adas, bos] = ['0x2FDD074a9A146C205934F030E9f5A6cB471F88A7', '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C'] as const
  await writeFile(path, ['hotspot,member,percent,address', row('ada', ada, adas), row('bo', 100 - ada, bos), ''].join('\n'))
  return path
}

test('two laptops agree by a folder: founded, admitted, what both changed is chosen between, and one is shut out', async ({
  app,
  browser,
}) => {
  // Two laptops, and some twenty rounds.
  test.setTimeout(300_000)
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-stick-'))
  const here = new SyncPage(app)
  await app.importFile(fixturePath('cases/money/agr-5050.csv'))
  await here.found('Harbour Mesh')
  const row = await here.addFolder(folder)
  await expect(row).toContainText('2 batches sent')

  const other = await anotherLaptop(browser)
  const there = other.sync
  await expect(await there.lookAt(folder)).toContainText('Harbour Mesh')
  const request = await there.askToJoin('Bo’s laptop')
  const welcome = await here.admit(request, ['Operator', 'Treasurer'])
  await there.openWelcome(welcome)
  const waits = there.app.page.getByText('This laptop waits for an admin')
  await expect(waits).toBeVisible()
  await here.syncNow(folder)
  await there.syncNow(folder)
  await expect(waits).toBeHidden()
  await here.syncNow(folder)
  expect(await there.shared()).toEqual(await here.shared())

  await app.importFile(await agreementsFile(folder, 60))
  await there.app.importFile(await agreementsFile(folder, 70))
  await here.syncNow(folder)
  await there.syncNow(folder)
  await here.syncNow(folder)
  await there.app.page.getByRole('link', { name: /1 conflict/ }).click()
  const versions = there.app.page.getByRole('radiogroup')
  await expect(versions).toContainText('60 %')
  await expect(versions).toContainText('70 %')
  await versions.getByRole('radio').last().check()
  await there.app.page.getByRole('button', { name: 'Let the chosen one stand' }).click()
  await expect(there.app.page.getByRole('heading', { name: 'Nothing needs you' })).toBeVisible()
  await there.open('To send')
  await expect(there.app.page.getByRole('table', { name: 'Waiting to be sent' })).toContainText('chosen')
  await there.syncNow(folder)
  await here.syncNow(folder)
  expect(await there.shared()).toEqual(await here.shared())

  await here.eraseMember('bo')
  await here.syncNow(folder)
  await there.syncNow(folder)
  await there.app.goTo('Coop')
  await expect(there.app.page.getByRole('table', { name: 'Members' })).not.toContainText('bo')
  expect(await there.shared()).toEqual(await here.shared())

  // What old batches come to is checked, and they leave once their file is opened again.
  await here.open('Places')
  const { page } = here.app
  await page.getByRole('button', { name: 'Make a snapshot at' }).click()
  const old = page.getByRole('region', { name: 'Old batches' })
  await old.getByRole('button', { name: 'Check the snapshot' }).click()
  await expect(old.getByRole('status')).toContainText('It says the same as its')
  const archive = await here.app.downloadBy('Save an archive')
  const give = async (button: string) => {
    const choosing = page.waitForEvent('filechooser')
    await old.getByRole('button', { name: button }).click()
    await (await choosing).setFiles({ name: archive.fileName, mimeType: 'application/jsonl', buffer: Buffer.from(archive.text) })
  }
  await give('let the old batches go')
  await expect(old.getByRole('status')).toContainText(/\d+ batch(es)? archived, .* freed here/)
  await here.syncNow(folder)
  await there.syncNow(folder)
  expect(await there.shared()).toEqual(await here.shared())
  await give('Read them back')
  await expect(old.getByRole('status')).toContainText('here again')

  await here.open('Laptops')
  await expect(here.laptopOf('Bo’s laptop')).toContainText('OperatorTreasurer')
  const reading = here.app.page.getByRole('table', { name: 'Who has read what' })
  await expect(reading.getByRole('row').filter({ has: here.app.page.getByRole('rowheader', { name: /Bo’s/ }) })).toContainText(
    /has (all of )?it up to .*; said/,
  )
  await here.revoke('Bo’s laptop')
  await here.syncNow(folder)
  await there.syncNow(folder)
  await expect(there.app.page.getByText('This laptop’s access was taken away')).toBeVisible()
  // What would be refused says so before, also to who comes by the keyboard.
  await there.app.goTo('Coop')
  const add = there.app.page.getByRole('button', { name: 'Add a member' })
  await expect(add).toHaveAttribute('aria-disabled', 'true')
  await there.app.page.getByRole('button', { name: 'Add a goal' }).focus()
  await there.app.page.keyboard.press('Tab')
  await expect(add).toBeFocused()
  await expect(there.app.page.getByRole('tooltip')).toContainText('ask an admin to admit it again')
  await add.press('Enter')
  await expect(there.app.page.getByRole('dialog')).toBeHidden()

  await other.close()
  await rm(folder, { recursive: true })
})
