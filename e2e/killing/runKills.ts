/**
 * The real program, its console's process and a browser of its own, killed with −9 at random points of a work; after a restart
 * everything that was acknowledged must be there and nothing half written.
 */
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type BrowserWithProfile, openWithProfile } from '../browserWithProfile'
import { type ConsoleUnderTest, startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { foundAfterStart } from './foundAfterStart'
import { randomOf } from './randomOf'
import { WORKS, type Work } from './works'

export interface KillsOptions {
  programDir: string
  points: number
  seed: number
  works?: readonly Work[]
  /** Do each work once without a kill, to know how long it takes on this machine. */
  measures?: boolean
  log(line: string): void
}

/** Some are killed in the moments after they were done, when what was acknowledged has to stay. */
const LONGER = 1.3
const VICTIMS = ['console', 'browser', 'both'] as const

/** @returns what was lost or half written, in words */
export async function runKills({
  programDir,
  points,
  seed,
  works = WORKS,
  measures = true,
  log,
}: KillsOptions): Promise<string[]> {
  const random = randomOf(seed)
  const above = await mkdtemp(join(tmpdir(), 'commonmast-kills-'))
  const beds = new Map<Work, Bed>()
  const findings: string[] = []
  try {
    for (let point = 0; point < points; point += 1) {
      const work = works[point % works.length] as Work
      const bed = beds.get(work) ?? (await makeBed(programDir, { folder: join(above, work.name), work, measures }))
      beds.set(work, bed)
      const victim = VICTIMS[Math.floor(random() * VICTIMS.length)] ?? 'both'
      const afterMs = Math.round(random() * bed.lastsMs * LONGER)
      const name = `${work.name}, ${victim} killed after ${afterMs} ms`
      const found = await killOnce(programDir, bed, { victim, afterMs })
      log(`${point + 1}/${points} ${name}: ${found.isDone ? 'done' : 'not done'}, ${found.findings.length} findings`)
      findings.push(...found.findings.map((finding) => `${name}: ${finding}`))
    }
    return findings
  } finally {
    await rm(above, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** A console and a browser's profile, closed in the moment before a work begins, of which each kill gets a copy. */
interface Bed {
  work: Work
  /** Where it was made and where each copy lives: what is remembered of a folder in it is its whole path. */
  folder: string
  /** Where it lies untouched. */
  kept: string
  url: string
  /** Where the work begins. */
  hash: string
  /** How long it takes when nothing is killed. */
  lastsMs: number
}

interface Life {
  console: ConsoleUnderTest
  browser: BrowserWithProfile
  app: ConsolePage
}

async function makeBed(
  programDir: string,
  { folder, work, measures }: Pick<Bed, 'folder' | 'work'> & { measures: boolean },
): Promise<Bed> {
  const made = await startConsole({ programDir })
  const bed: Bed = { work, folder, kept: `${folder}-kept`, url: made.url, hash: '', lastsMs: work.aboutMs }
  await mkdir(folder)
  const browser = await openWithProfile(join(folder, 'profile'))
  const app = new ConsolePage(browser.page)
  await app.open(made.url)
  await work.prepare(app, folder, programDir)
  bed.hash = await app.page.evaluate(() => window.location.hash)
  await browser.close()
  await made.kill()
  await cp(made.dataDir, join(folder, 'data'), { recursive: true })
  await rm(made.dataDir, { recursive: true, force: true })
  await rename(folder, bed.kept)
  if (!measures) return bed
  const { isDone, findings, ranMs } = await killOnce(programDir, bed, { victim: 'both', afterMs: Number.POSITIVE_INFINITY })
  if (!isDone || findings.length > 0) throw new Error(`${work.name} does not work without a kill: ${findings.join('; ')}`)
  bed.lastsMs = ranMs
  return bed
}

interface Kill {
  victim: (typeof VICTIMS)[number]
  afterMs: number
}

async function killOnce(
  programDir: string,
  bed: Bed,
  { victim, afterMs }: Kill,
): Promise<{ isDone: boolean; findings: string[]; ranMs: number }> {
  const copy = bed.folder
  let life: Life | null = null
  try {
    await cp(bed.kept, copy, { recursive: true })
    life = await begin(programDir, bed, copy)
    const { app, browser, console } = life
    let isDone = false
    const findings: string[] = []
    let isKilled = false
    const begunAt = Date.now()
    const working = bed.work.run(app, copy).then(
      () => {
        isDone = true
      },
      (thrown: unknown) => {
        if (!isKilled) findings.push(`stopped by itself: ${String(thrown).slice(0, 300)}`)
      },
    )
    await Promise.race([working, wait(Math.min(afterMs, 120_000))])
    isKilled = true
    const ranMs = Date.now() - begunAt
    const wasDone = isDone
    if (victim !== 'browser') await console.kill()
    if (victim !== 'console') await browser.kill()
    life = await goOn(programDir, life, copy, victim)
    await app.page.close().catch(() => undefined)
    findings.push(...(await findingsAfter(life, bed, wasDone)))
    return { isDone: wasDone, findings, ranMs }
  } finally {
    await life?.browser.kill().catch(() => undefined)
    await life?.console.kill()
    await rm(copy, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function begin(programDir: string, bed: Bed, copy: string): Promise<Life> {
  const before = { url: bed.url, dataDir: join(copy, 'data') } as ConsoleUnderTest
  const console = await startConsole({ programDir, again: before })
  const browser = await openWithProfile(join(copy, 'profile'))
  const app = new ConsolePage(browser.page)
  await app.open(console.url)
  await app.page.evaluate((hash) => {
    window.location.hash = hash
  }, bed.hash)
  return { console, browser, app }
}

async function goOn(programDir: string, life: Life, copy: string, victim: Kill['victim']): Promise<Life> {
  const console = victim === 'browser' ? life.console : await startConsole({ programDir, again: life.console })
  const browser = victim === 'console' ? life.browser : await openWithProfile(join(copy, 'profile'))
  const page = victim === 'console' ? await life.app.page.context().newPage() : browser.page
  const app = new ConsolePage(page)
  await app.open(console.url)
  return { console, browser, app }
}

async function findingsAfter({ app, console }: Life, { work, folder }: Bed, isDone: boolean): Promise<string[]> {
  const { records, findings } = await foundAfterStart(app, console.url)
  findings.push(...work.findings(records, isDone))
  if (!work.goOn) return findings
  findings.push(...(await work.goOn(app, folder, { records, isDone })))
  const after = await foundAfterStart(app, console.url)
  return [...findings, ...after.findings.map((finding) => `when it went on: ${finding}`)]
}
