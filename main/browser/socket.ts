/** The contract over a WebSocket at `/socket`: one JSON message per text frame, as in core/contract/messages. */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Dispatcher } from '#core/contract/createDispatcher'
import { type JsonLimits, parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { type Refusal, refuseRequest } from './refusal'
import type { LaunchToken } from './token'

export interface SocketLimits {
  /** A larger frame closes the connection (code 1009). A backup of 100,000 hotspots with their operations is about 100 MB. */
  frameBytes: number
  /** A window that answers no ping within this time is gone. */
  heartbeatMs: number
}

const defaultLimits: SocketLimits = { frameBytes: 256 * 1024 * 1024, heartbeatMs: 15_000 }

/** A frame carries one call; a backup in it is one text. Main must not be kept busy by what it then refuses. */
const FRAME_JSON: JsonLimits = { mostChars: 256 * 1024 * 1024, deepest: 64, mostValues: 5_000_000 }

export interface SocketServer {
  connections(): number
  close(): void
}

export interface SocketOptions {
  port: number
  token: LaunchToken
  dispatcher: Dispatcher<ConsoleContract>
  limits?: Partial<SocketLimits> | undefined
}

export function attachSocket(server: Server, { port, token, dispatcher, limits }: SocketOptions): SocketServer {
  const { frameBytes, heartbeatMs } = { ...defaultLimits, ...limits }
  const sockets = new WebSocketServer({ noServer: true, maxPayload: frameBytes, perMessageDeflate: false })
  const alive = new WeakSet<WebSocket>()

  server.on('upgrade', (request, stream, head) => {
    const refusal = refuseUpgrade(request, port, token)
    if (refusal) refuseStream(stream, refusal)
    else sockets.handleUpgrade(request, stream, head, join)
  })

  function join(socket: WebSocket): void {
    const connection = dispatcher.connect((message) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
    })
    alive.add(socket)
    socket.on('pong', () => alive.add(socket))
    // ws closes the socket itself after an error, such as a frame beyond the limit.
    socket.on('error', () => undefined)
    socket.on('close', () => connection.close())
    socket.on('message', (data, isBinary) => {
      const frame = isBinary ? NOT_JSON : parseFrame(data)
      if ('closeCode' in frame) socket.close(frame.closeCode, frame.reason)
      else void connection.receive(frame.message)
    })
  }

  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate()
      else socket.ping()
    }
  }, heartbeatMs)

  return {
    connections: () => sockets.clients.size,
    close() {
      clearInterval(heartbeat)
      for (const socket of sockets.clients) socket.close(1001, 'the console is closing')
      sockets.close()
    },
  }
}

function refuseUpgrade(request: IncomingMessage, port: number, token: LaunchToken): Refusal | null {
  if (request.headers.origin !== `http://127.0.0.1:${port}`)
    return { status: 403, message: 'Only the console’s own page may connect.' }
  if (request.url !== '/socket') return { status: 403, message: 'There is no socket here.' }
  return refuseRequest(request, port, token)
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

type Frame = { message: unknown } | { closeCode: number; reason: string }

const NOT_JSON: Frame = { closeCode: 1003, reason: 'not JSON text' }

function parseFrame(data: RawData): Frame {
  try {
    return { message: parseBoundedJson(data.toString(), FRAME_JSON) }
  } catch (thrown) {
    return thrown instanceof Problem ? { closeCode: 1009, reason: 'JSON too deep or too large' } : NOT_JSON
  }
}
