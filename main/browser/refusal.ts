import type { IncomingMessage } from 'node:http'

export interface Refusal {
  status: 401 | 403 | 405 | 421
  message: string
}

/**
 * Why a request is refused, or null when it may pass.
 * The Host check stops DNS rebinding: another site's name that resolves to this computer arrives with that name.
 * The Origin check stops other pages of the same browser, whose requests carry their own origin.
 */
export function refuseRequest(request: IncomingMessage, port: number): Refusal | null {
  const host = `127.0.0.1:${port}`
  if (request.headers.host !== host) {
    return { status: 421, message: `Open Commonmast under the address it printed: it begins with http://${host}/.` }
  }
  if (!comesFromOwnPage(request, `http://${host}`)) {
    return { status: 403, message: 'Another page asked for this: open Commonmast in its own window.' }
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, message: 'This address only answers GET.' }
  }
  return null
}

/** Said whenever the key of this launch is not in the address. */
export const missingKey: Refusal = {
  status: 401,
  message:
    'This window belongs to an earlier start of Commonmast, or lacks its key: open the address that npm start printed last.',
}

/**
 * Browsers send no Origin with page loads, scripts and pictures, but say in Sec-Fetch-Site who asks: a page on another
 * port of 127.0.0.1 counts as the same site. A WebSocket's origin has its own, stricter check.
 */
function comesFromOwnPage({ headers }: IncomingMessage, origin: string): boolean {
  if (headers.origin !== undefined && headers.origin !== origin) return false
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none' || headers['sec-fetch-mode'] === 'navigate'
}

/** A small page a person can read, with nothing of the console in it. */
export function refusalPage({ message }: Refusal): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Commonmast</title></head><body><h1>Commonmast</h1><p>${message}</p></body></html>\n`
}
