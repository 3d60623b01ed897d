/** Runs the flows in real Electron wherever a binary is; elsewhere it says SKIP and why, and counts as skipped. */
import { canRunElectron, findElectron } from './electronBinary.mjs'
import { findProgram } from './systemPackages.mjs'

/** @param runFlows runs them with the environment it is given @returns counts of passed, failed and skipped tests. */
export function electronFlows(runFlows) {
  const reason = reasonToSkip()
  if (reason === null) return runFlows({ ...process.env, ELECTRON_BIN: findElectron() })
  console.log(`SKIP real Electron: ${reason}.`)
  return { passed: 0, failed: 0, skipped: 1 }
}

function reasonToSkip() {
  const path = findElectron()
  if (!path && process.env.ELECTRON_BIN) return `ELECTRON_BIN names ${process.env.ELECTRON_BIN}, which is not there`
  if (!path) return 'no binary is installed (set ELECTRON_BIN to name one)'
  if (!canRunElectron(path)) return `${path} does not run here, perhaps for want of a library`
  const hasScreen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY || findProgram('Xvfb')
  return hasScreen ? null : 'there is no screen, and no Xvfb (on Debian: sudo apt-get install xvfb)'
}
