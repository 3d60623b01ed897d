/**
 * Who may talk to the browser shell: whoever holds this launch's token.
 *
 * The page is opened as `http://127.0.0.1:PORT/?token=…` (with `&demo=1` for the demo cooperative). The server checks
 * the token, sets the cookie `commonmast_PORT` (HttpOnly, SameSite=Strict, until the browser closes) and
 * redirects to `/`, or to `/#/?demo=1`, so that the token leaves the address bar and the history. Every later
 * request, the WebSocket at `/socket` included, is known by that cookie; scripts of the page never see it.
 * The cookie holds a second secret, so the address can be used up: an app window's address stands in the process list,
 * where other accounts can read it, and is therefore good for one use. A printed address stays good for its launch.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export interface LaunchToken {
  readonly value: string
  /** Compares in constant time. */
  matches(candidate: string | null | undefined): boolean
}

/** 256 random bits, new for every launch. */
export function createLaunchToken(): LaunchToken {
  const value = randomBytes(32).toString('base64url')
  const digest = sha256(value)
  return { value, matches: (candidate) => typeof candidate === 'string' && timingSafeEqual(sha256(candidate), digest) }
}

/** Browsers share cookies between the ports of a host, so the name carries the port. */
function tokenCookieName(port: number): string {
  return `commonmast_${port}`
}

export function tokenCookie(port: number, pass: LaunchToken): string {
  return `${tokenCookieName(port)}=${pass.value}; Path=/; HttpOnly; SameSite=Strict`
}

/** The token in a Cookie header; null when it is not there. */
export function tokenInCookies(header: string | undefined, port: number): string | null {
  const wanted = `${tokenCookieName(port)}=`
  for (const part of (header ?? '').split(';')) {
    const cookie = part.trim()
    if (cookie.startsWith(wanted)) return cookie.slice(wanted.length)
  }
  return null
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}
