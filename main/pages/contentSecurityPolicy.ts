import { randomBytes } from 'node:crypto'

/** A fresh nonce for one response: 128 random bits. */
export function createNonce(): string {
  return randomBytes(16).toString('base64')
}

/**
 * The policy of every page: nothing but what this program itself serves, no inline script, and inline styles only
 * with this response's nonce (Mantine and the modal scroll lock write them).
 * @param socketOrigins where WebSockets may go besides `'self'`, e.g. `ws://127.0.0.1:8740`.
 * @param runsWasm for the script of a worker that compiles WebAssembly, and for nothing else.
 */
export function contentSecurityPolicy(nonce: string, socketOrigins: readonly string[] = [], runsWasm = false): string {
  return [
    "default-src 'none'",
    runsWasm ? "script-src 'self' 'wasm-unsafe-eval'" : "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    `connect-src ${["'self'", ...socketOrigins].join(' ')}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * Whether a built file is the script of a worker that may compile WebAssembly: `assets/NAME.wasm.worker-HASH.js`. A worker
 * has the policy that its own script came with, so no page and no other worker gets this leave.
 */
export function isWasmWorker(urlPath: string): boolean {
  return /^\/assets\/[\w-]+\.wasm\.worker-[\w-]+\.js$/.test(urlPath)
}

/**
 * The headers of every response, in both shells.
 * @param mayUseCamera only of the program's own page: there the camera is refused in another way until its dialog is open (in
 * Electron by main, in a browser by `renderer/platform/camera` and by the browser, which asks the person)
 */
export function securityHeaders(policy: string, mayUseCamera = false): Record<string, string> {
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': `camera=(${mayUseCamera ? 'self' : ''}), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()`,
  }
}

/** Puts the nonce where the renderer finds it: `<meta name="csp-nonce" content="…">`, first in the head. */
export function withNonce(html: string, nonce: string): string {
  return html.replace(/<head>/i, `<head><meta name="csp-nonce" content="${nonce}">`)
}
