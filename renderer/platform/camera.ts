/**
 * The one way to the camera. In Electron main gives it to the page only between the two calls of `camera.allow`. A browser has
 * no such say, so this module takes `getUserMedia` from everything else in the page before anything else runs, and whoever opens
 * a camera here asks the person through the browser. There is no microphone in either.
 */
import { cameraProblem, noCamera } from './cameraProblem'
import { consoleClient } from './consoleClient'

export interface CameraChoice {
  id: string
  label: string
}

export interface OpenCamera {
  stream: MediaStream
  /** The camera that it is. */
  id: string
  /** All that there are; they have names only once one was opened. */
  choices: CameraChoice[]
  /** Ends every track; safe to call twice. */
  close(): void
}

const devices = navigator.mediaDevices as MediaDevices | undefined
const askForStream = devices?.getUserMedia.bind(devices)

/** From here on the rest of the page asks for a camera, a microphone or the screen in vain. */
export function lockCamera(): void {
  const refuse = { value: refusedStream, writable: false, configurable: false }
  if ('MediaDevices' in globalThis) {
    Object.defineProperties(MediaDevices.prototype, { getUserMedia: refuse, getDisplayMedia: refuse })
  }
  // The older way to the same devices.
  const none = { value: undefined, writable: false, configurable: false }
  Object.defineProperties(Navigator.prototype, { getUserMedia: none, webkitGetUserMedia: none })
}

async function refusedStream(): Promise<never> {
  throw new DOMException('The camera belongs to the dialog that reads by camera.', 'NotAllowedError')
}

/** Dialogs that are open or opening. */
let users = 0

/**
 * @param id of a camera; null for whichever the system offers
 * @throws Problem `camera.none`, `camera.refused`, `camera.busy`, `camera.gone`, `camera.failed`; `contract.disconnected`
 */
export async function openCamera(id: string | null): Promise<OpenCamera> {
  if (!devices || !askForStream) throw noCamera()
  let tracks: MediaStreamTrack[] = []
  let isOpen = true
  const close = () => {
    if (!isOpen) return
    isOpen = false
    for (const track of tracks) track.stop()
    users -= 1
    // Where the line is lost, main closes by itself.
    if (users === 0) consoleClient.call('camera.allow', { isDialogOpen: false }).catch(() => undefined)
  }
  users += 1
  try {
    await consoleClient.call('camera.allow', { isDialogOpen: true })
    const size = { width: { ideal: 1_280 }, height: { ideal: 720 } }
    const stream = await askForStream({ audio: false, video: id === null ? size : { ...size, deviceId: { exact: id } } })
    tracks = stream.getTracks()
    return { stream, id: tracks[0]?.getSettings().deviceId ?? '', choices: await listCameras(devices), close }
  } catch (thrown) {
    close()
    throw cameraProblem(thrown)
  }
}

async function listCameras(all: MediaDevices): Promise<CameraChoice[]> {
  const cameras = (await all.enumerateDevices()).filter(({ kind }) => kind === 'videoinput')
  return cameras.map(({ deviceId, label }, at) => ({ id: deviceId, label: label || `Camera ${at + 1}` }))
}
