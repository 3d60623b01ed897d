/** The renderer's end of the line to main: Electron's bridge where there is one, else the browser shell's WebSocket. */
import type { HostWelcome } from '#core/contract/hostProof'
import type { ClientMessage, ClientTransport } from '#core/contract/messages'
import { useConnection } from './connection'
import { buildOfPage, keepShell } from './keepShell'
import { socketTransport } from './socketTransport'

/** What preload puts on `window` in Electron; its keys are checked by the bundle-contract tests. */
interface Bridge {
  shell: 'electron'
  send(message: ClientMessage): void
  onMessage(listener: (message: unknown) => void): () => void
}

declare global {
  interface Window {
    commonmast?: Bridge
  }
}

export function createTransport(): ClientTransport {
  return window.commonmast ? bridgeTransport(window.commonmast) : socketTransport(window.location, welcomed)
}

function bridgeTransport(bridge: Bridge): ClientTransport {
  useConnection.setState({ connection: 'connected' })
  return { send: bridge.send, onMessage: bridge.onMessage, onDisconnect: () => () => {} }
}

/** The program is kept once the first screen has had its time. */
const KEEP_AFTER_MS = 2_000
const RELOADED_FOR = 'commonmast.reloaded-for'

/** A page that the browser had kept of another build makes way for that of the proved host. */
async function welcomed(welcome: HostWelcome): Promise<boolean> {
  const own = buildOfPage()
  if (own === null || own === welcome.build || sessionStorage.getItem(RELOADED_FOR) === welcome.build) {
    setTimeout(() => void keepShell(welcome).catch(() => undefined), KEEP_AFTER_MS)
    return true
  }
  sessionStorage.setItem(RELOADED_FOR, welcome.build)
  try {
    await keepShell(welcome)
  } catch {
    // The old page is better than none, and the next start tries again.
    return true
  }
  window.location.reload()
  return false
}
