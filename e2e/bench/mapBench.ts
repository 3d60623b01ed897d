/**
 * 100,000 cells in software drawing, handed to a map that is up and at rest: the map's engine, which draws the parents that
 * are legible at that zoom, against deck.gl's H3HexagonLayer with its defaults, which draws every cell. Same Chromium, window
 * and view. The page (renderer/bench) is built for this and is not in the program.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../chromium'
import { type BenchRow, benchRow, median } from './benchRow'

const CELLS = 100_000
const ROUNDS = 2
const OUR_STEPS = 40
/** Few, because each takes seconds. */
const REFERENCE_STEPS = 2
const TIMEOUT_MS = 300_000

interface MapTimings {
  cells: number
  firstFrameMs: number
  panMs: number[]
}

export async function mapBench(programDir: string): Promise<BenchRow[]> {
  const pageDir = await mkdtemp(join(tmpdir(), 'commonmast-map-bench-'))
  await buildPage(programDir, pageDir)
  const server = await serve(pageDir)
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mapBench.html`
    const [ours, reference]: [MapTimings[], MapTimings[]] = [[], []]
    // In turn, so that a slow moment of the machine falls on both.
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await measure(browser, url, 'engine', OUR_STEPS))
      reference.push(await measure(browser, url, 'h3-hexagon-layer', REFERENCE_STEPS))
    }
    const first = (timings: MapTimings[]) => median(timings.map(({ firstFrameMs }) => firstFrameMs))
    const pan = (timings: MapTimings[]) => median(timings.flatMap(({ panMs }) => panMs))
    const name = (what: string) =>
      `100,000 cells handed to a map at rest, ${what}, parents as the zoom allows against H3HexagonLayer with its defaults`
    return [
      benchRow(name('first frame'), '>=5', first(ours), first(reference), first(reference) / first(ours)),
      benchRow(name('panning'), '>=10', pan(ours), pan(reference), pan(reference) / pan(ours)),
    ]
  } finally {
    await browser.close()
    server.close()
    await rm(pageDir, { recursive: true, force: true })
  }
}

/** Each in a page of its own, so that neither finds compiled shaders or warm code of the other. */
async function measure(browser: Browser, url: string, subject: string, panSteps: number): Promise<MapTimings> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  page.setDefaultTimeout(TIMEOUT_MS)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  try {
    await page.goto(url)
    await page.waitForFunction('window.measureMap !== undefined')
    const timings = await page.evaluate<MapTimings>(`window.measureMap(${JSON.stringify(subject)}, ${CELLS}, ${panSteps})`)
    if (errors.length > 0) throw new Error(`The bench page failed: ${errors.join('; ')}`)
    if (timings.cells !== CELLS) throw new Error(`The bench page drew ${timings.cells} cells instead of ${CELLS}`)
    return timings
  } finally {
    await page.close()
  }
}

async function buildPage(programDir: string, pageDir: string): Promise<void> {
  const vite = join(programDir, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--config', join(programDir, 'vite.mapBench.config.ts'), '--outDir', pageDir, '--emptyOutDir']
  await promisify(execFile)(process.execPath, args, { cwd: programDir })
}

const MEDIA_TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

async function serve(rootDir: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    try {
      const body = await readFile(join(rootDir, path))
      response.writeHead(200, { 'content-type': MEDIA_TYPES[extname(path)] ?? 'application/octet-stream' }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
