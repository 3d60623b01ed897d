/** The browser shell from start to end: the console, its server, one line for the person, and a clean way out. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createConsole } from '../services/composeHandlers'
import { readProgramVersion } from '../services/readProgramVersion'
import { defaultDataDir, prepareDataDir } from '../storage/dataDir'
import { findForeignAccess } from '../storage/foreignAccess'
import { filePermissionsBox } from '../storage/secretBox'
import { openAppWindow } from './appWindow'
import type { BrowserFlags } from './browserFlags'
import { startConsoleServer } from './consoleServer'
import { findBrowser, type InstalledBrowser } from './findBrowser'
import { openHostKeys } from './hostKeys'
import { openingFile } from './openingFile'
import { watchWindow } from './watchWindow'

/**
 * Runs until the window is closed or the process is told to end.
 * @param programDir folder that holds package.json and the built `out`.
 * @throws Problem `data.in-use`, `port.taken`, `port.held`, `key.present`, `key.sealed-elsewhere` or `disk.*`
 */
export async function runBrowserShell(programDir: string, flags: BrowserFlags): Promise<void> {
  const surroundings = { platform: process.platform, env: process.env, home: homedir() }
  const dataDir = await prepareDataDir(flags.data ?? defaultDataDir('browser', surroundings))
  const choice = chooseWindow(flags.serve)
  const version = readProgramVersion(programDir)
  const { newKey } = flags
  const running = await createConsole({ dataDir, shell: 'browser', version, secretBox: filePermissionsBox, newKey })
  for (const { message } of running.warnings) console.error(message)
  for (const { message } of await findForeignAccess(dataDir, process.platform)) console.error(message)
  try {
    const server = await startConsoleServer({
      dispatcher: running.dispatcher,
      rendererDir: join(programDir, 'out/renderer'),
      port: flags.port,
      demo: flags.demo,
      keys: await openHostKeys(join(dataDir, 'console.key')),
    })
    const asked = untilAskedToEnd()
    if (choice.browser === null) {
      console.log(`Commonmast serves without a window, because ${choice.reason}. Open ${server.url}`)
      await asked
    } else {
      console.log(`Commonmast opens in ${choice.browser.name} (browser shell, ${choice.browser.path}), because ${choice.reason}.`)
      const opening = await openingFile(server.url, { browser: choice.browser, dataDir, home: homedir() })
      const window = openAppWindow(choice.browser, opening.url, join(dataDir, 'browser-profile'))
      void opening.removeWhen(() => server.connections() > 0)
      await Promise.race([asked, watchWindow(window, server, process.platform)])
      window.close()
      await opening.remove()
    }
    await server.close()
  } finally {
    await running.close()
  }
}

function chooseWindow(serve: boolean): { browser: InstalledBrowser | null; reason: string } {
  if (serve) return { browser: null, reason: 'it was asked to' }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { browser: null, reason: 'there is no display' }
  }
  const browser = findBrowser(process.platform, process.env, homedir())
  return browser
    ? { browser, reason: process.env.COMMONMAST_SHELL_REASON ?? 'it was started as the browser shell' }
    : { browser: null, reason: 'no Chromium, Chrome or Edge is installed' }
}

function untilAskedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
