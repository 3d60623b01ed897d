import type { FaultLog } from '../storage/faultLog'

/**
 * Writes down what nobody in this process caught. What becomes of the process is not changed by it: Node ends it with its
 * message, an unhandled rejection included, and Electron's goes on. @returns stops watching.
 */
export function watchProcess(faults: FaultLog): () => void {
  const note = (thrown: unknown) => faults.note('main', null, thrown)
  process.on('uncaughtExceptionMonitor', note)
  // Electron only warns of a rejection, and the monitor hears of none; with a listener it does not even warn.
  const warn = (thrown: unknown) => {
    note(thrown)
    console.error(thrown)
  }
  if (process.versions.electron) process.on('unhandledRejection', warn)
  return () => {
    process.off('uncaughtExceptionMonitor', note)
    process.off('unhandledRejection', warn)
  }
}
