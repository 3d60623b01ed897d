/** The browser shell as a real browser meets it. */
import { cp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { startConsole } from '../consoleUnderTest'
import { startImpostor } from '../simulators/impostor'
import { expect, PROGRAM_DIR, test } from './consoleTest'

test('the address loses its key once the browser keeps the program, and nothing is left that other ports receive', async ({
  app,
  page,
  running,
}) => {
  await expect(page).toHaveTitle(/Commonmast/)
  await expect.poll(() => new URL(page.url()).pathname, { timeout: 60_000 }).toBe('/')
  expect(app.errors).toEqual([])
  expect(new URL(page.url()).origin).toBe(new URL(running.url).origin)
  expect(await page.context().cookies()).toEqual([])
  await page.reload()
  await app.isReady()
  await app.goTo('Settings')
  await page.getByRole('tab', { name: 'Journal' }).click()
  await expect(page.getByText(/Chain intact/)).toBeVisible()
})

test('whoever takes the port of a console that died gets nothing said and nothing run, and the console is found again', async ({
  app,
  page,
  running,
}) => {
  await expect.poll(() => new URL(page.url()).pathname, { timeout: 60_000 }).toBe('/')
  await running.kill()
  const impostor = await startImpostor(Number(new URL(running.url).port))
  await expect(page.getByText('What answers at this address is not your console')).toBeVisible()
  // A screen whose program was not loaded yet.
  await app.goTo('Plans')
  await page.reload()
  await app.isReady()
  await expect(page.getByText('What answers at this address is not your console')).toBeVisible()
  await page.goto(running.url)
  await app.isReady()
  expect(impostor.heard.length).toBeGreaterThan(1)
  for (const said of impostor.heard) expect(Object.keys(JSON.parse(said))).toEqual(['type', 'nonce'])
  expect(impostor.hasRun()).toBe(false)
  expect(impostor.asked.filter((path) => path !== '/socket')).toEqual([])
  await impostor.stop()
  const again = await startConsole({ programDir: PROGRAM_DIR, again: running })
  await expect(page.getByText('What answers at this address is not your console')).toBeHidden({ timeout: 60_000 })
  await app.goTo('Settings')
  await page.getByRole('tab', { name: 'Journal' }).click()
  await expect(page.getByText(/Chain intact/)).toBeVisible()
  // Lines that were cut are said by the browser itself.
  app.errors.splice(0)
  await again.kill()
})

test('a page that the browser kept makes way for that of a newer program, once that has proved itself', async ({
  app,
  page,
  running,
}) => {
  await expect.poll(() => new URL(page.url()).pathname, { timeout: 60_000 }).toBe('/')
  await running.kill()
  const newer = await newerProgram(join(running.dataDir, 'newer'))
  const again = await startConsole({ programDir: newer, again: running })
  await page.reload()
  await expect(page).toHaveTitle('Commonmast of tomorrow', { timeout: 60_000 })
  await app.isReady()
  await page.reload()
  await expect(page).toHaveTitle('Commonmast of tomorrow')
  await app.goTo('Settings')
  await page.getByRole('tab', { name: 'Journal' }).click()
  await expect(page.getByText(/Chain intact/)).toBeVisible()
  app.errors.splice(0)
  await again.kill()
})

/** The built program with another page and another service worker. */
async function newerProgram(folder: string): Promise<string> {
  await cp(join(PROGRAM_DIR, 'out'), join(folder, 'out'), { recursive: true })
  // It lists the files before they are changed.
  await rm(join(folder, 'out/shell-files.json'))
  await cp(join(PROGRAM_DIR, 'package.json'), join(folder, 'package.json'))
  await symlink(join(PROGRAM_DIR, 'node_modules'), join(folder, 'node_modules'))
  const assets = join(folder, 'out/renderer/assets')
  const [worker = ''] = (await readdir(assets)).filter((name) => name.startsWith('shellCache.worker-'))
  await rename(join(assets, worker), join(assets, 'shellCache.worker-Tomorrow.js'))
  for (const name of await readdir(assets)) {
    if (!name.endsWith('.js')) continue
    const text = await readFile(join(assets, name), 'utf8')
    if (text.includes(worker)) await writeFile(join(assets, name), text.replaceAll(worker, 'shellCache.worker-Tomorrow.js'))
  }
  const page = join(folder, 'out/renderer/index.html')
  await writeFile(
    page,
    (await readFile(page, 'utf8')).replace('<title>Commonmast</title>', '<title>Commonmast of tomorrow</title>'),
  )
  return folder
}

test('a browser without the token sees a page that says what to do', async ({ browser, running }) => {
  const context = await browser.newContext()
  const stranger = await context.newPage()
  const answer = await stranger.goto(new URL('/', running.url).href)
  expect(answer?.status()).toBe(401)
  await expect(stranger.getByText('open the address that npm start printed last')).toBeVisible()
  await context.close()
})

test('a page on another port reaches neither the socket nor the files', async ({ app, page, running }) => {
  expect(app.errors).toEqual([])
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>another program</title>')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const evil = await page.context().newPage()
  await evil.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const reached = await evil.evaluate(async (target) => {
    const socket = await new Promise((resolve) => {
      const one = new WebSocket(`ws://${target}/socket`)
      one.onopen = () => resolve('open')
      one.onerror = () => resolve('refused')
    })
    const file = await fetch(`http://${target}/`, { credentials: 'include' }).then(
      () => 'read',
      () => 'refused',
    )
    const script = await new Promise((resolve) => {
      const element = document.createElement('script')
      element.src = `http://${target}/favicon.svg`
      element.onload = () => resolve('loaded')
      element.onerror = () => resolve('refused')
      document.head.append(element)
    })
    return { socket, file, script }
  }, new URL(running.url).host)
  expect(reached).toEqual({ socket: 'refused', file: 'refused', script: 'refused' })
  await evil.close()
  server.close()
})
