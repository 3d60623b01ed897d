/** A file from one machine to another by QR code: shown by one console, filmed, read by another with Chromium's simulated camera. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Locator, type Page } from '@playwright/test'
import { FLOW_ARGS, findChromium } from '../chromium'
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
const OTHER = { name: 'other.csv', mimeType: 'text/csv', buffer: Buffer.from(FLEET.slice(0, 120).join('\n')) }

async function openCameraFiles(app: ConsolePage): Promise<void> {
  await app.goTo('Settings')
  await app.page.getByRole('tab', { name: 'Files by QR' }).click()
}

async function showFile(app: ConsolePage, file: typeof FILE): Promise<Locator> {
  await app.page.locator('input[type="file"]').setInputFiles(file)
  const dialog = app.page.getByRole('dialog', { name: `Show “${file.name}” to a camera` })
  await dialog.getByRole('button', { name: 'Pause' }).click()
  await dialog.getByRole('button', { name: 'From the first' }).click()
  await dialog.getByText(/^Code 1 of /).waitFor()
  return dialog
}

async function neededFor(dialog: Locator): Promise<number> {
  return Number(/of (\d+)$/.exec((await dialog.getByText(/^Code 1 of /).textContent()) ?? '')?.[1])
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

/** Holds on to the camera's track, whose element goes with the dialog. */
async function rememberTrack(page: Page): Promise<void> {
  await page.evaluate(() => {
    const stream = document.querySelector('video')?.srcObject
    Object.assign(window, { seenTrack: stream instanceof MediaStream ? stream.getTracks()[0] : null })
  })
}

function trackState(page: Page): Promise<string> {
  return page.evaluate(() => (window as unknown as { seenTrack: MediaStreamTrack }).seenTrack.readyState)
}

const SIMULATED_CAMERA = '--use-fake-device-for-media-stream'

/** A console of its own, in a browser with these switches and permissions, or whose simulated camera sees this film. */
async function withCamera(
  filmOrSwitches: string | string[],
  permissions: string[],
  act: (app: ConsolePage) => Promise<void>,
): Promise<void> {
  const switches =
    typeof filmOrSwitches === 'string'
      ? [SIMULATED_CAMERA, `--use-file-for-fake-video-capture=${filmOrSwitches}`]
      : filmOrSwitches
  const running = await startConsole({ programDir: PROGRAM_DIR })
  const browser: Browser = await chromium.launch({ executablePath: findChromium(), args: [...FLOW_ARGS, ...switches] })
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
  const needed = await neededFor(dialog)
  expect(needed).toBeGreaterThan(8)
  expect(await faultsOf(app.page)).toEqual([])
  // A third of the first round is missed; mixed codes make up for it.
  const pictures = await film(app.page, 2 * needed, (code) => code % 3 !== 0)
  await writeFilm(
    join(folder, 'codes.y4m'),
    [...pictures].reverse().flatMap((picture) => [picture, picture]),
  )

  await withCamera(join(folder, 'codes.y4m'), ['camera'], async (reader) => {
    const { page } = reader
    expect(await askForCamera(page)).toBe('NotAllowedError')
    await page.getByRole('button', { name: 'Read a file by camera' }).click()
    const reading = page.getByRole('dialog', { name: 'Read a file by camera' })
    await reading.getByRole('combobox', { name: 'Camera' }).waitFor()
    await rememberTrack(page)
    expect(await trackState(page)).toBe('live')
    expect(await askForCamera(page)).toBe('NotAllowedError')
    await expect(reading.getByText('“masts.csv” was read')).toBeVisible({ timeout: 60_000 })
    expect(await trackState(page)).toBe('ended')
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

test('codes of another file are refused by name until a person starts again with it, and a dialog that is closed leaves the camera off', async ({
  app,
}) => {
  await openCameraFiles(app)
  await showFile(app, FILE)
  const [first] = await film(app.page, 1, () => true)
  await app.page.keyboard.press('Escape')
  const dialog = await showFile(app, OTHER)
  const needed = await neededFor(dialog)
  const others = await film(app.page, 6, () => true)
  // The one file's code stands long enough to be read, and those of the other long enough to start again with them.
  const long = (pictures: Uint8Array[], times: number) => Array.from({ length: times }, () => pictures).flat()
  await writeFilm(join(folder, 'two.y4m'), [...long(first ? [first] : [], 20), ...long(others, 20)])
  await withCamera(join(folder, 'two.y4m'), ['camera'], async ({ page }) => {
    await page.getByRole('button', { name: 'Read a file by camera' }).click()
    const reading = page.getByRole('dialog', { name: 'Read a file by camera' })
    await expect(reading.getByRole('alert')).toContainText('This QR code belongs to another file', { timeout: 60_000 })
    await expect(reading.getByText('qr.other-file')).toBeVisible()
    await expect(reading.getByRole('combobox', { name: 'Camera' })).toHaveValue(/fake|two\.y4m/i)
    expect(await faultsOf(page)).toEqual([])
    // Which of the two files the camera sees at that moment is chance.
    await expect(async () => {
      await reading.getByRole('button', { name: 'Start again with another file' }).click()
      await expect(reading.getByText(new RegExp(`^\\d of ${needed} codes$`))).toBeVisible({ timeout: 5_000 })
    }).toPass()
    await rememberTrack(page)
    await page.keyboard.press('Escape')
    await expect(reading).toBeHidden()
    expect(await trackState(page)).toBe('ended')
    expect(await askForCamera(page)).toBe('NotAllowedError')
  })
})

test('a camera that is refused and one that is not there are told apart', async ({ app }) => {
  await withCamera([SIMULATED_CAMERA], [], async ({ page }) => {
    await page.getByRole('button', { name: 'Read a file by camera' }).click()
    await expect(page.getByRole('alert')).toContainText('The camera was refused')
    expect(await faultsOf(page)).toEqual([])
  })
  const { page } = app
  await openCameraFiles(app)
  await page.getByRole('button', { name: 'Read a file by camera' }).click()
  await expect(page.getByRole('alert')).toContainText('No camera was found')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('alert')).toContainText('No camera was found')
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
