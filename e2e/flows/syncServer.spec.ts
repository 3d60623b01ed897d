/** Three laptops that meet by a NATS server of their own, a real one: each a console and a browser of its own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from '@playwright/test'
import { nats } from '#main/commands/nats'
import { freePort, isOldNatsServer, startNatsServer } from '#main/sync/testing/startNatsServer'
import { type ConsoleUnderTest, startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { readRecords } from '../pages/readRecords'
import { SyncPage } from '../pages/SyncPage'
import { expect, PROGRAM_DIR, test } from './consoleTest'

/** Enough for several batches, so that a kill falls in the midst of them. */
const MASTS = 600

async function commonmastNats(...args: string[]): Promise<void> {
  expect(await nats(args)).toMatchObject({ exitCode: 0, complaints: [] })
}

class Laptop {
  sync: SyncPage

  private constructor(
    private running: ConsoleUnderTest,
    private readonly context: Awaited<ReturnType<Browser['newContext']>>,
    private app: ConsolePage,
  ) {
    this.sync = new SyncPage(app)
  }

  static async start(browser: Browser): Promise<Laptop> {
    const running = await startConsole({ programDir: PROGRAM_DIR })
    const context = await browser.newContext()
    const app = new ConsolePage(await context.newPage())
    await app.open(running.url)
    return new Laptop(running, context, app)
  }

  /** Imports masts of its own. */
  async importMasts(folder: string, name: string): Promise<void> {
    const path = join(folder, `${name}.csv`)
    const row = (at: number) => `${name}-${at},${(50 + at / 10_000).toFixed(4)},${name.length + 19}.94`
    await writeFile(path, ['key,lat,lng', ...Array.from({ length: MASTS }, (_, at) => row(at)), ''].join('\n'))
    await this.app.importFile(path)
  }

  /** As when its power fails, page and all; then it is started again. */
  async powerCut(): Promise<void> {
    await Promise.all([this.running.kill(), this.app.page.close()])
    this.running = await startConsole({ programDir: PROGRAM_DIR, again: this.running })
    this.app = new ConsolePage(await this.context.newPage())
    await this.app.open(this.running.url)
    this.sync = new SyncPage(this.app)
  }

  async stop(): Promise<void> {
    expect(this.app.errors).toEqual([])
    await this.context.close()
    await this.running.stop()
  }
}

test('[SY89] three laptops agree by a server, of which one loses its power and the server is killed; one is revoked', async ({
  browser,
}) => {
  // Three consoles and as many browsers, of which one starts again.
  test.setTimeout(300_000)
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-server-'))
  const file = (name: string) => join(folder, name)
  const [anna, bo, cleo] = [await Laptop.start(browser), await Laptop.start(browser), await Laptop.start(browser)]
  await anna.importMasts(folder, 'anna')
  await anna.sync.found('Harbour Mesh')

  const { machineSettings = [] } = await readRecords(anna.sync.app.page, 'commonmast')
  const settings = machineSettings as { key: string; value: unknown }[]
  await writeFile(file('cooperative.json'), JSON.stringify(settings.find(({ key }) => key === 'founding')?.value))
  const address = `nats://127.0.0.1:${await freePort()}`
  const coop = ['--dir', file('coop')]
  const settled = ['--cooperative', file('cooperative.json'), '--server', address, '--listen', '127.0.0.1']
  await commonmastNats('setup', ...coop, ...settled, ...(isOldNatsServer() ? ['--for-2.9'] : []))
  await commonmastNats('member', ...coop, '--name', 'anna', '--keeper', '--out', file('anna.json'))
  for (const name of ['bo', 'cleo']) await commonmastNats('member', ...coop, '--name', name, '--out', file(`${name}.json`))
  const start = () => startNatsServer(file('coop/server/nats-server.conf'))
  let server = await start()

  await expect(await anna.sync.addServer(file('anna.json'), address)).toContainText('sent')
  for (const [name, laptop] of Object.entries({ bo, cleo })) {
    await expect(await laptop.sync.lookAtServer(file(`${name}.json`))).toContainText('Harbour Mesh')
    const welcome = await anna.sync.admit(await laptop.sync.askToJoin(`${name}’s laptop`), ['Operator'])
    await laptop.sync.openWelcome(welcome)
    await anna.sync.syncNow(address)
    await laptop.sync.syncNow(address)
    await laptop.importMasts(folder, name)
  }

  await cleo.sync.startSync(address)
  await sleep(Math.random() * 1_500)
  await cleo.powerCut()
  await bo.sync.startSync(address)
  await sleep(Math.random() * 1_000)
  await server.kill()
  await anna.sync.startSync(address)
  await expect(anna.sync.placeOf(address)).toContainText(/Since .*does not answer/)
  await bo.sync.app.page
    .getByRole('region', { name: 'Jobs' })
    .getByRole('button', { name: 'Cancel' })
    .waitFor({ state: 'detached' })
  for (const laptop of [anna, bo]) await laptop.sync.dismissFailed()
  server = await start()
  for (const laptop of [bo, cleo, anna, bo, cleo]) await laptop.sync.syncNow(address)
  const shared = await anna.sync.shared()
  expect(shared.hotspots).toHaveLength(3 * MASTS)
  for (const laptop of [bo, cleo]) expect(await laptop.sync.shared()).toEqual(shared)

  await commonmastNats('revoke', ...coop, '--name', 'cleo')
  await cleo.sync.startSync(address)
  await expect(cleo.sync.placeOf(address)).toContainText('does not admit this laptop')
  await bo.sync.syncNow(address)

  for (const laptop of [anna, bo, cleo]) await laptop.stop()
  await server.kill()
  await rm(folder, { recursive: true })
})
