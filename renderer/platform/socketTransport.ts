/** The line to main in the browser shell: a WebSocket to a host that has proved itself, found again when it was lost. */
import type { HostWelcome } from '#core/contract/hostProof'
import type { ClientMessage, ClientTransport, ServerMessage } from '#core/contract/messages'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { useConnection } from './connection'
import { keepInstallationKey } from './hostKeys'
import { proveHost } from './proveHost'

const RETRY_MS = [250, 500, 1_000, 2_000, 5_000]
/** A host that listens and says nothing is not waited for. */
const PROOF_MS = 10_000
/** What a host says to prove itself. */
const STRANGERS_JSON = { mostChars: 4_096, deepest: 4, mostValues: 32 }

/**
 * @param welcomed is told what a proved host said before anything else is; the line is used when it says true
 */
export function socketTransport(
  location: Pick<Location, 'host' | 'origin' | 'pathname'>,
  welcomed: (welcome: HostWelcome) => Promise<boolean>,
): ClientTransport {
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

  function use(opened: WebSocket): void {
    socket = opened
    attempts = 0
    useConnection.setState({ connection: 'connected' })
    for (const message of waiting) opened.send(JSON.stringify(message))
    waiting = []
  }

  /** Whoever answers there is told nothing, and asked again later: the console may take its port back. */
  function turnAway(opened: WebSocket): void {
    useConnection.setState({ connection: 'unproved' })
    waiting = []
    for (const listener of disconnectListeners) listener(unprovedProblem())
    opened.close()
  }

  function connect(): void {
    const opened = new WebSocket(`ws://${location.host}/socket`)
    let prove: (message: unknown) => Promise<void> = async () => undefined
    let isProved = false
    const timer = setTimeout(() => opened.close(), PROOF_MS)
    opened.onopen = () => {
      const proving = proveHost((message) => opened.send(JSON.stringify(message)), location)
      prove = async (message) => {
        const welcome = await proving.hear(message)
        if (welcome === null) return
        if (welcome === 'not-proved') return turnAway(opened)
        isProved = true
        clearTimeout(timer)
        await keepInstallationKey(welcome.installationKey).catch(() => undefined)
        if ((await welcomed(welcome)) && opened.readyState === opened.OPEN) use(opened)
      }
    }
    opened.onmessage = (event) => {
      if (isProved) hear(JSON.parse(String(event.data)))
      else proveWith(String(event.data))
    }
    // What failed is told by the close that follows.
    opened.onerror = () => undefined
    const proveWith = (text: string) => {
      try {
        prove(parseBoundedJson(text, STRANGERS_JSON)).catch(() => opened.close())
      } catch {
        turnAway(opened)
      }
    }
    opened.onclose = () => {
      clearTimeout(timer)
      const wasUsed = socket === opened
      socket = null
      if (wasUsed) {
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
        if (useConnection.getState().connection === 'unproved') throw unprovedProblem()
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

function unprovedProblem(): Problem {
  return new Problem(
    'contract.host-not-proved',
    'What answers at this address is not your console, so nothing was asked of it: start Commonmast, and open the address that it prints.',
  )
}
