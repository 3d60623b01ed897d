import { startTransition, useEffect, useMemo, useState } from 'react'
import { nextTurn } from '#core/model/turns'

/** A computation that can be left and taken up again: each step is well shorter than a frame. */
export type Steps<T> = Generator<void, T>

/** Time to compute before the thread is given back, within a frame of 16 ms. */
const SLICE_MS = 8

/**
 * What `begin` computes, anew whenever `begin` is another function: at once when `atOnce`, and otherwise between frames,
 * with the last result kept until the next is there. Undefined until the first, and while `begin` is null.
 */
export function useSteps<T>(begin: (() => Steps<T>) | null, atOnce: boolean): T | undefined {
  const now = useMemo(() => (begin && atOnce ? finish(begin()) : undefined), [begin, atOnce])
  const [later, setLater] = useState<T>()

  useEffect(() => {
    if (!begin || atOnce) return
    let isOver = false
    finishBetweenFrames(
      begin(),
      (result) => startTransition(() => setLater(() => result)),
      () => isOver,
    )
    return () => {
      isOver = true
    }
  }, [begin, atOnce])
  return now ?? later
}

/** All steps in one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

async function finishBetweenFrames<T>(steps: Steps<T>, onDone: (result: T) => void, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const end = performance.now() + SLICE_MS
    do {
      const step = steps.next()
      if (step.done) return onDone(step.value)
    } while (performance.now() < end)
    await nextTurn()
  }
}
