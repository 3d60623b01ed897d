/**
 * A real port or pseudo-terminal as a link. Invariants: whatever happens, the port is closed exactly once and its timer
 * stopped; no operation waits for ever; an 'error' event always has a listener, because without one it ends the process.
 */
import { stat } from 'node:fs/promises'
import { SerialPort } from 'serialport'
import type { Problem } from '#core/model/problem'
import { LinkEvents } from './LinkEvents'
import { closedProblem, openProblem, openTimeoutProblem, vanishedProblem, writeTimeoutProblem } from './portProblem'
import type { SerialLink } from './SerialLink'

export interface SerialPortTiming {
  openMs: number
  writeMs: number
  closeMs: number
  /** How often the path is looked at: a pulled cable is not always reported, and the port then spins a core. */
  watchMs: number
}

export const serialPortTiming: SerialPortTiming = { openMs: 5_000, writeMs: 2_000, closeMs: 2_000, watchMs: 250 }

/** @throws Problem `port.not-found`, `port.busy`, `port.not-permitted`, `port.not-serial`, `port.cannot-open`, `port.open-timeout` */
export async function openSerialPort(path: string, baudRate: number, timing = serialPortTiming): Promise<SerialLink> {
  const port = new SerialPort({ path, baudRate, autoOpen: false })
  const events = new LinkEvents()
  const pendingWrites = new Set<(problem: Error) => void>()
  let closing: Promise<void> | null = null
  let stopWatching: () => void = () => undefined

  const vanish = (cause?: unknown) => end(vanishedProblem(path, cause ?? undefined))
  port.on('error', vanish)
  port.on('close', vanish)
  port.on('end', () => vanish('end of data'))
  port.on('data', (bytes: Buffer) => events.data(new Uint8Array(bytes)))
  await open(port, timing.openMs)
  if (!events.ended) stopWatching = watchPath(path, timing.watchMs, vanish)

  function end(problem: Problem | null): void {
    if (events.ended) return
    stopWatching()
    closing = release(port, timing.closeMs)
    for (const reject of [...pendingWrites]) reject(problem ?? closedProblem(path))
    events.end(problem)
  }

  return {
    path,
    simulated: false,
    write: (bytes) =>
      new Promise((resolve, reject) => {
        if (events.ended) return reject(closedProblem(path))
        const settle = (finish: () => void) => {
          clearTimeout(timer)
          pendingWrites.delete(abandon)
          finish()
        }
        const abandon = (problem: Error) => settle(() => reject(problem))
        const timer = setTimeout(() => abandon(writeTimeoutProblem(path)), timing.writeMs)
        pendingWrites.add(abandon)
        port.write(Buffer.from(bytes), (error) => {
          if (error) vanish(error)
          else settle(resolve)
        })
      }),
    onData: (listener) => events.onData(listener),
    onClosed: (listener) => events.onClosed(listener),
    setLines: (lines) => new Promise((resolve) => port.set(lines, (error) => resolve(!error))),
    async close() {
      end(null)
      await closing
    },
  }
}

function open(port: SerialPort, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let late = false
    const timer = setTimeout(() => {
      late = true
      reject(openTimeoutProblem(port.path))
    }, timeoutMs)
    port.open((error) => {
      clearTimeout(timer)
      if (late) port.close(() => undefined)
      else if (error) reject(openProblem(port.path, error))
      else resolve()
    })
  })
}

/** Closes the port if it is open; a driver that does not answer is left behind rather than waited for. */
function release(port: SerialPort, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    if (!port.isOpen) return resolve()
    const timer = setTimeout(resolve, timeoutMs)
    port.close(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** @returns a function that stops watching. Windows port names are no paths: there the system reports a pulled cable. */
function watchPath(path: string, everyMs: number, gone: () => void): () => void {
  if (process.platform === 'win32') return () => undefined
  const timer = setInterval(() => {
    stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') gone()
    })
  }, everyMs)
  return () => clearInterval(timer)
}
