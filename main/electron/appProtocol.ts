import { type Protocol, protocol } from 'electron'
import type { RendererFiles } from '../pages/rendererFiles'
import { appScheme, isAppUrl } from './appOrigin'

/** Must run before the app is ready. A standard, secure scheme has an origin, so IndexedDB and workers work in it. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Answers `app://commonmast/…` from the built renderer and refuses every other host and method. */
export function serveRenderer(sessionProtocol: Protocol, files: RendererFiles): void {
  sessionProtocol.handle(appScheme, async (request) => {
    if (request.method !== 'GET' || !isAppUrl(request.url)) return new Response('Refused.\n', { status: 403 })
    const { status, headers, body } = await files.respond(new URL(request.url).pathname)
    return new Response(new Uint8Array(body), { status, headers })
  })
}
