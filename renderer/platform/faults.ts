/**
 * Faults of this window, on their way to main's fault log. Nothing waits for them, and one that cannot be told is let go: a
 * fault must never make another.
 */
import { causeChain } from '#core/model/causeChain'
import { describeFault, type FaultReport } from '#core/model/fault'
import { createFaultPace } from '#core/model/faultPace'

export type OwnFault = FaultReport & { source: 'window' | 'worker' }

/** Faults that come before anybody takes them. */
const MOST_WAITING = 10

const pace = createFaultPace(() => performance.now())
const told = new WeakSet<object>()
const waiting: OwnFault[] = []
let take: ((fault: OwnFault) => void) | null = null

/** From now on faults go to `taker`: in the window to main, in a worker to its window. */
export function sendFaultsTo(taker: (fault: OwnFault) => void): void {
  take = taker
  for (const fault of waiting.splice(0)) taker(fault)
}

/** Passes on what a worker tells. */
export function passFault(fault: OwnFault): void {
  if (pace(fault.source) === null) return
  if (take) take(fault)
  else if (waiting.length < MOST_WAITING) waiting.push(fault)
}

/**
 * Tells something that was thrown; what is thrown on and met again is told once. Never throws.
 * @param name which part of the window, or which worker, for whoever reads it.
 */
export function reportFault(source: OwnFault['source'], name: string | null, thrown: unknown): void {
  const links = causeChain(thrown).filter((link): link is object => typeof link === 'object')
  const isKnown = links.some((link) => told.has(link))
  for (const link of links) told.add(link)
  if (!isKnown) passFault({ ...describeFault(source, name, thrown), source })
}
