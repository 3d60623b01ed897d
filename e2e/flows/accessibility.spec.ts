/** Every view by axe, WCAG 2.1 A and AA and its best practices: all rules in light, contrast again in dark. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type Look, visitEmptyScreens, visitLayers, visitRecords } from '../pages/everyView'
import { visitField } from '../pages/fieldViews'
import { visitMoney, visitTreasury } from '../pages/moneyViews'
import { ageRecords, leaveConsole } from '../pages/rawRecords'
import { expect, test } from './consoleTest'

/** Axe looks at every element of some sixty views, and a map drawn without a GPU keeps the thread busy. */
test.describe.configure({ timeout: 300_000 })

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']

test('axe does find a fault that is there', async ({ app }) => {
  await app.page.evaluate(() => {
    const button = document.body.appendChild(document.createElement('button'))
    button.style.cssText = 'position:fixed;inset:200px auto auto 200px;z-index:9999;background:#fff;color:#eee'
    button.append('Pale')
    document.body.appendChild(document.createElement('button')).style.cssText = 'position:fixed;inset:300px auto auto 200px'
  })
  expect((await faultsOf(app.page)).join('\n')).toMatch(/button-name[\s\S]*color-contrast/)
})

test('the screens of a fresh installation', ({ app }) => visitEmptyScreens(app, lookAt(app.page)))

test('the screens of the demo cooperative', async ({ app }) => {
  await app.loadDemo()
  await visitRecords(app, lookAt(app.page))
})

test('Field, step by step', ({ app }) => visitField(app, lookAt(app.page)))

test('Split and Pay, step by step', async ({ app }) => {
  await app.loadDemo()
  await visitMoney(app, lookAt(app.page))
})

test('Treasury, accounts and address book', async ({ app }) => {
  await app.loadDemo()
  await visitTreasury(app, lookAt(app.page))
})

test('Settings, and the layers over a screen', async ({ app }) => {
  await app.loadDemo()
  await visitLayers(app, lookAt(app.page))
})

test('records that cannot be opened', async ({ app, running }) => {
  const { page } = app
  await leaveConsole(app, running.url)
  await ageRecords(page)
  await page.goto(running.url)
  await page.getByRole('button', { name: 'Restore from a file' }).waitFor()
  await lookAt(page)('Restore in the place of every screen')
})

function lookAt(page: Page): Look {
  return async (view) => {
    await page.emulateMedia({ colorScheme: 'light' })
    expect.soft(await faultsOf(page), `${view}, light`).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect.soft(await faultsOf(page, ['color-contrast']), `${view}, dark`).toEqual([])
  }
}

/** One line per fault: the rule, and where. */
async function faultsOf(page: Page, rules?: string[]): Promise<string[]> {
  await page.evaluate(settleTransitions)
  // There are no frames, and only violations are read: both save a third of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(TAGS)).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}

/** A colour on its way to another is neither. Runs in the page. */
async function settleTransitions(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  const ending = document
    .getAnimations()
    .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
  await Promise.allSettled(ending.map((animation) => animation.finished))
}
