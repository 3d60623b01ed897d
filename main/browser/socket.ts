/** The contract over a WebSocket at `/socket`: one JSON message per text frame, as in core/contract/messages. */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Dispatcher } from '#core/contract/createDispatcher'
import { type JsonLimits, parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { proveSocket, type SocketProof } from './proveSocket'
import { type Refusal, refuseRequest } from './refusal'

export interface SocketLimits {
  /** A larger frame closes the connection (code 1009). A backup of 100,000 hotspots with their operations is about 100 MB. */
  frameBytes: number
  /** A window that answers no ping within this time is gone. */
  heartbeatMs: number
  /** A window that has not proved itself within this time is nobody's. */
  proofMs: number
  /** So many windows may be proving themselves at once. */
  strangers: number
}

const defaultLimits: SocketLimits = { frameBytes: 256 * 1024 * 1024, heartbeatMs: 15_000, proofMs: 10_000, strangers: 32 }

/** A frame carries one call; a backup in it is one text. Main must not be kept busy by what it then refuses. */
const FRAME_JSON: JsonLimits = { mostChars: 256 * 1024 * 1024, deepest: 64, mostValues: 5_000_000 }

export interface SocketServer {
  connections(): number
  close(): void
}

export interface SocketOptions {
  port: number
  proof: Pick<SocketProof, 'keys' | 'build'>
  dispatcher: Dispatcher<ConsoleContract>
  limits?: Partial<SocketLimits> | undefined
}

export function attachSocket(server: Server, { port, proof, dispatcher, limits }: SocketOptions): SocketServer {
  const { frameBytes, heartbeatMs, proofMs, strangers } = { ...defaultLimits, ...limits }
  const sockets = new WebSocketServer({ noServer: true, maxPayload: frameBytes, perMessageDeflate: false })
  const alive = new WeakSet<WebSocket>()
  const proved = new Set<WebSocket>()
  const origin = `http://127.0.0.1:${port}`

  server.on('upgrade', (request, stream, head) => {
    const refusal = refuseUpgrade(request, port)
    if (refusal) refuseStream(stream, refusal)
    else sockets.handleUpgrade(request, stream, head, join)
  })

  function join(socket: WebSocket): void {
    if (sockets.clients.size - proved.size > strangers) {
      socket.close(1013, 'too many windows are waiting')
      return
    }
    let hear = proveSocket(socket, { ...proof, origin, patienceMs: proofMs }, () => {
      const connection = dispatcher.connect((message) => {
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
      })
      proved.add(socket)
      hear = async (message) => connection.receive(message)
      socket.on('close', () => {
        proved.delete(socket)
        connection.close()
      })
    })
    alive.add(socket)
    socket.on('pong', () => alive.add(socket))
    // ws closes the socket itself after an error, such as a frame beyond the limit.
    socket.on('error', () => undefined)
    socket.on('message', (data, isBinary) => {
      if (!proved.has(socket) && sizeOf(data) > STRANGERS_FRAME_BYTES) {
        socket.close(1009, 'too much before it is proved')
        return
      }
      const frame = isBinary ? NOT_JSON : parseFrame(data)
      if ('closeCode' in frame) socket.close(frame.closeCode, frame.reason)
      else hear(frame.message).catch(() => socket.terminate())
    })
  }

  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate()
      else socket.ping()
    }
  }, heartbeatMs)

  return {
    connections: () => proved.size,
    close() {
      clearInterval(heartbeat)
      for (const socket of sockets.clients) socket.close(1001, 'the console is closing')
      sockets.close()
    },
  }
}

function refuseUpgrade(request: IncomingMessage, port: number): Refusal | null {
  if (request.headers.origin !== `http://127.0.0.1:${port}`)
    return { status: 403, message: 'Only the console’s own page may connect.' }
  if (request.url !== '/socket') return { status: 403, message: 'There is no socket here.' }
  return refuseRequest(request, port)
}

function refuseStream(stream: Duplex, { status, message }: Refusal): void {
  const body = `${message}\n`
  // Node takes its own listeners off an upgraded stream: without these a reset would end the console, and a client that
  // never closes its half would keep it from ending.
  stream.on('error', () => stream.destroy())
  stream.once('finish', () => stream.destroy())
  stream.end(
    `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

/** What a window says to prove itself is far shorter. */
const STRANGERS_FRAME_BYTES = 4_096

function sizeOf(data: RawData): number {
  return Array.isArray(data) ? data.reduce((sum, part) => sum + part.byteLength, 0) : data.byteLength
}

type Frame = { message: unknown } | { closeCode: number; reason: string }

const NOT_JSON: Frame = { closeCode: 1003, reason: 'not JSON text' }

function parseFrame(data: RawData): Frame {
  try {
    return { message: parseBoundedJson(data.toString(), FRAME_JSON) }
  } catch (thrown) {
    return thrown instanceof Problem ? { closeCode: 1009, reason: 'JSON too deep or too large' } : NOT_JSON
  }
}
