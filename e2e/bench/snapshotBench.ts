/**
 * The first round of a laptop that begins from a snapshot of 10,000 records, against that of one that replays the 100,000
 * operations behind it and keeps their batches: ten imports of the same hotspots under other names. Both have to end with the
 * same hotspots. COMMONMAST_BENCH_WHOLE=1 measures ten times as much of both, once.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../chromium'
import type { SyncPage } from '../pages/SyncPage'
import { fleetCsv } from './benchFleet'
import { firstRoundMs, joinCooperative, leaveOperations, withLaptop } from './benchLaptops'
import { type BenchRow, benchRow, median } from './benchRow'

const IS_WHOLE = process.env.COMMONMAST_BENCH_WHOLE === '1'
const RECORDS = IS_WHOLE ? 100_000 : 10_000
const EDITIONS = 10
const RUNS = IS_WHOLE ? 1 : 3

export async function snapshotBench(programDir: string): Promise<BenchRow> {
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-bench-'))
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  try {
    return await withLaptop(programDir, browser, async (app, dataDir) => {
      const files = Array.from({ length: EDITIONS }, (_, edition) => fleetCsv(RECORDS, edition))
      const admin = await leaveOperations(app, dataDir, folder, files)
      const join = () => joinOnce(programDir, browser, admin, folder)
      const replayed = await severalTimes(join)
      await admin.makeSnapshot(folder)
      const joined = await severalTimes(join)
      for (const { isFromSnapshot } of replayed) expect(!isFromSnapshot, 'a laptop replayed without a snapshot')
      for (const { isFromSnapshot } of joined) expect(isFromSnapshot, 'a laptop joined from the snapshot')
      expect(new Set([...replayed, ...joined].map(({ digest }) => digest)).size === 1, 'all hold the same hotspots')
      const [reference, measured] = [replayed, joined].map((each) => median(each.map(({ ms }) => ms))) as [number, number]
      const name = `join from a snapshot of ${RECORDS} records against replaying ${RECORDS * EDITIONS} operations`
      return benchRow(name, '>=3', measured, reference, reference / measured)
    })
  } finally {
    await browser.close()
    await rm(folder, { recursive: true })
  }
}

interface Joined {
  ms: number
  digest: string
  isFromSnapshot: boolean
}

async function severalTimes(work: () => Promise<Joined>): Promise<Joined[]> {
  const all: Joined[] = []
  for (let run = 0; run < RUNS; run++) all.push(await work())
  return all
}

function joinOnce(programDir: string, browser: Browser, admin: SyncPage, folder: string): Promise<Joined> {
  return withLaptop(programDir, browser, async (app) => {
    await joinCooperative(app, admin, folder)
    const ms = await firstRoundMs(app)
    return { ms, ...(await whatIsThere(app.page)) }
  })
}

function whatIsThere(page: Page): Promise<Omit<Joined, 'ms'>> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await settled(indexedDB.open('commonmast'))
    const reading = database.transaction(['hotspots', 'heldBatches'])
    const hotspots = await settled(reading.objectStore('hotspots').getAll())
    const held = await settled(reading.objectStore('heldBatches').getAll())
    database.close()
    // Fields of a row lie in the order in which they were written.
    const text = JSON.stringify(hotspots.map((row) => Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1))))
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
    return { digest: `${hotspots.length} ${digest.join()}`, isFromSnapshot: held.some(({ joinedAt }) => joinedAt !== undefined) }
  })
}

/** @throws Error when it is not so: a fast wrong answer is no answer */
function expect(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`It is not so that ${what}`)
}
