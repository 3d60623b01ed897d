/** The console without a mouse: search, going to screens, layers, focus, and the actions of tables. */
import type { Page } from '@playwright/test'
import { expect, test } from './consoleTest'

test('Ctrl-K finds a screen, a hotspot and an action, and Esc puts the focus back', async ({ app }) => {
  await app.loadDemo()
  const { page } = app
  const search = page.getByRole('dialog', { name: 'Search' })
  const find = async (text: string) => {
    await page.keyboard.press('Control+k')
    await search.waitFor()
    await expect(page.locator('input:focus')).toHaveAttribute('placeholder', /Screens, actions/)
    await page.keyboard.type(text)
  }

  await find('sett')
  await expect(search.getByRole('option').or(search.getByRole('button')).filter({ hasText: 'Settings' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await expect(search).toBeHidden()

  const name = await page.evaluate(firstHotspotName)
  await find(name)
  await expect(search.getByText(name, { exact: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: `Hotspot ${name}` })).toBeVisible()
  await expect(search).toBeHidden()

  await find('import a')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Import a file' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  const opener = page.getByRole('button', { name: /^Search/ })
  await opener.focus()
  await page.keyboard.press('Enter')
  await search.waitFor()
  await page.keyboard.press('Escape')
  await expect(search).toBeHidden()
  await expect(opener).toBeFocused()
})

test('g and a letter goes to every screen, and not while someone types or a layer is open', async ({ app }) => {
  const { page } = app
  const screens = {
    m: 'Map',
    f: 'Fleet',
    p: 'Plans',
    s: 'Split',
    r: 'Treasury',
    c: 'Coop',
    ',': 'Settings',
    i: 'Field',
  }
  for (const [key, name] of Object.entries(screens)) {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
  }
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await expect(page).toHaveURL(/#\/$/)

  await app.goTo('Settings')
  await page.getByLabel('Cooperative name').focus()
  await page.keyboard.type('gm')
  await expect(page.getByLabel('Cooperative name')).toHaveValue('gm')
  await expect(page).toHaveURL(/#\/settings$/)

  await page.locator('body').click()
  await page.keyboard.press('?')
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(shortcuts.getByRole('row').filter({ hasText: 'Go to Field' })).toContainText('i')
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(shortcuts).toBeVisible()
  await expect(page).toHaveURL(/#\/settings$/)
})

test('Esc closes one layer at a time', async ({ app }) => {
  await app.loadDemo()
  const { page } = app
  await page.evaluate(() => {
    window.location.hash = '#/fleet?hotspot=demo-mesh%3Ademo-0001'
  })
  const details = page.getByRole('complementary', { name: /^Hotspot / })
  await details.waitFor()
  await page.keyboard.press('Control+k')
  const search = page.getByRole('dialog', { name: 'Search' })
  await search.waitFor()
  await page.keyboard.press('Escape')
  await expect(search).toBeHidden()
  await expect(details).toBeVisible()
  await page.getByRole('button', { name: 'Close the details' }).focus()
  await page.keyboard.press('Escape')
  await expect(details).toBeHidden()
})

test('a focus that does not show is noticed', async ({ app }) => {
  const { page } = app
  await page.evaluate(() => {
    const planted = document.body.appendChild(document.createElement('button'))
    planted.style.outline = 'none'
    planted.append('Planted')
    planted.focus()
  })
  expect(await page.evaluate(hiddenFocus)).toContain('Planted')
})

test('the focus shows wherever Tab stops', async ({ app }) => {
  await app.loadDemo()
  const { page } = app
  for (const screen of ['Today', 'Plans', 'Split', 'Treasury', 'Coop', 'Settings', 'Field'] as const) {
    await app.goTo(screen)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    for (let presses = 0; presses < 14; presses++) {
      await page.keyboard.press('Tab')
      expect(await page.evaluate(hiddenFocus), `${screen}, Tab ${presses + 1}`).toBeNull()
    }
  }
})

test('the skip button passes the navigation', async ({ app }) => {
  const { page } = app
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Skip to the screen' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.getElementById('screen')?.contains(document.activeElement))).toBe(true)
})

test("every action of the fleet's table has a key, and the actions of the other tables are within Tab's reach", async ({
  app,
}) => {
  await app.loadDemo()
  const { page } = app
  await app.goTo('Fleet')
  const rows = page.locator('tr[data-index]')
  await rows.first().getByRole('button').focus()
  await page.keyboard.press('x')
  await expect(rows.first().getByRole('checkbox')).toBeChecked()
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(1).getByRole('button')).toBeFocused()
  await page.keyboard.press('x')
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: /^Hotspot / })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('complementary', { name: /^Hotspot / })).toBeHidden()

  await app.goTo('Split')
  await reachByTab(page, 'Choose Demo period 2026-10')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Go to split' })).toBeVisible()

  await app.goTo('Coop')
  const change = await page
    .getByRole('button', { name: /^Change / })
    .first()
    .getAttribute('aria-label')
  await reachByTab(page, String(change))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await app.goTo('Plans')
  const plan = page.getByRole('table').getByRole('link').first()
  await reachByTab(page, String(await plan.textContent()))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Reached, site by site' })).toBeVisible()
})

/** Presses Tab from the start of the page until the element of that name has the focus. */
async function reachByTab(page: Page, name: string): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
    })
    if (focused.trim() === name.trim()) return
  }
  throw new Error(`Tab never reached "${name}"`)
}

/** What has the focus and looks no different without it, or null. Runs in the page. */
async function hiddenFocus(): Promise<string | null> {
  const element = document.activeElement
  // Past the last element the focus leaves the page for the browser's own bar.
  if (!(element instanceof HTMLElement || element instanceof SVGElement) || element === document.body) return null
  // A radio may show it by the label around it or by the box drawn beside it.
  const shown = [element, element.closest('label'), element.parentElement, element.nextElementSibling].filter(
    (one) => one !== null,
  )
  const settle = () =>
    Promise.allSettled(document.getAnimations().flatMap((one) => (one instanceof CSSTransition ? one.finished : [])))
  const look = () =>
    shown
      .map((one) => getComputedStyle(one))
      .map(({ outlineStyle, outlineWidth, boxShadow, borderColor }) =>
        [outlineStyle, outlineWidth, boxShadow, borderColor].join(' '),
      )
      .join()
  await settle()
  const focused = look()
  element.blur()
  await settle()
  const plain = look()
  element.focus({ preventScroll: true })
  return focused === plain ? element.outerHTML.slice(0, 300) : null
}

/** Runs in the page. */
async function firstHotspotName(): Promise<string> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const database = await settled(indexedDB.open('commonmast'))
  const hotspot = await settled<{ name: string }>(
    database.transaction('hotspots').objectStore('hotspots').get('demo-mesh:demo-0007'),
  )
  database.close()
  return hotspot.name
}
