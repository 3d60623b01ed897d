/**
 * A real port or pseudo-terminal as a link. Invariants: whatever happens, the port is closed exactly once and its timer
 * stopped; no operation waits for ever; an 'error' event always has a listener, because without one it ends the process.
 */
import { SerialPort } from 'serialport'
import type { Problem } from '#core/model/problem'
import { LinkEvents } from './LinkEvents'
import { closedProblem, openProblem, openTimeoutProblem, vanishedProblem, writeTimeoutProblem } from './portProblem'
import { lookAround } from './portSurroundings'
import type { SerialLink } from './SerialLink'
import { type PathWatch, watchPath } from './watchPath'

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
  /** What ends each operation that the port has not answered. */
  const pending = new Set<(problem: Error) => void>()
  let closing: Promise<void> | null = null
  let watch: PathWatch | null = null

  const vanish = (cause?: unknown) => end(vanishedProblem(path, cause ?? undefined))
  port.on('error', vanish)
  port.on('close', vanish)
  port.on('end', () => vanish('end of data'))
  port.on('data', (bytes: Buffer) => events.data(new Uint8Array(bytes)))
  await open(port, timing.openMs)
  if (!events.ended) watch = watchPath(path, timing.watchMs, vanish)

  function end(problem: Problem | null): void {
    if (events.ended) return
    watch?.stop()
    closing = release(port, timing.closeMs)
    for (const abandon of [...pending]) abandon(problem ?? closedProblem(path))
    events.end(problem)
  }

  /** Asks the port for something that it may never answer. */
  function within<T>(
    limitMs: number,
    ask: (done: (error: Error | null | undefined, value?: T) => void) => void,
  ): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      if (events.ended) return reject(closedProblem(path))
      const settle = (finish: () => void) => {
        clearTimeout(timer)
        pending.delete(abandon)
        finish()
      }
      const abandon = (problem: Error) => settle(() => reject(problem))
      const giveUp = async () => {
        // It also hangs because the cable is out: then that is what is told, to this call and to the session.
        if ((await watch?.look()) !== false) abandon(writeTimeoutProblem(path))
      }
      const timer = setTimeout(() => void giveUp(), limitMs)
      pending.add(abandon)
      ask((error, value) => {
        if (error) vanish(error)
        else settle(() => resolve(value))
      })
    })
  }

  return {
    path,
    simulated: false,
    async write(bytes) {
      await within(timing.writeMs, (done) => port.write(Buffer.from(bytes), done))
    },
    onData: (listener) => events.onData(listener),
    onClosed: (listener) => events.onClosed(listener),
    setLines: (lines) =>
      within(timing.writeMs, (done) =>
        // A port that has no such lines says so with an error that means nothing else.
        port.set(lines, (error) => done(null, !error)),
      ).then(
        (isSet) => isSet === true,
        () => false,
      ),
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
      else if (error) void lookAround(port.path).then((around) => reject(openProblem(port.path, error, around)))
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
