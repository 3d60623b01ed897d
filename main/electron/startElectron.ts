/** The Electron shell: guards first, then the console, then the window. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { app, BrowserWindow, dialog, ipcMain, Menu, safeStorage, session, shell } from 'electron'
import { Problem } from '#core/model/problem'
import { createRendererFiles } from '../pages/rendererFiles'
import { createCameraGate } from '../services/camera/cameraGate'
import { type Console, createConsole } from '../services/composeHandlers'
import { readProgramVersion } from '../services/readProgramVersion'
import { defaultDataDir, prepareDataDir } from '../storage/dataDir'
import { applicationMenu } from './applicationMenu'
import { registerAppScheme, serveRenderer } from './appProtocol'
import { guardNavigation, guardNetwork, guardPermissions } from './guardContents'
import { connectWindow } from './ipcConnection'
import { createMainWindow, loadMainWindow } from './mainWindow'
import { createSafeStorageBox } from './safeStorageBox'

/** @param programDir folder that holds package.json and the built `out`. */
export function startElectron(programDir: string): void {
  // Not strict: Electron's and Chromium's own switches stand among ours.
  const { values: flags } = parseArgs({
    args: process.argv.slice(1),
    options: {
      data: { type: 'string' },
      demo: { type: 'boolean', default: false },
      'new-key': { type: 'boolean', default: false },
    },
    strict: false,
  })
  const dataDir =
    typeof flags.data === 'string'
      ? flags.data
      : defaultDataDir('electron', { platform: process.platform, env: process.env, home: app.getPath('home') })
  // The single-instance lock and IndexedDB live here, so each data folder has its own.
  app.setPath('userData', join(dataDir, 'profile'))
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows()
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  registerAppScheme()
  guardNavigation(app)

  app
    .whenReady()
    .then(() => run({ programDir, dataDir, demo: flags.demo === true, newKey: flags['new-key'] === true }))
    .catch((thrown: unknown) => {
      const problem = Problem.from(thrown, 'console.did-not-start', 'The console could not start: see the technical cause below.')
      const told = problem.causeText ? `${problem.message}\n\n${problem.causeText}` : problem.message
      dialog.showErrorBox('Commonmast cannot start', told)
      app.exit(1)
    })
}

interface Start {
  programDir: string
  dataDir: string
  demo: boolean
  newKey: boolean
}

async function run({ programDir, demo, newKey, ...requested }: Start): Promise<void> {
  const dataDir = await prepareDataDir(requested.dataDir)
  const cameraGate = createCameraGate()
  guardPermissions(session.defaultSession, cameraGate)
  await guardNetwork(session.defaultSession)
  serveRenderer(session.defaultSession.protocol, createRendererFiles(join(programDir, 'out/renderer')))
  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(process.platform)))
  const running = await createConsole({
    dataDir,
    shell: 'electron',
    version: readProgramVersion(programDir),
    newKey,
    secretBox: await createSafeStorageBox(safeStorage, process.platform),
    openExternally: (url) => shell.openExternal(url),
    cameraGate,
    chooseFolder,
  })
  closeOnQuit(running)

  const openWindow = (hash: string) => {
    const window = createMainWindow({ preload: join(programDir, 'out/preload/index.js'), onFault: running.onWindowFault })
    connectWindow(ipcMain, window, running.dispatcher)
    return loadMainWindow(window, hash)
  }
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) void openWindow('')
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  await openWindow(demo ? '#/?demo=1' : '')
}

async function chooseFolder(): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: 'Folder for exchanging records',
    properties: ['openDirectory', 'createDirectory'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** Ports are released and the journal is flushed before the process ends. */
function closeOnQuit(running: Console): void {
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    closed = true
    void running.close().finally(() => app.quit())
  })
}
