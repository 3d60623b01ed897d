/** From a fleet file and a population file to a printed work order, without leaving the program or the keyboard. */
import { readFile } from 'node:fs/promises'
import type { Download, Page } from '@playwright/test'
import type { Plan, WorkOrder } from '#core/model/records'
import { checklistOf } from '#core/planning/workOrders/workOrderDetails'
import { PlansPage, tabTo } from '../pages/PlansPage'
import { readRecords } from '../pages/readRecords'
import { expect, test } from './consoleTest'

const FLEET = [
  'key,name,lat,lng',
  'mast-1,Łagiewniki,50.0300,19.9400',
  'mast-2,Podgórze,50.0450,19.9550',
  'mast-3,Nowa Huta,50.0720,20.0370',
].join('\n')

/** People around the middle of town, thinning out. */
function population(): string {
  const rows = ['lat,lng,weight']
  for (let i = -12; i <= 12; i++) {
    for (let j = -12; j <= 12; j++) {
      const people = Math.round(400 * Math.exp(-(i * i + j * j) / 60))
      if (people > 0) rows.push(`${(50.0614 + i * 0.003).toFixed(4)},${(19.9366 + j * 0.0045).toFixed(4)},${people}`)
    }
  }
  return rows.join('\n')
}

test('by keyboard: a fleet and a population become a plan with a profile, and a printed work order', async ({ app }) => {
  test.setTimeout(360_000)
  const { page } = app
  const plans = new PlansPage(app)
  await importByKeyboard(page, 'fleet.csv', FLEET)

  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await tabTo(page, 'Make a plan')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Name')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Śródmieście')
  await tabTo(page, 'Draw')
  // The four ways are one group of radio buttons: the arrows choose.
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await tabTo(page, 'Centre')
  await page.keyboard.type('50.0614, 19.9366')
  await tabTo(page, 'Radius')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('3')
  await tabTo(page, 'Take this circle')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/km², about \d+ cells/).first()).toBeVisible()
  await choose(page, 'What a site covers', 'CBRS')
  await tabTo(page, 'Number of sites')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('6')
  await tabTo(page, /^Demand/)
  await page.keyboard.press('Enter')
  await tabTo(page, 'Import population or demand')
  await chooseFile(page, 'population.csv', population())
  await page.keyboard.press('Escape')
  await choose(page, 'What is worth reaching', 'population')
  await tabTo(page, 'Choose 6 sites')
  await page.keyboard.press('Enter')
  await plans.waitForPlan()
  await expect(page.getByText(/optimal, proved|% of the bound/).first()).toBeVisible()

  await tabTo(page, 'Make 6 work orders')
  await page.keyboard.press('Enter')
  await expect(page.getByText('0 of 6 work orders done')).toBeVisible()
  const [plan] = (await readStore(page, 'plans')) as Plan[]
  expect(plan?.study?.settings).toMatchObject({ demandName: expect.stringMatching(/population/i) })
  expect(plan?.study?.settings.profile?.technology).toBe('cbrs')
  expect(plan?.sites).toHaveLength(6)

  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await tabTo(page, 'Print work orders')
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  const pdf = await bytesOf(await download)
  expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-')
  expect((await download).suggestedFilename()).toBe('Work-orders-of-Śródmieście.pdf')
  const { PDFDocument } = await import('@cantoo/pdf-lib')
  expect((await PDFDocument.load(new Uint8Array(pdf))).getPageCount()).toBe(6)
})

test('scenario B is made from A, compared in a table and in two halves of the map', async ({ app }) => {
  test.setTimeout(300_000)
  const { page } = app
  const plans = new PlansPage(app)
  await app.loadDemo()
  const hotspot = ((await readStore(page, 'hotspots')) as { lat: number; lng: number }[])[0]
  await plans.planCircle({ name: 'Two ways', lat: hotspot?.lat ?? 0, lng: hotspot?.lng ?? 0, radiusKm: 4, reachM: 600, sites: 4 })
  await page.getByRole('link', { name: 'New scenario' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'New scenario' })).toBeVisible()
  await page.getByLabel('Number of sites').fill('7')
  await page.getByRole('button', { name: 'Budget and costs' }).press('Enter')
  await page.getByLabel('A new site').fill('1200')
  await page.getByRole('button', { name: 'Choose 7 sites' }).click()
  await plans.waitForPlan()
  await expect(page.getByRole('heading', { level: 1, name: 'Two ways, scenario B' })).toBeVisible()

  await page.getByRole('combobox', { name: 'Compare with' }).click()
  await page.getByRole('option', { name: 'Compare with A' }).click()
  const table = page.getByRole('table').filter({ hasText: 'How good' })
  await expect(table.getByRole('row', { name: /^Sites / })).toHaveText('Sites47')
  await expect(table.getByRole('row', { name: /^Cost 8|^Cost not/ })).toContainText('not given8,400 EUR')
  const divider = page.getByRole('slider', { name: 'Divider between Scenario A and Scenario B' })
  await divider.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(divider).toHaveAttribute('aria-valuenow', '48')

  const chart = (item: string) => saveFrom(page, 'Save the chart: Reached, site by site', item)
  expect((await chart('Picture (PNG)')).subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
  const numbers = (await chart('Numbers (CSV)')).toString('utf8').trimEnd().split('\r\n')
  expect(numbers[0]).toBe('sites,reached_cells,share,cost_EUR')
  expect(numbers.at(-1)).toMatch(/^7,\d+,0\.\d+,8400$/)

  await app.goTo('Plans')
  await expect(page.getByRole('row', { name: /Two ways B of 2/ })).toBeVisible()
  const stored = ((await readStore(page, 'plans')) as Plan[]).filter(({ name }) => name === 'Two ways')
  expect(new Set(stored.map(({ study }) => study?.familyId)).size).toBe(1)
  expect(stored.map(({ study }) => study?.scenario).sort()).toEqual(['A', 'B'])
})

test('a search that stopped before it could prove its sites goes on from them, and never ends with less', async ({ app }) => {
  test.setTimeout(240_000)
  const { page } = app
  const plans = new PlansPage(app)
  // So many disks that they must overlap: no bound that is quick to find is reached.
  await plans.planCircle({ name: 'Cut short', lat: 52.23, lng: 21.01, radiusKm: 5, reachM: 900, sites: 26, searchS: 0.5 })
  const bound = page.getByText(/≥ [\d.]+% of the bound/).first()
  await expect(bound).toBeVisible()
  const reachedOf = async () =>
    ((await readStore(page, 'plans')) as Plan[]).find(({ name }) => name === 'Cut short')?.study?.outcome
  const before = await reachedOf()

  await page.getByRole('button', { name: 'Search on' }).click()
  await expect(page.getByRole('button', { name: 'Stop, good enough' })).toBeVisible()
  await expect(page.getByText(/Now (≥ [\d.]+% of the bound|optimal, proved)/).first()).toBeVisible({ timeout: 60_000 })
  const after = await reachedOf()
  expect(after).not.toEqual(before)
  expect(Number(after?.value)).toBeGreaterThanOrEqual(Number(before?.value))
})

test('work orders are handed out, filled in, filtered and saved as files', async ({ app }) => {
  const { page } = app
  await app.loadDemo()
  await app.goTo('Plans')
  await page.getByRole('link', { name: '3 work orders' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Work orders' })).toBeVisible()
  const rows = page.locator('tr[data-index]')
  await rows.first().locator('[data-open]').focus()
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.getByRole('combobox', { name: 'Assign to' }).click()
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: 'Assign', exact: true }).click()
  await expect(page.getByText(/^2 work orders assigned to /)).toBeVisible()

  await rows.first().locator('[data-open]').focus()
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Work order' })
  await drawer.getByLabel('Contact').fill('=Aroha')
  await drawer.getByLabel('Due').fill('2026-12-24')
  await drawer.getByLabel('Access').fill('Key at no. 5')
  await drawer.getByRole('checkbox').first().check()
  await drawer.getByRole('button', { name: 'Add a line' }).click()
  await page.keyboard.type('Greet the dog')
  await drawer.getByRole('button', { name: 'Save work order' }).click()
  await expect(drawer).toBeHidden()
  await expect(rows.first()).toContainText('2026-12-24')
  const saved = ((await readStore(page, 'workOrders')) as WorkOrder[]).find(({ details }) => details?.dueOn === '2026-12-24')
  expect(saved?.details).toMatchObject({ contactName: '=Aroha', access: 'Key at no. 5' })
  const lines = saved ? checklistOf(saved) : []
  expect(lines.at(-1)).toMatchObject({ text: 'Greet the dog', done: false })
  expect(lines[0]?.done).toBe(true)

  await page.getByRole('button', { name: 'Clear selection' }).click()
  const csv = await saveAs(page, /^CSV/)
  expect(csv.split('\r\n')).toHaveLength(5)
  expect(csv).toContain("'=Aroha")
  expect(JSON.parse(await saveAs(page, /^GeoJSON/)).features).toHaveLength(3)
  expect((await saveAs(page, /^KML/)).match(/<Placemark>/g)).toHaveLength(3)

  await page.getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'Done', exact: true }).click()
  await expect(page.getByText('No work order fits these filters.')).toBeVisible()
})

const readStore = async (page: Page, store: string) => (await readRecords(page))[store] ?? []

const saveAs = async (page: Page, item: RegExp) => (await saveFrom(page, 'Save as', item)).toString('utf8')

/** What an item of a menu downloads. */
async function saveFrom(page: Page, menu: string, item: string | RegExp): Promise<Buffer> {
  await page.getByRole('button', { name: menu }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()])
  return bytesOf(download)
}

const bytesOf = async (download: Download) => readFile(await download.path())

/** A Mantine select by keyboard: open it, type what is looked for, take the first that fits. */
async function choose(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, label)
  await page.keyboard.press('ArrowDown')
  const option = page.getByRole('option', { name: new RegExp(text, 'i') }).first()
  await option.waitFor()
  for (let presses = 0; presses < 30; presses++) {
    if ((await option.getAttribute('data-combobox-selected')) !== null) break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await expect(option).toBeHidden()
}

async function importByKeyboard(page: Page, name: string, text: string): Promise<void> {
  // What lies over the screens loads after the first of them; a person presses again.
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Search' }).waitFor({ timeout: 3_000 })
  }).toPass()
  await page.keyboard.type('import a')
  await chooseFile(page, name, text)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** With the focus on what opens the import drawer: opens it and imports this file. */
async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Import a file' })
  await drawer.waitFor()
  const buffer = Buffer.from(text)
  await drawer.getByLabel('File to import').setInputFiles({ name, mimeType: 'text/csv', buffer })
  const commit = drawer.getByRole('button', { name: /^Import ([\d,]+|this layer)/ })
  await commit.waitFor()
  await tabTo(page, String(await commit.textContent()))
  await page.keyboard.press('Enter')
  await drawer
    .getByText(/imported$/)
    .first()
    .waitFor()
}
