/** A file from one machine to another by QR code: shown by one console, filmed, read by another with Chromium's simulated camera. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../chromium'
import { startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { filmCode, writeFilm } from '../pages/cameraVideo'
import { expect, PROGRAM_DIR, test } from './consoleTest'

/** Hotspots whose positions do not pack well. */
const FLEET = ['key,lat,lng']
for (let row = 0; row < 240; row++) {
  FLEET.push(
    `mast-${(row * 48_271) % 99_991},${(50 + ((row * 7_919) % 9_973) / 1e5).toFixed(5)},${(19 + ((row * 104_729) % 9_967) / 1e5).toFixed(5)}`,
  )
}
const FILE = { name: 'masts.csv', mimeType: 'text/csv', buffer: Buffer.from(`${FLEET.join('\n')}\n`) }
const OTHER = { name: 'other.csv', mimeType: 'text/csv', buffer: Buffer.from(FLEET.slice().reverse().join('\n')) }

async function openCameraFiles(app: ConsolePage): Promise<void> {
  await app.goTo('Settings')
  await app.page.getByRole('tab', { name: 'Files by camera' }).click()
}

async function showFile(app: ConsolePage, file: typeof FILE): Promise<ReturnType<Page['getByRole']>> {
  await app.page.locator('input[type="file"]').setInputFiles(file)
  const dialog = app.page.getByRole('dialog', { name: `Show “${file.name}” to a camera` })
  await dialog.getByRole('button', { name: 'Pause' }).click()
  await dialog.getByRole('button', { name: 'From the first' }).click()
  await dialog.getByText(/^Code 1 of /).waitFor()
  return dialog
}

/** Steps through the codes and films those that are wanted. */
async function film(page: Page, count: number, isSeen: (code: number) => boolean): Promise<Uint8Array[]> {
  const pictures: Uint8Array[] = []
  for (let code = 1; code <= count; code++) {
    await page.getByText(new RegExp(`^Code ${code} of `)).waitFor()
    if (isSeen(code)) pictures.push(await filmCode(page))
    await page.keyboard.press('ArrowRight')
  }
  return pictures
}

async function faultsOf(page: Page): Promise<string[]> {
  return (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)
}

/** What asking for the camera past the dialog comes to. */
function askForCamera(page: Page): Promise<string> {
  return page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      (refusal: Error) => refusal.name,
    ),
  )
}

/** A console of its own in a browser whose camera sees the film; null: a browser without a camera. */
async function withCamera(
  filmPath: string | null,
  permissions: string[],
  act: (app: ConsolePage) => Promise<void>,
): Promise<void> {
  const camera = filmPath ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${filmPath}`] : []
  const running = await startConsole({ programDir: PROGRAM_DIR })
  const browser: Browser = await chromium.launch({ executablePath: findChromium(), args: [...CHROMIUM_ARGS, ...camera] })
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    await context.grantPermissions(permissions)
    const app = new ConsolePage(await context.newPage())
    await app.open(running.url)
    await openCameraFiles(app)
    await act(app)
    expect(app.errors).toEqual([])
  } finally {
    await browser.close()
    await running.stop()
  }
}

let folder: string
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-film-'))
})
test.afterEach(() => rm(folder, { recursive: true }))

test('a file goes from one machine to another by its codes alone, and the camera is off before and after', async ({ app }) => {
  await openCameraFiles(app)
  const dialog = await showFile(app, FILE)
  const shown = (await dialog.getByText(/^Code 1 of /).textContent()) ?? ''
  const needed = Number(/of (\d+)$/.exec(shown)?.[1])
  expect(needed).toBeGreaterThan(8)
  expect(await faultsOf(app.page)).toEqual([])
  // A third of the first round is missed; mixed codes make up for it.
  const pictures = await film(app.page, 2 * needed, (code) => code % 3 !== 0)
  await writeFilm(join(folder, 'codes.y4m'), [...pictures].reverse())

  await withCamera(join(folder, 'codes.y4m'), ['camera'], async (reader) => {
    const { page } = reader
    expect(await askForCamera(page)).toBe('NotAllowedError')
    await page.getByRole('button', { name: 'Read a file by camera' }).click()
    const reading = page.getByRole('dialog', { name: 'Read a file by camera' })
    await reading.getByText(/^\d+ of \d+ codes$/).waitFor()
    expect(await faultsOf(page)).toEqual([])
    expect(await askForCamera(page)).toBe('NotAllowedError')
    await page.evaluate(() => {
      const track = (document.querySelector('video')?.srcObject as MediaStream).getTracks()[0]
      Object.assign(window, { seenTrack: track })
      if (track?.readyState !== 'live') throw new Error('The camera is off while its dialog reads')
    })
    await expect(reading.getByText('“masts.csv” was read')).toBeVisible({ timeout: 60_000 })
    const trackState = () => page.evaluate(() => (window as unknown as { seenTrack: MediaStreamTrack }).seenTrack.readyState)
    expect(await trackState()).toBe('ended')
    expect(await page.locator('video').count()).toBe(0)
    expect(await askForCamera(page)).toBe('NotAllowedError')
    expect(await faultsOf(page)).toEqual([])

    const [saved] = await Promise.all([page.waitForEvent('download'), reading.getByRole('button', { name: 'Save it' }).click()])
    expect(saved.suggestedFilename()).toBe('masts.csv')
    expect(await readFile(await saved.path())).toEqual(FILE.buffer)
    await reading.getByRole('button', { name: 'Open it' }).click()
    await page.getByRole('dialog', { name: 'Import a file' }).getByRole('button', { name: 'Import 240 hotspots' }).waitFor()
  })
})

test('a dialog that is closed while it reads leaves the camera off', async ({ app }) => {
  await openCameraFiles(app)
  await showFile(app, FILE)
  await writeFilm(join(folder, 'one.y4m'), await film(app.page, 2, () => true))
  await withCamera(join(folder, 'one.y4m'), ['camera'], async ({ page }) => {
    await page.getByRole('button', { name: 'Read a file by camera' }).click()
    const reading = page.getByRole('dialog', { name: 'Read a file by camera' })
    await reading.getByText(/^2 of \d+ codes$/).waitFor()
    await expect(reading.getByRole('combobox', { name: 'Camera' })).toHaveValue(/fake|one\.y4m/i)
    await page.evaluate(() => {
      Object.assign(window, { seenTrack: (document.querySelector('video')?.srcObject as MediaStream).getTracks()[0] })
    })
    await page.keyboard.press('Escape')
    await expect(reading).toBeHidden()
    expect(await page.evaluate(() => (window as unknown as { seenTrack: MediaStreamTrack }).seenTrack.readyState)).toBe('ended')
    expect(await askForCamera(page)).toBe('NotAllowedError')
  })
})

test('codes of another file are refused by name, and reading starts again with it when a person says so', async ({ app }) => {
  await openCameraFiles(app)
  await showFile(app, FILE)
  const [first] = await film(app.page, 1, () => true)
  await app.page.keyboard.press('Escape')
  const dialog = await showFile(app, OTHER)
  const needed = Number(/of (\d+)$/.exec((await dialog.getByText(/^Code 1 of /).textContent()) ?? '')?.[1])
  const others = await film(app.page, needed, () => true)
  // The first file's code stands long enough to be read before those of the other file.
  await writeFilm(join(folder, 'two.y4m'), [...Array.from({ length: 30 }, () => first ?? new Uint8Array()), ...others])
  await withCamera(join(folder, 'two.y4m'), ['camera'], async ({ page }) => {
    await page.getByRole('button', { name: 'Read a file by camera' }).click()
    const reading = page.getByRole('dialog', { name: 'Read a file by camera' })
    await expect(reading.getByRole('alert')).toContainText('This QR code belongs to another file', { timeout: 60_000 })
    await expect(reading.getByText('qr.other-file')).toBeVisible()
    expect(await faultsOf(page)).toEqual([])
  })
})

test('a camera that is refused and one that is not there are told apart', async ({ app }) => {
  await openCameraFiles(app)
  await showFile(app, FILE)
  await writeFilm(join(folder, 'one.y4m'), await film(app.page, 1, () => true))
  await withCamera(join(folder, 'one.y4m'), [], async ({ page }) => {
    await page.getByRole('button', { name: 'Read a file by camera' }).click()
    await expect(page.getByRole('alert')).toContainText('The camera was refused')
    expect(await faultsOf(page)).toEqual([])
  })
  await withCamera(null, ['camera'], async ({ page }) => {
    await page.getByRole('button', { name: 'Read a file by camera' }).click()
    await expect(page.getByRole('alert')).toContainText('No camera was found')
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('alert')).toContainText('No camera was found')
    expect(await faultsOf(page)).toEqual([])
  })
})

test('a file that is too large for codes is refused with its size, and saved as a file instead', async ({ app }) => {
  const { page } = app
  await openCameraFiles(app)
  let state = 1
  const noise = Buffer.from(
    Uint8Array.from({ length: 400_000 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state >>> 24
    }),
  )
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'noise.bin', mimeType: 'application/octet-stream', buffer: noise })
  await expect(page.getByRole('alert')).toContainText('packs to 401 kB, and no more than 263 kB go by QR code')
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save it as a file instead' }).click()
  expect(await readFile(await (await saved).path())).toEqual(noise)
})
