/** Every view by axe, WCAG 2.1 A and AA and its best practices: all rules in light, contrast again in dark. */
import { visitCooperative, visitEmptyScreens, visitLayers, visitRecords } from '../pages/everyView'
import { visitField } from '../pages/fieldViews'
import { faultsOf, lookAsItIs, lookWithAxe } from '../pages/lookWithAxe'
import { visitMoney } from '../pages/moneyViews'
import { ageRecords, leaveConsole } from '../pages/rawRecords'
import { expect, test } from './consoleTest'

/** Axe looks at every element of some sixty views, and a map drawn without a GPU keeps the thread busy. */
test.describe.configure({ timeout: 300_000 })

test('axe does find a fault that is there', async ({ app }) => {
  await app.page.evaluate(() => {
    const button = document.body.appendChild(document.createElement('button'))
    button.style.cssText = 'position:fixed;inset:200px auto auto 200px;z-index:9999;background:#fff;color:#eee'
    button.append('Pale')
    document.body.appendChild(document.createElement('button')).style.cssText = 'position:fixed;inset:300px auto auto 200px'
  })
  expect((await faultsOf(app.page)).join('\n')).toMatch(/button-name[\s\S]*color-contrast/)
})

test('the screens of a fresh installation', ({ app }) => visitEmptyScreens(app, lookWithAxe(app.page)))

test('the screens of the demo cooperative', async ({ app }) => {
  await app.loadDemo()
  await visitRecords(app, lookWithAxe(app.page))
})

test('syncing in a cooperative that was founded here', ({ app }) => visitCooperative(app, lookWithAxe(app.page)))

test('Field, step by step', ({ app }) => visitField(app, lookAsItIs(app.page)))

test('Split and Treasury, step by step', async ({ app }) => {
  await app.loadDemo()
  await visitMoney(app, lookWithAxe(app.page))
})

test('Settings, and the layers over a screen', async ({ app }) => {
  await app.loadDemo()
  await visitLayers(app, lookWithAxe(app.page))
})

test('records that cannot be opened', async ({ app, running }) => {
  const { page } = app
  await leaveConsole(app, running.url)
  await ageRecords(page)
  await page.goto(running.url)
  await page.getByRole('button', { name: 'Restore from a file' }).waitFor()
  await lookWithAxe(page)('Restore in the place of every screen')
})
