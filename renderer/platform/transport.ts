/** The renderer's end of the line to main: Electron's bridge where there is one, else the browser shell's WebSocket. */

import { create } from 'zustand'
import type { ClientMessage, ClientTransport, ServerMessage } from '#core/contract/messages'
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
  const disconnectListeners = new Set<(problem: Problem) => void>()
  // Calls made before the first connection wait here; after a loss they fail at once instead, so nothing runs twice.
  let waiting: ClientMessage[] = []
  let socket: WebSocket | null = null
  let attempts = 0

  function hear(message: unknown): void {
    for (const listener of messageListeners) listener(message)
  }

  /** Main has not heard of this call yet, and need not. */
  function withdraw(id: number): void {
    waiting = waiting.filter((message) => message.id !== id)
    const problem = new Problem('contract.cancelled', 'Cancelled before it was sent: nothing was changed.')
    const failure: ServerMessage = { type: 'failure', id, ok: false, problem: problem.toData() }
    queueMicrotask(() => hear(failure))
  }

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
      hear(JSON.parse(String(event.data)))
    }
    opened.onclose = () => {
      const wasOpen = socket === opened
      socket = null
      if (wasOpen) {
        useConnection.setState({ connection: 'lost' })
        for (const listener of disconnectListeners) listener(lostProblem())
      }
      setTimeout(connect, RETRY_MS[Math.min(attempts++, RETRY_MS.length - 1)])
    }
  }
  connect()

  return {
    send(message) {
      if (socket) socket.send(JSON.stringify(message))
      else if (useConnection.getState().connection === 'connecting') {
        if (message.type === 'cancel') withdraw(message.id)
        else waiting.push(message)
      } else if (message.type === 'call') {
        throw new Problem('contract.disconnected', 'The console is not running, so nothing was asked of it: start it again.')
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

function lostProblem(): Problem {
  return new Problem(
    'contract.disconnected',
    'The connection to the console was lost before it answered, so whether this was done is not known: start the console again if it has ended, and look before you repeat it.',
  )
}
