/** Whether the page may be given the camera now; the Electron shell asks it at every request of the page. */
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'

export interface CameraGate {
  readonly isOpen: boolean
  setOpen(isOpen: boolean): void
}

/** Closed until it is opened. */
export function createCameraGate(): CameraGate {
  let isOpen = false
  return {
    get isOpen() {
      return isOpen
    },
    setOpen(next) {
      isOpen = next
    },
  }
}

export function createCameraService(gate: CameraGate): Pick<Handlers<ConsoleContract>, 'camera.allow'> {
  return {
    'camera.allow': async ({ isDialogOpen }) => {
      gate.setOpen(isDialogOpen)
      return {}
    },
  }
}
