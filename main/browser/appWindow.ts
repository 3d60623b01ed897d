/** Opens the console as an app window of an installed browser, with a profile of its own so that records stay. */
import { spawn } from 'node:child_process'
import type { InstalledBrowser } from './findBrowser'

export interface AppWindow {
  /** Resolves when the browser has ended. */
  readonly closed: Promise<void>
  close(): void
}

/** Chromium refuses to sandbox when run by root, as in containers; everyone else keeps the sandbox. */
export function appWindowFlags(url: string, profileDir: string, isRoot: boolean): string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${profileDir}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-sync',
    '--disable-component-update',
    '--password-store=basic',
    '--window-size=1440,900',
    // The map stays usable on machines whose graphics driver Chromium does not trust.
    '--ignore-gpu-blocklist',
    '--enable-unsafe-swiftshader',
    ...(isRoot ? ['--no-sandbox', '--use-angle=swiftshader'] : []),
  ]
}

/** @throws nothing: a browser that does not start ends at once, and `closed` resolves. */
export function openAppWindow(browser: InstalledBrowser, url: string, profileDir: string): AppWindow {
  const isRoot = process.getuid?.() === 0
  const child = spawn(browser.path, appWindowFlags(url, profileDir, isRoot), { stdio: 'ignore' })
  const closed = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  return {
    closed,
    close: () => {
      child.kill('SIGTERM')
    },
  }
}
