/** The browser shell as a real browser meets it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './consoleTest'

test('the address loses its token, and the page breaks no rule of its policy', async ({ app, page, running }) => {
  await expect(page).toHaveTitle(/Commonmast/)
  expect(page.url()).not.toContain('token')
  expect(app.errors).toEqual([])
  expect(new URL(page.url()).origin).toBe(new URL(running.url).origin)
  const cookies = await page.context().cookies()
  expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict' }])
})

test('a browser without the token sees a page that says what to do', async ({ browser, running }) => {
  const context = await browser.newContext()
  const stranger = await context.newPage()
  const answer = await stranger.goto(new URL('/', running.url).href)
  expect(answer?.status()).toBe(401)
  await expect(stranger.getByText('open the address that npm start printed last')).toBeVisible()
  await context.close()
})

test('a page on another port, which shares the cookie, reaches neither the socket nor the files', async ({
  app,
  page,
  running,
}) => {
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
