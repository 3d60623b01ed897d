import type { App, MediaAccessPermissionRequest, Session } from 'electron'
import type { CameraGate } from '../services/camera/cameraGate'
import { isAppUrl } from './appOrigin'

/** The page may copy an address, keep its database, and fill the screen in the field; it has no use for anything else. */
const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen', 'persistent-storage'])

/** Keeps every page where it is: no navigation away, no second window, no embedded page, no talk with other computers. */
export function guardNavigation(app: App): void {
  app.on('web-contents-created', (_created, contents) => {
    const refuseOthers = (event: { url: string; preventDefault(): void }) => {
      if (!isAppUrl(event.url)) event.preventDefault()
    }
    contents.on('will-navigate', refuseOthers)
    contents.on('will-frame-navigate', refuseOthers)
    contents.on('will-redirect', refuseOthers)
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  })
}

/**
 * Takes the network from the session: the page comes from this program alone. No request of another scheme is made, and what
 * no such rule reaches, WebRTC over TCP, is sent to a proxy that is not there.
 */
export async function guardNetwork(session: Session): Promise<void> {
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOwnRequest(details.url) }))
  await session.setProxy({ mode: 'fixed_servers', proxyRules: 'socks5://127.0.0.1:1', proxyBypassRules: '<-loopback>' })
}

/** Blobs and data are made by the page itself. */
function isOwnRequest(address: string): boolean {
  return isAppUrl(address) || /^(blob:app:|data:|devtools:)/.test(address)
}

/**
 * Hardware is reached by main alone, so pages get no device and no permission beyond those above. The camera is the exception:
 * the page has it while its dialog is open, and never a microphone beside it.
 */
export function guardPermissions(session: Session, camera: Pick<CameraGate, 'isOpen'>): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const isCamera = permission === 'media' && camera.isOpen && asksForCameraAlone(details)
    decide((isCamera || allowedPermissions.has(permission)) && details.isMainFrame && isAppUrl(details.requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, { mediaType }) => {
    const isCamera = permission === 'media' && camera.isOpen && mediaType === 'video'
    return (isCamera || allowedPermissions.has(permission)) && isAppUrl(requestingOrigin)
  })
  session.setDevicePermissionHandler(() => false)
}

/** @param request for `media`; one that names no media at all is none */
function asksForCameraAlone(request: object): boolean {
  const { mediaTypes = [] } = request as Pick<MediaAccessPermissionRequest, 'mediaTypes'>
  return mediaTypes.length > 0 && mediaTypes.every((type) => type === 'video')
}
