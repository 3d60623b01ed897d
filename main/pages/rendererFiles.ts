/** The built renderer as responses. Invariant: no path, however written, reaches a file outside its folder. */
import { readFile, realpath } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import { contentSecurityPolicy, createNonce, isWasmWorker, securityHeaders, withNonce } from './contentSecurityPolicy'

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

export interface PageResponse {
  status: 200 | 404
  headers: Record<string, string>
  body: Uint8Array
}

export interface RendererFiles {
  /** @param urlPath the path of a request, still percent-encoded, e.g. `/assets/index.js`; `/` is the page. */
  respond(urlPath: string): Promise<PageResponse>
}

/** @param root folder of the built renderer. */
export function createRendererFiles(root: string, socketOrigins: readonly string[] = []): RendererFiles {
  return {
    async respond(urlPath) {
      const nonce = createNonce()
      const policy = contentSecurityPolicy(nonce, socketOrigins, isWasmWorker(urlPath))
      const path = await findFile(root, urlPath === '/' ? '/index.html' : urlPath)
      const bytes = path === null ? null : await readFile(path).catch(() => null)
      if (path === null || bytes === null) {
        return {
          status: 404,
          headers: { ...securityHeaders(policy), 'content-type': 'text/plain; charset=utf-8' },
          body: Buffer.from('Not found.\n'),
        }
      }
      const type = contentTypes[extname(path)] ?? 'application/octet-stream'
      const isPage = extname(path) === '.html'
      return {
        status: 200,
        headers: {
          ...securityHeaders(policy, isPage),
          'content-type': type,
          // Built assets carry their hash in their name; the page carries a nonce and is never kept.
          'cache-control': isPage
            ? 'no-store'
            : urlPath.startsWith('/assets/')
              ? 'private, max-age=31536000, immutable'
              : 'no-cache',
        },
        body: isPage ? Buffer.from(withNonce(bytes.toString('utf8'), nonce)) : bytes,
      }
    },
  }
}

/** Decodes once, refuses what is odd, and lets links lead nowhere else. */
async function findFile(root: string, urlPath: string): Promise<string | null> {
  const decoded = decodeOnce(urlPath)
  if (decoded === null || !decoded.startsWith('/') || /[\0\\:]/.test(decoded)) return null
  if (decoded.split('/').some((part) => part.startsWith('.'))) return null
  const real = await realpath(resolve(root, `.${decoded}`)).catch(() => null)
  const realRoot = await realpath(root).catch(() => null)
  return real !== null && realRoot !== null && real.startsWith(realRoot + sep) ? real : null
}

function decodeOnce(urlPath: string): string | null {
  try {
    return decodeURIComponent(urlPath)
  } catch {
    return null
  }
}
