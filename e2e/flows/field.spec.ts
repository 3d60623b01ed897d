/** A device over a real serial driver: a simulated hotspot behind a pseudo-terminal, which can lose its cable. */
import { readFile } from 'node:fs/promises'
import { provisioningFileSchema } from '#core/provisioning/provisioningFile'
import { createSimulatedHotspot, trainingPassword } from '#core/provisioning/simulated/simulatedHotspot'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import { startConsole } from '../consoleUnderTest'
import { FieldPage } from '../pages/FieldPage'
import { tabTo } from '../pages/keyboard'
import { expect, PROGRAM_DIR } from './consoleTest'
import { asleep, test } from './fieldTest'

test('a device goes into service by the keyboard alone: a wrong password, then the right one', async ({ app, port }) => {
  const { page } = app
  const { keyboard } = page
  await page.locator('body').press('g')
  await keyboard.press('i')
  await expect(page.getByRole('radio', { name: 'No work order' })).toBeFocused()
  await keyboard.press('Enter')

  const path = page.getByLabel('Path of the port')
  await page.getByRole('radio', { name: /Training hotspot/ }).waitFor()
  await expect(page.getByRole('group', { name: 'Port' }).getByRole('radio').first()).toBeFocused()
  // Up from the first goes round to the last: another path.
  await keyboard.press('ArrowUp')
  await tabTo(path)
  await keyboard.type(port.path)
  await keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Brisk Copper Heron' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Scan for networks' })).toBeFocused()
  await keyboard.press('Enter')

  await expect(page.getByRole('radio', { name: /Mast-North/ })).toBeFocused()
  const password = page.getByLabel('Wi-Fi password', { exact: true })
  await tabTo(password)
  await keyboard.type('not this one')
  await keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('check the password')
  await expect(page.getByRole('alert')).toContainText('Kept: what the device said of itself')
  // The network is still chosen, and the password is asked for again.
  await expect(page.getByRole('radio', { name: /Mast-North/ })).toBeChecked()
  await expect(password).toBeFocused()
  await expect(password).toHaveValue('')
  await keyboard.type(trainingPassword)
  await keyboard.press('Enter')
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Connected', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Set the position' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('radio', { name: /^No position/ })).toBeFocused()
  await keyboard.press('ArrowUp')
  await tabTo(page.getByLabel('Latitude and longitude'))
  await keyboard.type('41.1496, -8.6110')
  await keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Sign record' })).toBeFocused()
  await keyboard.press('Enter')
  await tabTo(page.getByRole('button', { name: 'Without a label' }))
  await keyboard.press('Enter')
  await expect(page.getByText('In service, record saved')).toBeVisible()

  await tabTo(page.getByRole('button', { name: 'Save record' }))
  const [download] = await Promise.all([page.waitForEvent('download'), keyboard.press('Enter')])
  const record = JSON.parse(await readFile(await download.path(), 'utf8'))
  expect(verifyProvisioning(record)).toEqual([])
  expect(provisioningFileSchema.parse(record).facts).toMatchObject({
    identified: true,
    connected: true,
    network: { ssid: 'Mast-North' },
    position: { lat: 41.1496, lng: -8.611, source: 'typed' },
  })
  await keyboard.press('Escape')
  await expect(page.getByRole('navigation')).toBeVisible()
})

test('the cable is pulled: what is known stays, it goes on where it was, and the next session is whole', async ({
  app,
  port,
}) => {
  const { page } = app
  const field = new FieldPage(app)
  await field.identifyAt(port.path, 'No work order')
  await page.getByRole('button', { name: 'Scan for networks' }).click()
  await page.getByRole('radio', { name: /Mast-North/ }).waitFor()
  await port.pullCable()
  await expect(page.getByRole('heading', { name: 'The port is gone' })).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('what was done so far is kept')
  await expect(page.getByRole('region', { name: 'What is known' })).toContainText('Brisk Copper Heron')

  const again = page.getByRole('button', { name: 'Open the port again' })
  await again.click()
  await expect(page.getByRole('alert')).toContainText('There is no port')
  await expect(page.getByRole('button', { name: 'Sign what is known' })).toBeVisible()

  await port.plugIn(createSimulatedHotspot())
  await again.click()
  await field.joinWithTrainingPassword()
  const record = await field.sign()
  expect(verifyProvisioning(record)).toEqual([])
  expect(record.facts).toMatchObject({ connected: true, network: { ssid: 'Mast-North' } })

  await field.nextDevice()
  await field.identifyAt(port.path, 'No work order')
})

test('another device comes back on the cable: nothing of the first is taken for it', async ({ app, port }) => {
  const { page } = app
  const field = new FieldPage(app)
  await field.identifyAt(port.path, 'No work order')
  await field.connect()
  await port.pullCable()
  await port.plugIn(createSimulatedHotspot({ unit: 2 }))
  await page.getByRole('button', { name: 'Open the port again' }).click()
  await expect(page.getByRole('heading', { name: 'This is another device' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'What is known' })).not.toContainText('Mast-North')
  await page.getByRole('button', { name: 'Take this device instead' }).click()
  await expect(page.getByRole('button', { name: 'Scan for networks' })).toBeVisible()
  const known = page.getByRole('region', { name: 'What is known' })
  await expect(known).not.toContainText('Brisk Copper Heron')
  await expect(known).toContainText('Not yet')

  await field.connect()
  const record = await field.sign()
  expect(verifyProvisioning(record)).toEqual([])
  expect(record.facts.device.name).not.toBe('Brisk Copper Heron')
  // The first one is not forgotten: it was told a network and has no record.
  await field.nextDevice()
  await expect(page.getByRole('heading', { name: 'A device was left half way' })).toBeVisible()
  await expect(page.getByRole('radio', { name: /Brisk Copper Heron/ })).toBeChecked()
})

test('the program is killed half way: the device is listed first, and is signed as far as it is known', async ({
  app,
  running,
  port,
}) => {
  const { page } = app
  const field = new FieldPage(app)
  await field.identifyAt(port.path, 'No work order')
  await field.connect()
  await running.kill()
  const again = await startConsole({ programDir: PROGRAM_DIR, again: running })
  try {
    await app.open(again.url)
    await app.goTo('Field')
    await expect(page.getByRole('heading', { name: 'A device was left half way' })).toBeVisible()
    await page.getByRole('button', { name: 'Sign what is known' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'In service, record saved' })).toBeVisible()
    const record = await field.saveRecord()
    expect(verifyProvisioning(record)).toEqual([])
    expect(record.facts).toMatchObject({ recovered: true, connected: true, network: { ssid: 'Mast-North' }, evidence: null })
    await page.getByRole('button', { name: 'Next device' }).click()
    await expect(page.getByRole('heading', { name: /Which work order/ })).toBeVisible()
  } finally {
    await again.kill()
    // The lost connection is what this test is about.
    app.errors.length = 0
  }
})

test('leaving the field loses nothing: the device in hand is still there', async ({ app, port }) => {
  const { page } = app
  const field = new FieldPage(app)
  await field.identifyAt(port.path, 'No work order')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('navigation')).toBeVisible()
  await app.goTo('Field')
  await expect(page.getByRole('heading', { name: 'Brisk Copper Heron' })).toBeVisible()
  await field.connect()
  expect(verifyProvisioning(await field.sign())).toEqual([])
})

test('a reloaded window frees the port and goes on with its device', async ({ app, port }) => {
  const { page } = app
  const field = new FieldPage(app)
  await field.identifyAt(port.path, 'No work order')
  await page.getByRole('button', { name: 'Scan for networks' }).click()
  await page.getByLabel('Wi-Fi password').fill(trainingPassword)
  await page.getByRole('button', { name: /^Connect to / }).click()
  await page.getByRole('button', { name: 'Keep its name' }).waitFor()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'A device was left half way' })).toBeVisible()
  await page.getByRole('button', { name: 'Go on with this device' }).click()
  await page.getByRole('button', { name: 'Open and identify' }).click()
  await expect(page.getByRole('heading', { name: 'Brisk Copper Heron' })).toBeVisible()
  await page.getByRole('button', { name: 'Keep its connection' }).click()
  await field.keepNames()
  const record = await field.sign()
  expect(verifyProvisioning(record)).toEqual([])
  expect(record.facts.steps.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['connect', 'verify']))
})

test('the cable is pulled and nobody comes back: what was seen is signed, and no more', async ({ app, port }) => {
  const { page } = app
  const field = new FieldPage(app)
  await field.identifyAt(port.path, 'No work order')
  await page.getByRole('button', { name: 'Scan for networks' }).click()
  await page.getByRole('radio', { name: /Mast-North/ }).waitFor()
  await port.pullCable()
  await page.getByRole('button', { name: 'Sign what is known' }).click()
  const record = await field.signFromPosition()
  await expect(page.getByText('Record saved, device not connected')).toBeVisible()
  expect(verifyProvisioning(record)).toEqual([])
  expect(record.facts).toMatchObject({ identified: true, connected: false, network: null, position: null })
})

test('the cable is pulled in the middle of an answer: the device stays unknown and nothing can be signed', async ({
  app,
  port,
}) => {
  const { page } = app
  await port.plugIn(createSimulatedHotspot({ unplugAfterBytes: 30 }))
  await new FieldPage(app).openAt(port.path, 'No work order')
  await expect(page.getByRole('heading', { name: 'The port is gone' })).toBeVisible()
  await expect(page.getByText('The device had not said who it is')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign what is known' })).toBeHidden()

  await port.plugIn(createSimulatedHotspot())
  await page.getByRole('button', { name: 'Open the port again' }).click()
  await expect(page.getByRole('heading', { name: 'Brisk Copper Heron' })).toBeVisible()
})

test('a device that is silent is told so, and asked again once it has power', async ({ app, port }) => {
  const { page } = app
  const sleeper = asleep(createSimulatedHotspot())
  await port.plugIn(sleeper.device)
  await new FieldPage(app).openAt(port.path, 'No work order')
  await expect(page.getByRole('status').filter({ hasText: 'Finding out what it speaks' })).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('did not answer', { timeout: 90_000 })
  await expect(page.getByRole('alert')).toContainText('Next: Identify again')
  sleeper.wake()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Brisk Copper Heron' })).toBeVisible()
})

test('the hotspot inside the program says TRAINING, on the screen and in its record', async ({ app }) => {
  const { page } = app
  const field = new FieldPage(app)
  await app.goTo('Field')
  await expect(page.getByText('simulated hotspot', { exact: false })).toBeHidden()
  await field.openTrainingHotspot()
  const stripe = page.getByRole('status').filter({ hasText: 'TRAINING' })
  await expect(stripe).toContainText('simulated hotspot')
  await field.connect()
  const record = await field.sign()
  expect(record.facts.simulated).toBe(true)
  await field.nextDevice()
  await expect(stripe).toBeHidden()
  await expect(page.getByRole('listitem').filter({ hasText: 'Brisk Copper Heron' })).toContainText('TRAINING')
})
