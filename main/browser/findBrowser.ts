/** Finds an installed browser of the Chromium family, the only ones that open app windows. */
import { accessSync, constants } from 'node:fs'
import { posix, win32 } from 'node:path'

export interface InstalledBrowser {
  name: string
  path: string
}

const linuxPrograms: readonly (readonly [string, string])[] = [
  ['Chromium', 'chromium'],
  ['Chromium', 'chromium-browser'],
  ['Chrome', 'google-chrome'],
  ['Chrome', 'google-chrome-stable'],
  ['Edge', 'microsoft-edge'],
  ['Edge', 'microsoft-edge-stable'],
  ['Brave', 'brave-browser'],
]
const macPrograms: readonly (readonly [string, string])[] = [
  ['Chrome', 'Google Chrome.app/Contents/MacOS/Google Chrome'],
  ['Chromium', 'Chromium.app/Contents/MacOS/Chromium'],
  ['Edge', 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  ['Brave', 'Brave Browser.app/Contents/MacOS/Brave Browser'],
]
const windowsPrograms: readonly (readonly [string, string])[] = [
  ['Chrome', 'Google\\Chrome\\Application\\chrome.exe'],
  ['Edge', 'Microsoft\\Edge\\Application\\msedge.exe'],
  ['Chromium', 'Chromium\\Application\\chrome.exe'],
]

/** Every place to look, best first. `COMMONMAST_BROWSER` names a program outright. */
function browserCandidates(platform: string, env: Record<string, string | undefined>, home: string): readonly InstalledBrowser[] {
  const chosen = env.COMMONMAST_BROWSER ? [{ name: 'COMMONMAST_BROWSER', path: env.COMMONMAST_BROWSER }] : []
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((folder) => folder !== undefined)
    return [...chosen, ...combine(folders, windowsPrograms, win32.join)]
  }
  if (platform === 'darwin') return [...chosen, ...combine(['/Applications', `${home}/Applications`], macPrograms, posix.join)]
  const folders = [...(env.PATH ?? '').split(':').filter((folder) => folder.startsWith('/')), '/snap/bin']
  return [...chosen, ...combine(folders, linuxPrograms, posix.join)]
}

/** The first candidate that can be run, or null. */
export function findBrowser(
  platform: string,
  env: Record<string, string | undefined>,
  home: string,
  canRun: (path: string) => boolean = isExecutable,
): InstalledBrowser | null {
  return browserCandidates(platform, env, home).find(({ path }) => canRun(path)) ?? null
}

function combine(
  folders: readonly string[],
  programs: readonly (readonly [string, string])[],
  join: (folder: string, program: string) => string,
): InstalledBrowser[] {
  return programs.flatMap(([name, program]) => folders.map((folder) => ({ name, path: join(folder, program) })))
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
