/** Where this installation keeps its journal, key, backups and browser profile. */
import { mkdir } from 'node:fs/promises'
import { posix, resolve, win32 } from 'node:path'
import { diskProblem } from './diskProblem'

export type Shell = 'electron' | 'browser'

export interface DataDirSurroundings {
  platform: string
  env: Record<string, string | undefined>
  home: string
}

/**
 * The default folder of a shell. Each shell has its own, because their databases live in different browsers
 * and Electron seals its key with the operating system's keychain.
 */
export function defaultDataDir(shell: Shell, { platform, env, home }: DataDirSurroundings): string {
  if (platform === 'win32') {
    return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Commonmast', shell)
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Commonmast', shell)
  // The XDG specification says that relative values are invalid and to be ignored.
  const xdg = env.XDG_DATA_HOME?.startsWith('/') ? env.XDG_DATA_HOME : posix.join(home, '.local', 'share')
  return posix.join(xdg, 'commonmast', shell)
}

/**
 * Makes the data folder, readable by its owner only, and returns its absolute path.
 * @throws Problem `disk.*` when it cannot be made.
 */
export async function prepareDataDir(path: string): Promise<string> {
  const absolute = resolve(path)
  try {
    await mkdir(absolute, { recursive: true, mode: 0o700 })
  } catch (thrown) {
    throw diskProblem(thrown, `the data folder ${absolute}`)
  }
  return absolute
}
