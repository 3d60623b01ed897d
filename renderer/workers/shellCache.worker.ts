/**
 * The service worker of the browser shell: it keeps the page's program and serves it, so that nothing runs in this origin that
 * did not come from a console that proved itself. Files are taken only when a page that has proved its host says so, each
 * checked against the list of that build. Once there is a build, nothing is fetched from the port any more.
 */
import type { ShellFiles } from '#core/contract/hostProof'

interface KeepRequest {
  build: string
  /** The address of the page's folder at the host, with the key of the launch. */
  base: string
  port: MessagePort
}

/** What is used of a service worker's scope; the library of the page does not know it. */
interface WorkerScope {
  location: Location
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void
  addEventListener(type: 'message', listener: (event: WorkerEvent & { data: KeepRequest }) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void
}
interface WorkerEvent {
  waitUntil(work: Promise<unknown>): void
}
interface FetchEvent extends WorkerEvent {
  request: Request
  respondWith(response: Promise<Response>): void
}

const scope = self as unknown as WorkerScope

const PREFIX = 'shell-'
/** Where a cache says that all of its build is in it. */
const WHOLE = '/whole'
const PAGE = '/index.html'
/** A cache with one entry: the page of the newest whole build, so that a start asks for one thing only. */
const POINTER = 'current-shell'
const CURRENT = '/current-page'
const NONCE_META = /<meta name="csp-nonce" content="[^"]*">/

scope.addEventListener('install', () => void scope.skipWaiting())
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()))

scope.addEventListener('message', (event) => {
  const { build, base, port } = event.data
  const work = keep(build, base).then(
    () => port.postMessage(null),
    (thrown: unknown) => port.postMessage(String(thrown)),
  )
  event.waitUntil(work)
})

scope.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (url.origin !== scope.location.origin || event.request.method !== 'GET') return
  event.respondWith(respond(event.request, pathOf(url)))
})

/** The path of a file in its build: the key of a launch, which begins an address, is no part of it. */
function pathOf({ pathname }: URL): string {
  const path = pathname.replace(/^\/[0-9a-f]{64}(?=\/|$)/, '')
  return path === '' || path === '/' ? PAGE : path
}

async function respond(request: Request, path: string): Promise<Response> {
  if (path !== PAGE) {
    // A name with a digest is the same file in whichever build, and a window may be of the build before.
    const found = path.startsWith('/assets/') ? await caches.match(path) : await inNewest(path)
    if (found) return found
  }
  const page = await caches.match(CURRENT)
  if (page === undefined) return fetch(request)
  if (path === PAGE) return withNonce(page)
  return new Response('Not kept.\n', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

/** A file whose name is the same in every build. */
async function inNewest(path: string): Promise<Response | undefined> {
  const [newest] = await wholeBuilds()
  return newest === undefined ? undefined : (await caches.open(PREFIX + newest)).match(path)
}

/** The page with a nonce of its own, as the host would give it. */
async function withNonce(kept: Response): Promise<Response> {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
  const headers = new Headers(kept.headers)
  headers.set(
    'content-security-policy',
    (headers.get('content-security-policy') ?? '').replace(/'nonce-[^']+'/, `'nonce-${nonce}'`),
  )
  const html = (await kept.text()).replace(/<head>/i, (head) => `${head}<meta name="csp-nonce" content="${nonce}">`)
  return new Response(html, { status: 200, headers })
}

/** Builds of which everything is here, the newest first. */
async function wholeBuilds(): Promise<string[]> {
  const whole: { build: string; at: number }[] = []
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue
    const mark = await (await caches.open(name)).match(WHOLE)
    if (mark) whole.push({ build: name.slice(PREFIX.length), at: Number(await mark.text()) })
  }
  return whole.sort((one, other) => other.at - one.at).map(({ build }) => build)
}

let keeping: Promise<void> = Promise.resolve()

/** @throws Error when a file is not the one of the build; the builds before are then served on */
function keep(build: string, base: string): Promise<void> {
  keeping = keeping.catch(() => undefined).then(() => keepBuild(build, base))
  return keeping
}

async function keepBuild(build: string, base: string): Promise<void> {
  const builds = await wholeBuilds()
  if (builds[0] === build) return
  const listed = await (await fetched(`${base}shell-files.json`)).text()
  if ((await sha256(new TextEncoder().encode(listed))) !== build) throw new Error('The list of files is not that of the build')
  const cache = await caches.open(PREFIX + build)
  // It is what the proved host told: its digest is the build.
  for (const [path, digest] of Object.entries(JSON.parse(listed) as ShellFiles)) {
    if (await cache.match(path)) continue
    await cache.put(path, await checked(base, path, digest))
  }
  const page = await cache.match(PAGE)
  if (!page) throw new Error('The build has no page')
  await (await caches.open(POINTER)).put(CURRENT, await ofBuild(page, build))
  // Last: what is cut off before it is done again.
  await cache.put(WHOLE, new Response(String(Date.now())))
  // One build before stays for windows that are open.
  const [before] = builds
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== PREFIX + build && name !== PREFIX + before) await caches.delete(name)
  }
}

/** The page that is served from now on; it says of which build it is. */
async function ofBuild(page: Response, build: string): Promise<Response> {
  const html = (await page.text()).replace(/<head>/i, (head) => `${head}<meta name="commonmast-build" content="${build}">`)
  return new Response(html, { status: 200, headers: page.headers })
}

async function checked(base: string, path: string, digest: string): Promise<Response> {
  const response = await fetched(base + path.slice(1))
  let bytes = new Uint8Array(await response.arrayBuffer())
  // The host gives every page a nonce of its own.
  if (path.endsWith('.html')) bytes = new TextEncoder().encode(new TextDecoder().decode(bytes).replace(NONCE_META, ''))
  if ((await sha256(bytes)) !== digest) throw new Error(`${path} is not the file of the build`)
  return new Response(bytes, { status: 200, headers: response.headers })
}

async function fetched(address: string): Promise<Response> {
  const response = await fetch(address, { cache: 'default', credentials: 'omit' })
  if (!response.ok) throw new Error(`${address} was answered with ${response.status}`)
  return response
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
