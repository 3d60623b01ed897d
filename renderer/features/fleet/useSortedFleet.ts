import { startTransition, useEffect, useMemo, useState } from 'react'
import type { Hotspot } from '#core/model/records'
import { type FleetSort, sortFleet, sortSteps } from './viewFleet'

/** So few are sorted at once, without a frame in between. */
const AT_ONCE = 5_000
/** Time to sort before the thread is given back, within a frame of 16 ms. */
const SLICE_MS = 8

/** The fleet in order. A large one is sorted between frames and keeps its last order until then; undefined at first. */
export function useSortedFleet(hotspots: Hotspot[], sort: FleetSort): Hotspot[] | undefined {
  const isLarge = hotspots.length > AT_ONCE
  const now = useMemo(() => (isLarge ? undefined : sortFleet(hotspots, sort)), [hotspots, sort, isLarge])
  const [later, setLater] = useState<Hotspot[]>()

  useEffect(() => {
    if (!isLarge) return
    let isOver = false
    sortBetweenFrames(hotspots, sort, () => isOver).then((sorted) => {
      if (sorted) startTransition(() => setLater(sorted))
    })
    return () => {
      isOver = true
    }
  }, [hotspots, sort, isLarge])
  return now ?? later
}

/** Undefined when it was no longer wanted. */
async function sortBetweenFrames(hotspots: Hotspot[], sort: FleetSort, isOver: () => boolean): Promise<Hotspot[] | undefined> {
  const steps = sortSteps(hotspots, sort)
  while (!isOver()) {
    const end = performance.now() + SLICE_MS
    do {
      const step = steps.next()
      if (step.done) return step.value
    } while (performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve))
  }
  return undefined
}
