/** Notices that a port's path is gone, because a pulled cable is not always reported. */
import { stat } from 'node:fs/promises'

export interface PathWatch {
  /** Looks now, for example when a write hangs. @returns whether the device is still there. */
  look(): Promise<boolean>
  stop(): void
}

/**
 * Looks every `everyMs` and calls `gone` once: when the path or what it links to is no more, or when another device has taken
 * the name since, as a link does when the cable is back before anybody looked. Windows port names are no paths: there the
 * system reports a pulled cable.
 */
export function watchPath(path: string, everyMs: number, gone: () => void): PathWatch {
  if (process.platform === 'win32') return { look: async () => true, stop: () => undefined }
  let stopped = false
  let opened: string | null = null

  async function look(): Promise<boolean> {
    const now = await deviceAt(path)
    if (now === 'unknown') return true
    opened ??= now
    if (now !== null && now === opened) return true
    if (!stopped) {
      stop()
      gone()
    }
    return false
  }

  const timer = setInterval(() => void look(), everyMs)
  const stop = () => {
    stopped = true
    clearInterval(timer)
  }
  void look()
  return { look, stop }
}

/** Which device stands behind the path now; null when there is none. */
async function deviceAt(path: string): Promise<string | null> {
  try {
    const { dev, ino, rdev } = await stat(path)
    return `${dev}:${ino}:${rdev}`
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : ''
    // Only these say that the device is gone; a folder that may not be read says nothing.
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENODEV' ? null : 'unknown'
  }
}
