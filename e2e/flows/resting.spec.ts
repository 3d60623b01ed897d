import type { Page } from '@playwright/test'
import { countHeld, visitScreens } from '../pages/screenRounds'
import { expect, test } from './consoleTest'

test('screens leave nothing behind when they are left', async ({ app }) => {
  test.setTimeout(300_000)
  await app.loadDemo()
  await visitScreens(app, 10)
  const early = await countHeld(app)
  await visitScreens(app, 40)
  const late = await countHeld(app)
  expect(late.nodes).toBeLessThanOrEqual(1.1 * early.nodes)
  expect(late.listeners).toBeLessThanOrEqual(1.1 * early.listeners)
})

test('a map at rest draws nothing, and draws again when it is moved', async ({ app }) => {
  const { page } = app
  await app.loadDemo()
  await app.goTo('Map')
  const map = page.getByTestId('map')
  await expect(map).not.toHaveAttribute('data-hotspots', '0')
  await watchDrawing(page)
  await expect.poll(() => drawnIn(page, 3_000)).toEqual({ frames: 0, draws: 0 })

  await map.focus()
  const moved = await drawnIn(page, 1_000, () => page.keyboard.press('ArrowRight'))
  expect(moved.draws).toBeGreaterThan(0)
  await expect.poll(() => drawnIn(page, 1_000)).toEqual({ frames: 0, draws: 0 })

  // A flight is many frames from one press, and ends; zoomed far in first, so that there is some way to go.
  for (let press = 0; press < 4; press++) await page.keyboard.press('+')
  const near = await map.getAttribute('data-zoom')
  const flown = await drawnIn(page, 2_000, () => page.keyboard.press('0'))
  expect(flown.frames).toBeGreaterThan(3)
  expect(await map.getAttribute('data-zoom')).not.toBe(near)
  await expect.poll(() => drawnIn(page, 1_000)).toEqual({ frames: 0, draws: 0 })
})

interface Drawn {
  /** Callbacks of requestAnimationFrame that were asked for. */
  frames: number
  /** Calls of WebGL that draw. */
  draws: number
}

type Watched = Window & { drawn?: Drawn }

/** Counts from now on what asks for frames and what draws. */
async function watchDrawing(page: Page): Promise<void> {
  await page.evaluate(() => {
    const drawn: Drawn = { frames: 0, draws: 0 }
    ;(window as Watched).drawn = drawn
    const request = window.requestAnimationFrame.bind(window)
    window.requestAnimationFrame = (callback) => {
      drawn.frames++
      return request(callback)
    }
    const count = <A extends unknown[]>(draw: (...given: A) => void) =>
      function (this: WebGL2RenderingContext, ...given: A) {
        drawn.draws++
        draw.apply(this, given)
      }
    const gl = WebGL2RenderingContext.prototype
    gl.clear = count(gl.clear)
    gl.drawArrays = count(gl.drawArrays)
    gl.drawElements = count(gl.drawElements)
    gl.drawArraysInstanced = count(gl.drawArraysInstanced)
    gl.drawElementsInstanced = count(gl.drawElementsInstanced)
  })
}

/** What was drawn within this time, from the moment before `act` on. */
async function drawnIn(page: Page, durationMs: number, act: () => Promise<unknown> = async () => undefined): Promise<Drawn> {
  await page.evaluate(() => {
    Object.assign((window as Watched).drawn ?? {}, { frames: 0, draws: 0 })
  })
  await act()
  await page.waitForTimeout(durationMs)
  return page.evaluate(() => {
    const { drawn } = window as Watched
    if (!drawn) throw new Error('Drawing is not watched')
    return { ...drawn }
  })
}
