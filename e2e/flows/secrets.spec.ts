/**
 * Wi-Fi and login passwords go through the real program, in a real browser, in every way that a person can give them; then
 * everything that either of them has kept, said or written is searched for them in every form that text can take. The program
 * is made to crash while it has one in hand.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { SessionOrder } from '#core/contract/provisioningCalls'
import { createSimulatedHotspot } from '#core/provisioning/simulated/simulatedHotspot'
import { FLOW_ARGS, findChromium } from '../chromium'
import { type ConsoleSocket, connectToConsole } from '../consoleSocket'
import { startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { FieldPage } from '../pages/FieldPage'
import { readRecords } from '../pages/readRecords'
import { deviceOnPty } from '../simulators/deviceOnPty'
import { formsOf } from '../simulators/secretForms'
import { expect, PROGRAM_DIR, test } from './consoleTest'

/** With what JSON, addresses and shells escape, and a letter outside ASCII. */
const secrets = {
  refused: 'wr0ng "Xylophone" é/7731',
  accepted: 'r1ght\\Zeppelin&ü+4402',
  keptInMemory: 'm3mory<Quokka>ß=9917',
  keptInKeychain: 'k3ychain Narwhal ñ;2206',
  ofLogin: 'l0gin|Axolotl|å#8150',
  inHandAtTheCrash: 'cr4sh{Ocelot}ø%6639',
} as const
const network = 'Library Guest'

test('no password is anywhere afterwards: not on disk, in the browser, on screen, in what was said, nor in a crash', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-secrets-'))
  const [profile, reports, crasher] = [join(folder, 'profile'), join(folder, 'reports'), join(folder, 'crash.cjs')]
  await mkdir(reports)
  // The program has no fault to crash by, so it is given one, which ends it as any other would.
  await writeFile(crasher, "process.on('SIGUSR2', () => { throw new Error('a fault on purpose') })\n")
  const crashing = `--require ${crasher} --report-uncaught-exception --report-directory=${reports}`
  const running = await startConsole({ programDir: PROGRAM_DIR, env: { NODE_OPTIONS: crashing } })
  const device = await deviceOnPty(createSimulatedHotspot())
  const launch = { executablePath: findChromium(), args: FLOW_ARGS, viewport: { width: 1280, height: 800 } }
  const browser = await chromium.launchPersistentContext(profile, launch)
  const places: Record<string, string> = {}
  try {
    const page = browser.pages()[0] ?? (await browser.newPage())
    const toWindow: string[] = []
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => toWindow.push(String(payload))))
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    const app = new ConsolePage(page)
    await app.open(running.url)
    const field = new FieldPage(app)
    await field.identifyAt(device.path, 'No work order')
    await page.getByRole('button', { name: 'Scan for networks' }).click()

    const password = page.getByLabel('Wi-Fi password', { exact: true })
    await page.getByRole('radio', { name: /Mast-North/ }).check()
    await password.fill(secrets.refused)
    await expect(password).toHaveAttribute('type', 'password')
    places['screen with the password typed'] = await page.content()
    await page.getByRole('button', { name: /^Connect to / }).click()
    await page.getByRole('alert').waitFor()
    await expect(password).toHaveValue('')
    places['screen after the wrong password'] = await page.content()

    // An open network that is typed as a hidden one takes any password.
    await page.getByRole('radio', { name: 'Another network' }).check()
    await page.getByLabel('Network name').fill(network)
    await password.fill(secrets.accepted)
    await page.getByRole('button', { name: `Connect to ${network}` }).click()
    await expect(password).toBeHidden()
    places['screen after the right password'] = await page.content()
    await field.keepNames()
    places.record = JSON.stringify(await field.sign())
    await app.goTo('Field')
    places['screen after signing'] = await page.content()
    const values = await page.locator('input').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))
    places['fields after signing'] = values.join('\n')

    const socket = await connectToConsole(running.url)
    await giveOtherSecrets(socket)
    places['kept networks'] = JSON.stringify(await socket.call('secrets.list', {}))

    await app.goTo('Settings')
    await page.getByRole('tab', { name: 'Backups' }).click()
    places.backup = (await app.downloadBy('Save a backup')).text
    await page.getByRole('row').filter({ hasText: 'commonmast-' }).waitFor()
    places.records = JSON.stringify(await readRecords(page))
    places['window storage'] = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))

    await crashInTheMiddle(socket, running.pid)
    await running.ended
    places['messages to a program'] = socket.received.join('\n')
    places['messages to the window'] = toWindow.join('\n')
    places["the browser's console"] = complaints.join('\n')
    places['output of the program'] = running.output()
    const again = await startConsole({ programDir: PROGRAM_DIR, again: running })
    const afterwards = await connectToConsole(again.url)
    places['unfinished sessions'] = JSON.stringify(await afterwards.call('provisioning.unfinished', {}))
    await again.kill()
    places['output of the program after the crash'] = again.output()
  } finally {
    await browser.close()
    await device.stop()
    await running.kill()
  }
  Object.assign(
    places,
    await readFolder('data', running.dataDir),
    await readFolder('profile', profile),
    await readFolder('report', reports),
  )
  await rm(folder, { recursive: true, force: true })
  await rm(running.dataDir, { recursive: true, force: true })

  // What was joined, and what crashed, is there: the search looks in the right places.
  const having = (text: string) => Object.keys(places).filter((place) => places[place]?.includes(text))
  const expected = [
    'record',
    'records',
    'backup',
    'messages to the window',
    'messages to a program',
    'unfinished sessions',
    'kept networks',
  ]
  expect(having(network)).toEqual(
    expect.arrayContaining([
      ...expected,
      'data/journal.jsonl',
      expect.stringMatching(/^data\/backups/),
      expect.stringMatching(/^profile\/.*IndexedDB/),
    ]),
  )
  expect(having('a fault on purpose')).toEqual(
    expect.arrayContaining(['output of the program', expect.stringMatching(/^report\//)]),
  )
  for (const [name, secret] of Object.entries(secrets)) {
    const found = formsOf(secret).flatMap((form) => having(form).map((place) => `${name} as ${JSON.stringify(form)} in ${place}`))
    expect(found).toEqual([])
  }
})

/** What one window's flow does not come to: passwords that are kept, and one for a console. */
async function giveOtherSecrets(socket: ConsoleSocket): Promise<void> {
  const hotspot = await open(socket, 'simulated:hotspot', 'improv')
  const connect = { kind: 'connect', ssid: network } as const
  await hotspot({ ...connect, password: secrets.keptInMemory, keep: 'memory' })
  // This shell has no keychain; what was to be kept there must not end up elsewhere.
  const keptNowhere = hotspot({ ...connect, password: secrets.keptInKeychain, keep: 'keychain' })
  await expect(keptNowhere).rejects.toMatchObject({ code: expect.stringMatching(/^secrets\./) })
  const gateway = await open(socket, 'simulated:gateway', 'linux-console')
  await expect(gateway({ kind: 'log-in', user: 'root', password: secrets.ofLogin })).rejects.toMatchObject({
    code: expect.any(String),
  })
}

/** Ends the program while a device joins a network that it takes its time to join. */
async function crashInTheMiddle(socket: ConsoleSocket, pid: number): Promise<void> {
  const slow = await open(socket, 'simulated:hotspot?unit=9&fault=slow', 'improv')
  const joining = slow({ kind: 'connect', ssid: network, password: secrets.inHandAtTheCrash, keep: 'no' })
  const failed = expect(joining).rejects.toMatchObject({ code: 'contract.disconnected' })
  await expect
    .poll(() => socket.received.some((text) => /"step":"connect".*unit=9|unit=9.*"step":"connect"/.test(text)))
    .toBe(true)
  process.kill(pid, 'SIGUSR2')
  await failed
}

/** Opens and identifies a training device. @returns what gives it orders. */
async function open(socket: ConsoleSocket, path: string, driver: 'improv' | 'linux-console') {
  const opening = { path, baudRate: 115_200, driver, workOrderId: null, resumes: null }
  const { sessionId } = await socket.call('provisioning.open', opening)
  await callStep(socket, sessionId, { kind: 'identify' })
  return (order: SessionOrder) => callStep(socket, sessionId, order)
}

function callStep(socket: ConsoleSocket, sessionId: string, order: SessionOrder) {
  return socket.call('provisioning.step', { sessionId, order })
}

/** Every file under `folder` as text of one byte a letter, by `name` and its path. */
async function readFolder(name: string, folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const texts = files.map(async (path) => [`${name}${path.slice(folder.length)}`, await readFile(path, 'latin1')] as const)
  return Object.fromEntries(await Promise.all(texts))
}
