/** Goes round the screens, and counts what the page holds after it: for leaks, in a flow and in the bench. */
import type { ConsolePage, ScreenName } from './ConsolePage'

/** All that have a map among them. Ten visits are two rounds, so counts after multiples of five are taken on the same screen. */
const ROUND: readonly ScreenName[] = ['Map', 'Fleet', 'Today', 'Plans', 'Settings']
/** A screen with a map is left after its first drawing, not before it. */
const STAY_MS = 400

export interface HeldMemory {
  nodes: number
  listeners: number
  heapBytes: number
}

export async function visitScreens(app: ConsolePage, visits: number): Promise<void> {
  for (let visit = 0; visit < visits; visit++) {
    await app.goTo(ROUND[visit % ROUND.length] ?? 'Today')
    await app.page.waitForTimeout(STAY_MS)
  }
}

/** What is left after garbage collection; nodes include those that no longer hang in the document. */
export async function countHeld({ page }: ConsolePage): Promise<HeldMemory> {
  const session = await page.context().newCDPSession(page)
  try {
    // What one collection frees may hold something that the next one can free.
    for (let collection = 0; collection < 3; collection++) await session.send('HeapProfiler.collectGarbage')
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    return { nodes, listeners: jsEventListeners, heapBytes: usedSize }
  } finally {
    await session.detach()
  }
}
