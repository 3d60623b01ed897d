/** What was done is listed, and any of it can be taken back: by key for the latest of this window, from the list at any time. */
import type { Hotspot } from '#core/model/records'
import type { ConsolePage } from '../pages/ConsolePage'
import { readRecords } from '../pages/readRecords'
import { expect, test } from './consoleTest'

test('Ctrl+Z takes back the latest act of this window, Shift+Ctrl+Z does it again, and fields keep the keys', async ({ app }) => {
  const { page } = app
  await app.loadDemo()
  await addToGroup(app, 'harbour')
  expect(await groupsOf(app)).toContain('harbour')
  await blur(app)
  await page.keyboard.press('Control+z')
  await expect(jobs(app)).toContainText('Undo: Groups of')
  await expect(jobs(app)).toContainText('1 hotspot changed back')
  expect(await groupsOf(app)).not.toContain('harbour')
  await page.keyboard.press('Control+Shift+z')
  await expect(jobs(app)).toContainText('1 hotspot changed again')
  expect(await groupsOf(app)).toContain('harbour')

  await page.getByRole('searchbox').or(page.getByRole('textbox')).first().focus()
  await page.keyboard.press('Control+z')
  expect(await groupsOf(app)).toContain('harbour')
})

test('the history says first what would be taken back and what stays, and then does it', async ({ app }) => {
  const { page } = app
  await app.loadDemo()
  await addToGroup(app, 'harbour')
  await openHistory(app)
  const rows = page.getByRole('table', { name: 'History' }).locator('tbody tr')
  // The demo and the group.
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('This installation')

  await page.getByRole('button', { name: 'Undo: Demo cooperative loaded' }).click()
  const dialog = page.getByRole('dialog', { name: 'Undo “Demo cooperative loaded”?' })
  await expect(dialog.getByRole('region', { name: 'Will be taken back' })).toContainText('399 hotspots will be removed')
  await expect(dialog.getByRole('region', { name: 'Will stay' })).toContainText(
    '1 hotspot will stay (new with this, and worked on since)',
  )
  await dialog.getByRole('button', { name: 'Undo this' }).click()
  await expect(jobs(app)).toContainText('399 hotspots removed')
  expect((await readRecords(page)).hotspots).toHaveLength(1)
  await expect(rows.first()).toContainText('Undone: Demo cooperative loaded')

  await page.getByRole('button', { name: 'Do again: Undone: Demo cooperative loaded' }).click()
  const again = page.getByRole('dialog', { name: 'Do “Demo cooperative loaded” again?' })
  await expect(again).toContainText('399 hotspots will be brought back')
  await again.getByRole('button', { name: 'Do it again' }).click()
  await expect(jobs(app)).toContainText('399 hotspots brought back')
  expect((await readRecords(page)).hotspots).toHaveLength(400)

  await page.getByLabel('Search what was done').fill('groups of')
  await expect(rows).toHaveCount(1)
  await page.getByLabel('Search what was done').fill('nothing like it')
  await expect(page.getByText('Nothing done has these words.')).toBeVisible()
})

const jobs = (app: ConsolePage) => app.page.getByRole('region', { name: 'Jobs' })

/** Puts the first hotspot of the demo into a group, in its details. */
async function addToGroup({ page }: ConsolePage, group: string): Promise<void> {
  await page.evaluate(() => {
    window.location.hash = '#/fleet?hotspot=demo-mesh%3Ademo-0001'
  })
  await page.getByLabel('Groups', { exact: true }).first().fill(group)
  await page.keyboard.press('Enter')
  await expect(page.getByText(group, { exact: true }).first()).toBeVisible()
}

async function groupsOf({ page }: ConsolePage): Promise<string[]> {
  const hotspots = (await readRecords(page)).hotspots as Hotspot[]
  return hotspots.find(({ id }) => id === 'demo-mesh:demo-0001')?.groups ?? []
}

async function blur({ page }: ConsolePage): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
}

async function openHistory(app: ConsolePage): Promise<void> {
  await app.goTo('Settings')
  await app.page.getByRole('tab', { name: 'History' }).click()
}
