/** The program in real Electron: what only Electron can show, and the way from a file to a signed payout and back after a restart. */

import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { periodOf } from '#core/rewards/splitFile'
import { verifySplit } from '#core/rewards/verifySplit'
import { verifyPayoutV4 } from '#core/treasury/payout/verifyPayoutV4'
import { fixturePath } from '../../fixtures/readFixture'
import { FieldPage } from '../pages/FieldPage'
import { PayPage } from '../pages/PayPage'
import { countRecords } from '../pages/readRecords'
import { SplitPage } from '../pages/SplitPage'
import { simulatedHotspotOnPty } from '../simulators/hotspot'
import { readRewardKeys } from '../tour/readRewardKeys'
import { tourAgreements } from '../tour/tourAgreements'
import { type ElectronUnderTest, startElectronProgram } from './electronUnderTest'

const REWARDS = fixturePath('data/weatherxm_beta_rewards_table.csv')

test.describe.configure({ mode: 'serial' })

let program: ElectronUnderTest

test.beforeAll(async () => {
  program = await startElectronProgram()
})
test.afterAll(async () => {
  await program?.stop()
})
test.afterEach(() => {
  expect(program.app.errors.splice(0)).toEqual([])
})

test('the page is ours, has the bridge alone, and no Node', async () => {
  const { page } = program
  expect(page.url()).toMatch(/^app:\/\/commonmast\//)
  const found = await page.evaluate(() => ({
    bridge: Object.keys((window as unknown as { commonmast: object }).commonmast).sort(),
    hasNode: 'require' in window || 'process' in window,
    opened: window.open('https://example.org') !== null,
  }))
  expect(found).toEqual({ bridge: ['onMessage', 'send', 'shell'], hasNode: false, opened: false })
})

test('a page that is reloaded while it loads, or leaves for nothing, is there again', async () => {
  const { page, app } = program
  await page.evaluate(() => {
    window.location.reload()
    window.location.reload()
  })
  await app.isReady()
  await page.evaluate(() => {
    window.location.href = 'about:blank'
  })
  await expect.poll(() => page.url()).toMatch(/^app:\/\/commonmast\//)
  await app.isReady()
})

test('the page reaches no other computer, by WebRTC neither', async () => {
  const { page } = program
  let connections = 0
  const listener = createServer((socket) => {
    connections++
    socket.destroy()
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const { port } = listener.address() as { port: number }
  const candidates = await page.evaluate(async (to) => {
    const relay = { urls: `turn:127.0.0.1:${to}?transport=tcp`, username: 'a', credential: 'b' }
    const connection = new RTCPeerConnection({ iceServers: [relay, { urls: `stun:127.0.0.1:${to}` }] })
    connection.createDataChannel('any')
    const found: string[] = []
    const gathered = new Promise<void>((resolve) => {
      connection.onicecandidate = ({ candidate }) => {
        if (candidate) found.push(candidate.candidate)
        else resolve()
      }
    })
    await connection.setLocalDescription(await connection.createOffer())
    await gathered
    await fetch(`http://127.0.0.1:${to}/`).catch(() => undefined)
    return found
  }, port)
  expect(candidates).toEqual([])
  expect(connections).toBe(0)
  listener.close()
  // The page's own policy refuses the fetch and says so.
  program.app.errors.splice(0)
})

test('the page is given the camera while its dialog is open and not otherwise, and never a microphone', async () => {
  const { page, app } = program
  /** What main's check answers, whatever the page's own lock does. */
  const stateOf = (device: 'camera' | 'microphone') =>
    page.evaluate(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state, device)
  expect(await stateOf('camera')).toBe('denied')
  await app.goTo('Settings')
  await page.getByRole('tab', { name: 'Files by QR' }).click()
  await page.getByRole('button', { name: 'Read a file by camera' }).click()
  const reading = page.getByRole('dialog', { name: 'Read a file by camera' })
  await expect(reading.getByRole('combobox', { name: 'Camera' })).toHaveValue(/fake/i)
  expect(await stateOf('camera')).toBe('granted')
  expect(await stateOf('microphone')).toBe('denied')
  await page.keyboard.press('Escape')
  await expect(reading).toBeHidden()
  expect(await stateOf('camera')).toBe('denied')
})

test('a file is imported, and its agreements and rewards are split and paid', async () => {
  const { app, dataDir } = program
  const fleet = await app.importFile(fixturePath('data/ttn_gateways.csv'))
  expect(fleet).toMatchObject({ New: 134, Problems: 0 })
  const agreements = join(dataDir, 'agreements.json')
  await writeFile(agreements, JSON.stringify(tourAgreements(await readRewardKeys(REWARDS))))
  await app.importFile(agreements)
  await app.importFile(REWARDS)
  const split = await new SplitPage(app).split('Weatherxm beta rewards table')
  expect(verifySplit(split)).toEqual([])
  const pay = new PayPage(app)
  await pay.prepare(periodOf(split).name, 'WXM')
  const { payout } = await pay.sign()
  expect(await verifyPayoutV4(payout)).toEqual([])
})

test('a hotspot on a port is put into service and its record is signed', async () => {
  const port = await simulatedHotspotOnPty()
  try {
    const field = new FieldPage(program.app)
    await field.identifyAt(port.path, 'No work order')
    await field.connect()
    const { format } = await field.sign()
    expect(format).toBe('commonmast-provisioning-v2')
  } finally {
    await port.stop()
  }
})

test('a page that is killed is loaded again, which is said, and the records are whole', async () => {
  const { application, page, app } = program
  const before = await countRecords(page)
  await application.evaluate(({ dialog }) => {
    const told: string[] = []
    Object.assign(globalThis, { told })
    dialog.showMessageBox = async (...given: unknown[]) => {
      told.push((given.at(-1) as { message: string }).message)
      return { response: 0, checkboxChecked: false }
    }
  })
  await app.goTo('Fleet')
  // The page's own handle dies with it, so the window is asked through main; a dying one never answers.
  const heading = () =>
    application.evaluate(({ BrowserWindow }) =>
      Promise.race([
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.querySelector("h1")?.textContent'),
        new Promise((resolve) => setTimeout(() => resolve('no answer'), 1_000)),
      ]),
    )
  await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
  await expect.poll(heading).toBe('Fleet')
  const told = await application.evaluate(() => (globalThis as unknown as { told: string[] }).told)
  expect(told).toEqual([expect.stringContaining('The window stopped unexpectedly and was loaded again')])
  await program.restart()
  expect(await countRecords(program.page)).toEqual(before)
})

test('after a restart the signed payout and its journal are there', async () => {
  const { app, page } = program
  await app.goTo('Treasury')
  await expect(page.getByRole('button', { name: /^Save payout file of Weatherxm/ })).toBeVisible()
  await app.goTo('Settings')
  await page.getByRole('tab', { name: 'Journal' }).click()
  await expect(page.getByText(/Chain intact/)).toBeVisible()
})
