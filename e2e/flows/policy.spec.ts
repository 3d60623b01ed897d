/** The Content Security Policy in a real browser: every view lives within it. */
import type { Page } from '@playwright/test'
import { visitEmptyScreens, visitLayers, visitRecords } from '../pages/everyView'
import { visitField } from '../pages/fieldViews'
import { visitMoney } from '../pages/moneyViews'
import { expect, test } from './consoleTest'

test('no view breaks the policy', async ({ app }) => {
  // Every view of the program, one after the other.
  test.setTimeout(300_000)
  const { page } = app
  await listenForViolations(page)
  await visitEmptyScreens(app, async (view) => expect.soft(await violations(page), view).toEqual([]))
  await app.goTo('Today')
  await app.loadDemo()
  for (const visit of [visitRecords, visitField, visitMoney, visitLayers]) {
    await visit(app, async (view) => expect.soft(await violations(page), view).toEqual([]))
  }
})

test('what the policy forbids does not happen: inline script, eval, WebAssembly in the page, a foreign picture or connection', async ({
  page,
  running,
}) => {
  await page.goto(running.url)
  await listenForViolations(page)
  const happened = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.inlineRan = true'
    document.head.append(script)
    // Not before the next turn: what the test itself runs is exempt from the policy.
    const evaluated = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve(new Function('return true')())
        } catch {
          resolve(false)
        }
      })
    })
    const compiled = await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(
      () => true,
      () => false,
    )
    const picture = await new Promise((resolve) => {
      const image = new Image()
      image.onload = () => resolve(true)
      image.onerror = () => resolve(false)
      image.src = 'http://192.0.2.1/picture.png'
    })
    const connected = await fetch('http://192.0.2.1/').then(
      () => true,
      () => false,
    )
    return { inline: 'inlineRan' in window, evaluated, compiled, picture, connected }
  })
  expect(happened).toEqual({ inline: false, evaluated: false, compiled: false, picture: false, connected: false })
  expect((await violations(page)).map((one) => one.split(' ')[0]).sort()).toEqual([
    'connect-src',
    'img-src',
    'script-src',
    'script-src',
    'script-src-elem',
  ])
})

/** For the page that is open now; going from screen to screen keeps it open. */
async function listenForViolations(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    document.addEventListener('securitypolicyviolation', (event) => {
      heard.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`)
    })
  })
}

function violations(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { heard: string[] }).heard)
}
