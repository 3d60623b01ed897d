/**
 * From the command to a window that can be used, against the same shell with an empty page: the same console process,
 * the same server, the same browser as an app window, each on a profile that was used before, as in an installed program.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../chromium'
import { type ConsoleUnderTest, startConsole } from '../consoleUnderTest'
import { type BenchRow, benchRow, median } from './benchRow'

const RUNS = 9
const DISPLAY = ':97'
const EMPTY_PAGE =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Empty</title></head><body><h1>Empty</h1></body></html>'

interface Subject {
  programDir: string
  /** What a person waits for. */
  readyText: string
  profileDir: string
  /** The console of the run before, whose port and records the next one takes over. */
  last: ConsoleUnderTest | undefined
  timingsMs: number[]
}

export async function windowBench(programDir: string): Promise<BenchRow> {
  const scratchDir = await mkdtemp(join(tmpdir(), 'commonmast-window-'))
  const display = process.env.DISPLAY ? null : await startDisplay()
  try {
    const emptyDir = await makeEmptyProgram(programDir, join(scratchDir, 'program'))
    const subject = (name: string, dir: string, readyText: string): Subject => ({
      programDir: dir,
      readyText,
      profileDir: join(scratchDir, name),
      last: undefined,
      timingsMs: [],
    })
    const app = subject('app-profile', programDir, 'Import your fleet')
    const empty = subject('empty-profile', emptyDir, 'Empty')
    // One of each in turn, so that a slow moment of the machine falls on both; the first of each only makes the profile.
    for (let run = 0; run <= RUNS; run++) for (const each of [app, empty]) each.timingsMs.push(await openOnce(each))
    for (const each of [app, empty]) await rm(each.last?.dataDir ?? '', { recursive: true, force: true })
    const [ours, reference] = [median(app.timingsMs.slice(1)), median(empty.timingsMs.slice(1))]
    return benchRow('window ready against an empty page in the same shell', '<=1.5', ours, reference, ours / reference)
  } finally {
    display?.kill()
    await rm(scratchDir, { recursive: true, force: true })
  }
}

async function openOnce(subject: Subject): Promise<number> {
  const start = performance.now()
  const running = await startConsole({ programDir: subject.programDir, again: subject.last })
  subject.last = running
  try {
    const context = await chromium.launchPersistentContext(subject.profileDir, {
      executablePath: findChromium(),
      headless: false,
      viewport: null,
      args: [...CHROMIUM_ARGS, `--app=${running.url}`],
      env: { ...process.env, DISPLAY: process.env.DISPLAY ?? DISPLAY },
    })
    const page = context.pages()[0] ?? (await context.waitForEvent('page'))
    await page.getByText(subject.readyText).first().waitFor()
    const elapsedMs = performance.now() - start
    await context.close()
    return elapsedMs
  } finally {
    await running.kill()
  }
}

/** The built program with a renderer that is one heading. */
async function makeEmptyProgram(programDir: string, emptyDir: string): Promise<string> {
  await mkdir(join(emptyDir, 'out/renderer'), { recursive: true })
  await cp(join(programDir, 'out/main'), join(emptyDir, 'out/main'), { recursive: true })
  await cp(join(programDir, 'package.json'), join(emptyDir, 'package.json'))
  await symlink(join(programDir, 'node_modules'), join(emptyDir, 'node_modules'))
  await writeFile(join(emptyDir, 'out/renderer/index.html'), EMPTY_PAGE)
  return emptyDir
}

async function startDisplay(): Promise<ChildProcess> {
  const display = spawn('Xvfb', [DISPLAY, '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], { stdio: 'ignore' })
  await new Promise((resolve, reject) => {
    display.once('error', () => reject(new Error('Xvfb did not start: apt-get install xvfb.')))
    setTimeout(resolve, 1_000)
  })
  return display
}
