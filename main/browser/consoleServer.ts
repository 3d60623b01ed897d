/**
 * The browser shell's server, on 127.0.0.1 only. Invariant: nothing but a refusal leaves it without this launch's key in the
 * path, from a foreign origin or under a foreign host name; and nothing of the contract before the page has proved itself.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Dispatcher } from '#core/contract/createDispatcher'
import { contentSecurityPolicy, createNonce, securityHeaders } from '../pages/contentSecurityPolicy'
import { createRendererFiles, type PageResponse, type RendererFiles } from '../pages/rendererFiles'
import { type HostKeys, sameText } from './hostKeys'
import { listen } from './listen'
import { missingKey, type Refusal, refusalPage, refuseRequest } from './refusal'
import { type DescribedFiles, shellFiles } from './shellFiles'
import { attachSocket, type SocketLimits, type SocketServer } from './socket'

/** Fixed, so that IndexedDB, which belongs to the origin, is found again at every start. */
export const defaultPort = 8740

export interface ConsoleServer {
  readonly port: number
  /** The address that opens the console; it holds the key of this launch. */
  readonly url: string
  /** Windows connected and proved now. */
  connections(): number
  close(): Promise<void>
}

export interface ConsoleServerOptions {
  dispatcher: Dispatcher<ConsoleContract>
  rendererDir: string
  keys: HostKeys
  /** 0 takes any free port; the records of the browser are then not found again. */
  port: number
  demo?: boolean
  limits?: Partial<SocketLimits>
}

/** @throws Problem `port.taken`, `port.held` or `port.refused` */
export async function startConsoleServer(options: ConsoleServerOptions): Promise<ConsoleServer> {
  const { keys, rendererDir, dispatcher, limits } = options
  const server = createServer()
  const port = await listen(server, options.port)
  const files = createRendererFiles(rendererDir, [`ws://127.0.0.1:${port}`])
  const described = shellFiles(rendererDir)
  const build = async () => (await described()).build
  const sockets = attachSocket(server, { port, proof: { keys, build }, dispatcher, limits })
  server.on('request', (request, response) => {
    answer(request, response, { port, keys, files, described }).catch(() => response.destroy())
  })
  return {
    port,
    url: `http://127.0.0.1:${port}/${keys.launch}/${options.demo ? '#/?demo=1' : ''}`,
    connections: sockets.connections,
    close: () => closeServer(server, sockets),
  }
}

interface Surroundings {
  port: number
  keys: HostKeys
  files: RendererFiles
  described: () => Promise<DescribedFiles>
}

async function answer(request: IncomingMessage, response: ServerResponse, surroundings: Surroundings): Promise<void> {
  const { port, keys, files, described } = surroundings
  // The raw target: URL parsing would silently resolve `..` before it can be refused.
  const [target = '/'] = (request.url ?? '/').split('?', 1)
  const [, key = '', ...rest] = target.split('/')
  const refusal = refuseRequest(request, port) ?? (sameText(key, keys.launch) && rest.length > 0 ? null : missingKey)
  if (refusal) return refuse(request, response, refusal)
  const path = `/${rest.join('/')}`
  const { status, headers, body } = path === FILES_PATH ? listOf(await described()) : await files.respond(path)
  response.writeHead(status, { ...headers, ...workerScope(path), 'content-length': body.byteLength })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** The list of the program's files; none of them has this name. */
const FILES_PATH = '/shell-files.json'

function listOf({ text }: DescribedFiles): PageResponse {
  const headers = securityHeaders(contentSecurityPolicy(createNonce()))
  const type = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
  return { status: 200, headers: { ...headers, ...type }, body: Buffer.from(text) }
}

/** The service worker stands below the key and serves the whole origin. */
function workerScope(path: string): Record<string, string> {
  return /^\/assets\/shellCache\.worker-[\w-]+\.js$/.test(path) ? { 'service-worker-allowed': '/' } : {}
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
