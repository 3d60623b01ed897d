/**
 * The browser shell's server, on 127.0.0.1 only. Invariant: nothing but a refusal leaves it without this launch's
 * token, from a foreign origin or under a foreign host name.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Dispatcher } from '#core/contract/createDispatcher'
import { contentSecurityPolicy, createNonce, securityHeaders } from '../pages/contentSecurityPolicy'
import { createRendererFiles, type RendererFiles } from '../pages/rendererFiles'
import { listen } from './listen'
import { missingToken, type Refusal, refusalPage, refuseRequest } from './refusal'
import { attachSocket, type SocketLimits, type SocketServer } from './socket'
import { createLaunchToken, type LaunchToken, tokenCookie } from './token'

/** Fixed, so that IndexedDB, which belongs to the origin, is found again at every start. */
export const defaultPort = 8740

export interface ConsoleServer {
  readonly port: number
  /** The address that opens the console; it holds the token. */
  readonly url: string
  /** Windows connected now. */
  connections(): number
  close(): Promise<void>
}

export interface ConsoleServerOptions {
  dispatcher: Dispatcher<ConsoleContract>
  rendererDir: string
  /** 0 takes any free port; the records of the browser are then not found again. */
  port: number
  demo?: boolean
  /** The address opens one window only; see token.ts. */
  singleUse?: boolean
  limits?: Partial<SocketLimits>
}

/** @throws Problem `port.taken` or `port.refused` */
export async function startConsoleServer(options: ConsoleServerOptions): Promise<ConsoleServer> {
  const keys: Keys = {
    ticket: createLaunchToken(),
    pass: createLaunchToken(),
    singleUse: options.singleUse ?? false,
    used: false,
  }
  const server = createServer()
  const port = await listen(server, options.port)
  const files = createRendererFiles(options.rendererDir, [`ws://127.0.0.1:${port}`])
  const sockets = attachSocket(server, { port, token: keys.pass, dispatcher: options.dispatcher, limits: options.limits })
  server.on('request', (request, response) => {
    answer(request, response, { port, keys, files }).catch(() => response.destroy())
  })
  return {
    port,
    url: `http://127.0.0.1:${port}/?token=${keys.ticket.value}${options.demo ? '&demo=1' : ''}`,
    connections: sockets.connections,
    close: () => closeServer(server, sockets),
  }
}

interface Keys {
  /** In the address that opens the console. */
  ticket: LaunchToken
  /** In the cookie that it is exchanged for. */
  pass: LaunchToken
  singleUse: boolean
  used: boolean
}

interface Surroundings {
  port: number
  keys: Keys
  files: RendererFiles
}

async function answer(request: IncomingMessage, response: ServerResponse, { port, keys, files }: Surroundings): Promise<void> {
  // The raw target: URL parsing would silently resolve `..` before it can be refused.
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
  const offered = path === '/' ? new URLSearchParams(query) : null
  if (offered?.has('token')) return exchangeTicket(request, response, offered, { port, keys })
  const refusal = refuseRequest(request, port, keys.pass)
  if (refusal) return refuse(request, response, refusal)
  const { status, headers, body } = await files.respond(path)
  response.writeHead(status, { ...headers, 'content-length': body.byteLength })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function exchangeTicket(
  request: IncomingMessage,
  response: ServerResponse,
  offered: URLSearchParams,
  { port, keys }: Omit<Surroundings, 'files'>,
): void {
  // Host, origin and method are checked as everywhere; only the cookie is not there yet.
  const refusal = refuseRequest(request, port, { ...keys.pass, matches: () => true })
  const usedUp = keys.singleUse && keys.used
  const refused = refusal ?? (usedUp || !keys.ticket.matches(offered.get('token')) ? missingToken : null)
  if (refused) {
    refuse(request, response, refused)
    return
  }
  keys.used = true
  response.writeHead(303, {
    ...securityHeaders(contentSecurityPolicy(createNonce())),
    'cache-control': 'no-store',
    'set-cookie': tokenCookie(port, keys.pass),
    location: offered.get('demo') === '1' ? '/#/?demo=1' : '/',
  })
  response.end()
}

function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const page = refusalPage(refusal)
  response.writeHead(refusal.status, {
    ...securityHeaders(contentSecurityPolicy(createNonce())),
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
  })
  response.end(request.method === 'HEAD' ? undefined : page)
}

async function closeServer(server: Server, sockets: SocketServer): Promise<void> {
  sockets.close()
  await new Promise<void>((done) => {
    server.close(() => done())
    server.closeAllConnections()
  })
}
