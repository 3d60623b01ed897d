/** The real program in real Electron, on a screen in memory and a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { ConsolePage, type ReceiveFile } from '../pages/ConsolePage'

const PROGRAM_DIR = resolve(__dirname, '../..')

export interface ElectronUnderTest {
  application: ElectronApplication
  page: Page
  app: ConsolePage
  dataDir: string
  /** Quits as a person does and starts the program again on the same data. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** @throws Error when the program does not show its first screen */
export async function startElectronProgram(): Promise<ElectronUnderTest> {
  const screen = await openScreen()
  const dataDir = await mkdtemp(join(tmpdir(), 'commonmast-electron-'))
  const program: ElectronUnderTest = {
    ...(await launch(dataDir, screen.display)),
    dataDir,
    async restart() {
      await program.application.close()
      Object.assign(program, await launch(dataDir, screen.display))
    },
    async stop() {
      await program.application.close()
      screen.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  return program
}

async function launch(dataDir: string, display: string | undefined) {
  const executablePath = process.env.ELECTRON_BIN
  if (!executablePath) throw new Error('ELECTRON_BIN does not name a binary')
  // Chromium's sandbox does not start for root.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  // So that a refusal is the program's own, not for want of a camera.
  const camera = '--use-fake-device-for-media-stream'
  const application = await _electron.launch({
    executablePath,
    args: [...asRoot, camera, PROGRAM_DIR, '--data', dataDir],
    env: { ...(process.env as Record<string, string>), ...(display && { DISPLAY: display }) },
    timeout: 30_000,
  })
  const page = await application.firstWindow()
  // A reload during the first load must not end the start.
  await page.reload()
  const app = new ConsolePage(page, fileFromElectron(application, dataDir))
  await app.isReady()
  return { application, page, app }
}

/** Takes what would be asked about in a dialog of the system, which nobody answers here. */
function fileFromElectron(application: ElectronApplication, folder: string): ReceiveFile {
  return async (_page, act) => {
    const saving = application.evaluate(
      ({ session }, to) =>
        new Promise<{ fileName: string; path: string }>((resolve, reject) => {
          session.defaultSession.once('will-download', (_event, item) => {
            const path = `${to}/${item.getFilename()}`
            item.setSavePath(path)
            item.once('done', (_done, state) =>
              state === 'completed' ? resolve({ fileName: item.getFilename(), path }) : reject(new Error(state)),
            )
          })
        }),
      folder,
    )
    await act()
    const { fileName, path } = await saving
    return { fileName, text: await readFile(path, 'utf8') }
  }
}

/** A screen in memory where there is none. */
async function openScreen(): Promise<{ display: string | undefined; close(): void }> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return { display: DISPLAY, close() {} }
  // It says on descriptor 3 which number was free.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  return { display: `:${await firstLine(server)}`, close: () => void server.kill() }
}

function firstLine(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)))
    server.stdio[3]?.once('data', (bytes: Buffer) => resolve(bytes.toString().trim()))
  })
}
