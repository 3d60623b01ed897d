import type { AppWindow } from './appWindow'
import type { ConsoleServer } from './consoleServer'

const pollMs = 1_000
/** A reload or a sleeping laptop reconnects well within this. */
const patienceMs = 10_000

/**
 * Resolves when the person has closed the console's window.
 * Elsewhere the browser ends with its last window. On macOS it lives on, so a window that was connected and stays away
 * counts as closed; and a browser that handed the page to a running one ends early, while its page is still connected.
 */
export async function watchWindow(window: AppWindow, server: ConsoleServer, platform: string): Promise<void> {
  let hasEnded = false
  void window.closed.then(() => {
    hasEnded = true
  })
  let wasConnected = false
  let awayMs = 0
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, pollMs))
    const connected = server.connections() > 0
    wasConnected ||= connected
    awayMs = connected ? 0 : awayMs + pollMs
    if (hasEnded && !connected) return
    if (platform === 'darwin' && wasConnected && awayMs >= patienceMs) return
  }
}
