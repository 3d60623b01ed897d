/** The one window and its life: what is said and done when its page is broken off, dies, hangs or wanders off. */
import { BrowserWindow, dialog, type RenderProcessGoneDetails } from 'electron'
import { Problem } from '#core/model/problem'
import { appUrl, isAppUrl } from './appOrigin'

/** A page that dies so often within `CRASH_WINDOW_MS` is not loaded again unasked. */
const MOST_CRASHES = 3
const CRASH_WINDOW_MS = 60_000

const RECORDS_ARE_WHOLE =
  'Your records are whole: they are written entirely or not at all. What you had typed and not saved is gone. A signature or a device that was under way is found again when the window is there.'

interface MainWindowOptions {
  preload: string
  /** Where the page begins, such as `#/fleet`. */
  hash: string
  onFault: (problem: Problem) => void
}

/** Sandboxed, isolated, without Node, shown once it has painted. */
export function createMainWindow({ preload, onFault }: Omit<MainWindowOptions, 'hash'>): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: 'Commonmast',
    backgroundColor: '#11161c',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  stayAtHome(window)
  loadAgainAfterCrash(window, onFault)
  askWhenHanging(window)
  return window
}

/** @throws Error when the page cannot be loaded. One that another load took the place of is no failure. */
export async function loadMainWindow(window: BrowserWindow, hash: string): Promise<void> {
  try {
    await window.loadURL(`${appUrl}${hash}`)
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== 'ERR_ABORTED') throw thrown
  }
}

/** A page can leave for `about:blank` without asking, so it is fetched back. */
function stayAtHome({ webContents }: BrowserWindow): void {
  webContents.on('did-navigate', (_event, url) => {
    if (!isAppUrl(url)) void webContents.loadURL(appUrl).catch(() => undefined)
  })
}

function loadAgainAfterCrash(window: BrowserWindow, onFault: MainWindowOptions['onFault']): void {
  const crashes: number[] = []
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed()) return
    const problem = crashProblem(details)
    onFault(problem)
    const now = Date.now()
    crashes.push(now)
    const recent = crashes.filter((at) => now - at < CRASH_WINDOW_MS).length
    if (recent >= MOST_CRASHES) void askAfterCrashes(window, problem)
    else {
      window.webContents.reload()
      void dialog.showMessageBox(window, {
        ...{ type: 'warning', buttons: ['OK'], title: 'Commonmast' },
        message: problem.message,
        detail: `${RECORDS_ARE_WHOLE}\n\n${problem.causeText}`,
      })
    }
  })
}

function crashProblem({ reason, exitCode }: RenderProcessGoneDetails): Problem {
  const cause = `${reason}, exit code ${exitCode}`
  if (reason === 'oom') {
    return new Problem('window.out-of-memory', 'The window ran out of memory and was loaded again: work with a smaller file.', {
      cause,
    })
  }
  return new Problem('window.stopped', 'The window stopped unexpectedly and was loaded again: look where you were, then go on.', {
    cause,
  })
}

async function askAfterCrashes(window: BrowserWindow, { causeText }: Problem): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    ...{ type: 'error', buttons: ['Load again', 'Close Commonmast'], defaultId: 0, cancelId: 1, title: 'Commonmast' },
    message: `The window stopped ${MOST_CRASHES} times in a minute: load it again, or close Commonmast and start it anew.`,
    detail: `${RECORDS_ARE_WHOLE}\n\n${causeText}`,
  })
  if (window.isDestroyed()) return
  if (response === 0) window.webContents.reload()
  else window.destroy()
}

function askWhenHanging(window: BrowserWindow): void {
  let asking: AbortController | null = null
  window.on('unresponsive', async () => {
    if (asking) return
    const question = new AbortController()
    asking = question
    const { response } = await dialog.showMessageBox(window, {
      ...{ type: 'warning', buttons: ['Wait', 'Load again'], defaultId: 0, cancelId: 0, title: 'Commonmast' },
      message: 'The window does not answer: wait, or load it again.',
      detail: RECORDS_ARE_WHOLE,
      signal: question.signal,
    })
    asking = null
    // Its end is dealt with as that of any other page that dies.
    if (response === 1 && !question.signal.aborted && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer()
  })
  window.on('responsive', () => asking?.abort())
}
