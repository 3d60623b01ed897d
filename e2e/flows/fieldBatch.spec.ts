/** Ten devices in a row by the keyboard alone, offline, with faults in three of them; every record is held against what was done. */
import type { BrowserContext, Page } from '@playwright/test'
import { DEMO_PREFIX } from '#core/model/demoIdentity'
import { provisioningSchema, workOrderSchema } from '#core/model/records'
import { provisioningFileV2Schema } from '#core/provisioning/provisioningFile'
import type { DeviceFaults, SimulatedDevice } from '#core/provisioning/simulated/simulatedDevice'
import { createSimulatedHotspot, trainingPassword } from '#core/provisioning/simulated/simulatedHotspot'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import { readRecords, storedRow } from '../pages/readRecords'
import type { HotspotOnPty } from '../simulators/hotspot'
import { expect } from './consoleTest'
import { asleep, test } from './fieldTest'

const DEVICES = 10
/** Of each device after the first that meets no fault: work order, port, position, record, next. */
const KEYS_EACH = 5

test('ten devices in a row by the keyboard alone, offline, three of them with faults', async ({ app, port, context }) => {
  test.setTimeout(400_000)
  const { page } = app
  page.setDefaultTimeout(30_000)
  await seedWorkOrders(page)
  const asked = await takeOffline(context, new URL(page.url()).host)
  // What the page read before is not read again.
  await page.reload()
  await page.getByRole('navigation').waitFor()
  await page.locator('body').press('g')
  await page.keyboard.press('i')
  await page.getByRole('heading', { name: /^Which work order/ }).waitFor()
  await expect(page.getByText(/^Offline/)).toBeVisible()
  const hands = new Hands(page)

  await test.step('device 1, asked everything: a wrong password first', () => firstDevice(page, hands, port))
  for (let unit = 2; unit <= DEVICES; unit++) {
    await test.step(`device ${unit}`, async () => {
      hands.presses = 0
      const device = (faults: DeviceFaults = {}) => createSimulatedHotspot({ unit, ...faults })
      if (unit === 4) await refusedThenJoined(page, hands, port, device)
      else if (unit === 6) await pulledAndPluggedInAgain(page, hands, port, device)
      else if (unit === 9) await silentThenNoisy(page, hands, port, device)
      else {
        await port.plugIn(device())
        await openPort(page, hands)
      }
      await signHere(page, hands)
      if (![4, 6, 9].includes(unit)) expect(hands.presses).toBe(KEYS_EACH - 1)
      if (unit < DEVICES) await hands.press('Enter')
    })
  }

  await checkRecords(page)
  expect(asked).toEqual([])
  await expect(page.getByRole('heading', { name: `Today: ${DEVICES} devices` })).toBeVisible()
})

/**
 * As a machine without a network: the page is told so, and reaches the console on this machine alone.
 * @returns what it asked of anybody else.
 */
async function takeOffline(context: BrowserContext, consoleHost: string): Promise<string[]> {
  const asked: string[] = []
  await context.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }))
  await context.route(
    (url) => url.host !== consoleHost,
    (route) => {
      asked.push(route.request().url())
      return route.abort('internetdisconnected')
    },
  )
  return asked
}

/** A keyboard whose presses are counted. */
class Hands {
  presses = 0
  constructor(private readonly page: Page) {}

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.presses += 1
      await this.page.keyboard.press(key)
    }
  }

  async type(text: string): Promise<void> {
    this.presses += text.length
    await this.page.keyboard.type(text)
  }
}

/** Chooses network, password, hostname and that no label is wanted: what the others take over. */
async function firstDevice(page: Page, hands: Hands, port: HotspotOnPty): Promise<void> {
  await expect(page.getByRole('radio', { name: /Site 1\b/ })).toBeFocused()
  await hands.press('Enter')
  // The digit of "Another path", which takes the focus to its field.
  await page.getByRole('radio', { name: 'Another path' }).waitFor()
  const digit = await page.getByRole('group', { name: 'Port' }).getByRole('radio').count()
  await hands.press(`${digit}`)
  await expect(page.getByLabel('Path of the port')).toBeFocused()
  await hands.type(port.path)
  await hands.press('Enter')
  await expect(page.getByRole('button', { name: 'Scan for networks' })).toBeFocused()
  await hands.press('Enter')
  await expect(page.getByRole('radio', { name: /Mast-North/ })).toBeFocused()
  const network = page.getByRole('group', { name: 'Network' }).getByRole('radio')
  const names = await network.evaluateAll((radios) => radios.map((radio) => (radio as HTMLInputElement).labels?.[0]?.textContent))
  await hands.press(`${names.findIndex((name) => name?.startsWith('Mast-North')) + 1}`)
  const password = page.getByLabel('Wi-Fi password')
  await expect(password).toBeFocused()
  // "Until the console ends"
  await hands.press('Tab', 'Tab', 'u', 'Shift+Tab', 'Shift+Tab')
  await hands.type('not this one')
  await hands.press('Enter')
  await expect(page.getByRole('alert')).toContainText('check the password')
  await expect(password).toBeFocused()
  await hands.type(trainingPassword)
  await hands.press('Enter')
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await hands.press('Tab', 'ControlOrMeta+a')
  await hands.type('site-01')
  await hands.press('Enter')
  await expect(page.getByRole('button', { name: 'Set the position' })).toBeFocused()
  await hands.press('Enter')
  await page.getByRole('heading', { name: 'Where is it?' }).waitFor()
  await hands.press('Enter')
  await expect(page.getByRole('button', { name: 'Sign record' })).toBeFocused()
  await hands.press('Enter')
  await expect(page.getByRole('heading', { name: 'Label the device' })).toBeVisible()
  const withoutLabel = page.getByRole('button', { name: 'Without a label' })
  while (!(await withoutLabel.evaluate((button) => button === document.activeElement))) await hands.press('Tab')
  await hands.press('Enter')
  await expect(page.getByRole('button', { name: 'Next device with the same settings' })).toBeFocused()
  await hands.press('Enter')
}

/** The next work order and the port are offered; from there it runs on by itself. */
async function openPort(page: Page, hands: Hands): Promise<void> {
  await page.getByRole('heading', { name: /^Which work order/ }).waitFor()
  await hands.press('Enter')
  await expect(page.getByRole('radio', { name: 'Another path' })).toBeChecked()
  await hands.press('Enter')
}

/** From wherever the device runs on by itself to its saved record. */
async function signHere(page: Page, hands: Hands): Promise<void> {
  await page.getByRole('heading', { name: 'Where is it?' }).waitFor({ timeout: 30_000 })
  await hands.press('Enter')
  await expect(page.getByRole('button', { name: 'Sign record' })).toBeFocused()
  await hands.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'In service, record saved' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Next device with the same settings' })).toBeFocused()
}

type Make = (faults?: DeviceFaults) => SimulatedDevice

/** The network refuses the kept password once: it is asked for again, with the network kept. */
async function refusedThenJoined(page: Page, hands: Hands, port: HotspotOnPty, make: Make): Promise<void> {
  let inner = make({ wrongPassword: true })
  await port.plugIn({ boot: () => inner.boot(), receive: (bytes) => inner.receive(bytes) })
  await openPort(page, hands)
  await expect(page.getByRole('alert')).toContainText('kept password of "Mast-North" was forgotten', { timeout: 30_000 })
  inner = make()
  await expect(page.getByLabel('Wi-Fi password')).toBeFocused()
  await hands.type(trainingPassword)
  await hands.press('Enter')
}

/** The cable goes in the middle of what runs by itself. */
async function pulledAndPluggedInAgain(page: Page, hands: Hands, port: HotspotOnPty, make: Make): Promise<void> {
  await port.plugIn(make({ unplugAfterBytes: 260 }))
  await openPort(page, hands)
  await expect(page.getByRole('heading', { name: 'The port is gone' })).toBeVisible({ timeout: 30_000 })
  await port.plugIn(make())
  await hands.press('Enter')
}

/** It says nothing until its power comes, and then among its log. */
async function silentThenNoisy(page: Page, hands: Hands, port: HotspotOnPty, make: Make): Promise<void> {
  const sleeper = asleep(make({ noise: true, fragment: true }))
  await port.plugIn(sleeper.device)
  await openPort(page, hands)
  await expect(page.getByRole('alert')).toContainText('did not answer', { timeout: 90_000 })
  sleeper.wake()
  await expect(page.getByRole('button', { name: 'Identify again' })).toBeFocused()
  await hands.press('Enter')
}

/** As the demo's are named: a training device leaves real work orders as they are. */
const orderId = (number: number) => `${DEMO_PREFIX}order-${number}`

/** Ten sites along a road, each 3 km from the one before. */
async function seedWorkOrders(page: Page): Promise<void> {
  const at = new Date().toISOString()
  const orders = Array.from({ length: DEVICES }, (_, index) =>
    workOrderSchema.parse({
      id: orderId(index + 1),
      title: `Site ${index + 1} of Road`,
      planId: null,
      siteId: null,
      h3: '89392c88d6bffff',
      lat: 41.15,
      lng: -8.61 + index * 0.036,
      status: 'open',
      assigneeId: null,
      provisioningId: null,
      createdAt: at,
      updatedAt: at,
    }),
  )
  await page.evaluate(async (records) => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await settled(indexedDB.open('commonmast'))
    const store = database.transaction('workOrders', 'readwrite').objectStore('workOrders')
    for (const record of records) await settled(store.put(record))
    database.close()
  }, orders.map(storedRow))
}

async function checkRecords(page: Page): Promise<void> {
  const stores = await readRecords(page)
  const records = (stores.provisionings ?? []).map((record) => provisioningSchema.parse(record))
  const files = records
    .map(({ file }) => provisioningFileV2Schema.parse(file))
    .sort((a, b) => (a.facts.signedAt < b.facts.signedAt ? -1 : 1))
  expect(files).toHaveLength(DEVICES)
  expect(new Set(files.map(({ facts }) => facts.device.name)).size).toBe(DEVICES)
  expect(new Set(files.map(({ facts }) => facts.id)).size).toBe(DEVICES)
  for (const [index, file] of files.entries()) {
    expect(verifyProvisioning(file)).toEqual([])
    const number = index + 1
    expect(file.facts).toMatchObject({
      workOrderId: orderId(number),
      hostname: `site-${`${number}`.padStart(2, '0')}`,
      driver: 'improv',
      simulated: true,
      identified: true,
      connected: true,
      proved: false,
      positionFixed: false,
      recovered: false,
      network: { ssid: 'Mast-North' },
      position: { lat: 41.15, source: 'work-order' },
    })
    expect(file.facts.position?.lng).toBeCloseTo(-8.61 + index * 0.036, 9)
    expect(file.facts.steps.filter(({ outcome }) => outcome === 'done').map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['identify', 'connect', 'set-hostname', 'verify']),
    )
    const text = JSON.stringify(file)
    for (const secret of [trainingPassword, 'not this one']) {
      // The program's own name is in every record, and is this password: only its JSON string alone would be the secret.
      expect(text).not.toContain(JSON.stringify(secret))
      expect(file.facts.evidence && JSON.stringify(file.facts.evidence)).not.toContain(Buffer.from(secret).toString('hex'))
    }
  }
  const orders = (stores.workOrders ?? []).map((order) => workOrderSchema.parse(order))
  expect(orders.map(({ status }) => status)).toEqual(Array(DEVICES).fill('done'))
}
