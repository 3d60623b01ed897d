/**
 * Opens a port anew at other speeds where only noise came, until the device is understood. Invariant: the port stays open at one
 * speed however it ends, or it is gone and that is told.
 */
import type { CancelSignal } from '#core/model/cancelSignal'
import { Problem } from '#core/model/problem'
import { noiseCode, noiseProblem } from '#core/provisioning/session/LineNoise'
import type { Clock } from './clock'
import type { SerialLink } from './SerialLink'

/** Those of receivers, modules and consoles, the most usual first. */
const SPEEDS = [9_600, 4_800, 38_400, 115_200, 57_600, 19_200]

export interface Reopening {
  /** As it was asked for. */
  baudRate: number
  /** Opens the same port. @throws Problem `port.*` */
  open(baudRate: number): Promise<SerialLink>
}

/** Of the step that is tried at each speed: noise, or silence because a speed is so wrong that nothing comes. */
const vain: ReadonlySet<string> = new Set([noiseCode, 'session.silent', 'gnss.damaged', 'gnss.silent'])

export function isNoise({ code }: Problem): boolean {
  return code === noiseCode || code === 'gnss.damaged'
}

interface SpeedSearch {
  reopening: Reopening
  clock: Clock
  signal: CancelSignal | undefined
  /** Lets the link go that is in use now. */
  release(): Promise<void>
  use(link: SerialLink, baudRate: number): void
  /** @returns why the step failed, or null. */
  attempt(): Promise<Problem | null>
}

/** @returns null once the device is understood; else why it is not. @throws Problem `port.*` when the port cannot be opened again. */
export async function searchSpeed({ reopening, clock, signal, release, use, attempt }: SpeedSearch): Promise<Problem | null> {
  const tried: number[] = []
  for (const baudRate of SPEEDS.filter((speed) => speed !== reopening.baudRate)) {
    if (signal?.aborted) break
    await release()
    const link = await openAgain(reopening, baudRate, clock)
    // A port that does not know this speed.
    if (link instanceof Problem) continue
    use(link, baudRate)
    tried.push(baudRate)
    const problem = await attempt()
    if (problem === null || !vain.has(problem.code)) return problem
  }
  await release()
  const link = await openAgain(reopening, reopening.baudRate, clock)
  if (link instanceof Problem) throw link
  use(link, reopening.baudRate)
  return noiseProblem([reopening.baudRate, ...tried])
}

/** A port is free a moment after it was closed. */
const REOPEN_TRIES = 5
const REOPEN_MS = 100

async function openAgain({ open }: Reopening, baudRate: number, clock: Clock): Promise<SerialLink | Problem> {
  let problem: Problem | null = null
  for (let tries = 0; tries < REOPEN_TRIES; tries += 1) {
    if (tries > 0) await new Promise<void>((resolve) => void clock.after(REOPEN_MS, resolve))
    try {
      return await open(baudRate)
    } catch (thrown) {
      problem = Problem.from(thrown, 'port.cannot-open', 'The port did not open again: unplug the device and plug it in.')
      if (problem.code !== 'port.busy') return problem
    }
  }
  return problem ?? noiseProblem()
}
