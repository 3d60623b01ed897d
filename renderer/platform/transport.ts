/** The renderer's end of the line to main: Electron's bridge where there is one, else the browser shell's WebSocket. */

import { create } from 'zustand'
import type { ClientMessage, ClientTransport } from '#core/contract/messages'
import { Problem } from '#core/model/problem'

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

export type Connection = 'connecting' | 'connected' | 'lost'
export const useConnection = create<{ connection: Connection }>(() => ({ connection: 'connecting' }))

export function createTransport(): ClientTransport {
  return window.commonmast ? bridgeTransport(window.commonmast) : socketTransport(`ws://${window.location.host}/socket`)
}

function bridgeTransport(bridge: Bridge): ClientTransport {
  useConnection.setState({ connection: 'connected' })
  return { send: bridge.send, onMessage: bridge.onMessage, onDisconnect: () => () => {} }
}

const RETRY_MS = [250, 500, 1_000, 2_000, 5_000]

function socketTransport(address: string): ClientTransport {
  const messageListeners = new Set<(message: unknown) => void>()
  const disconnectListeners = new Set<() => void>()
  // Calls made before the first connection wait here; after a loss they fail at once instead, so nothing runs twice.
  let waiting: ClientMessage[] = []
  let socket: WebSocket | null = null
  let attempts = 0

  function connect(): void {
    const opened = new WebSocket(address)
    opened.onopen = () => {
      socket = opened
      attempts = 0
      useConnection.setState({ connection: 'connected' })
      for (const message of waiting) opened.send(JSON.stringify(message))
      waiting = []
    }
    opened.onmessage = (event) => {
      const message: unknown = JSON.parse(String(event.data))
      for (const listener of messageListeners) listener(message)
    }
    opened.onclose = () => {
      const wasOpen = socket === opened
      socket = null
      if (wasOpen) {
        useConnection.setState({ connection: 'lost' })
        for (const listener of disconnectListeners) listener()
      }
      setTimeout(connect, RETRY_MS[Math.min(attempts++, RETRY_MS.length - 1)])
    }
  }
  connect()

  return {
    send(message) {
      if (socket) socket.send(JSON.stringify(message))
      else if (useConnection.getState().connection === 'connecting') waiting.push(message)
      else if (message.type === 'call') {
        const problem = new Problem('contract.disconnected', 'The console is not running: start it again, then try again.')
        const failure = { type: 'failure', id: message.id, ok: false, problem: problem.toData() }
        queueMicrotask(() => {
          for (const listener of messageListeners) listener(failure)
        })
      }
    },
    onMessage(listener) {
      messageListeners.add(listener)
      return () => messageListeners.delete(listener)
    },
    onDisconnect(listener) {
      disconnectListeners.add(listener)
      return () => disconnectListeners.delete(listener)
    },
  }
}
