/** The worker that draws the flows of one split while it is explained; it ends with the step. */
import { Problem } from '#core/model/problem'
import type { FlowPicture } from '#core/rewards/explain/flowPicture'
import type { SplitFile } from '#core/rewards/splitFile'
import { askLatest } from '../../platform/askLatest'
import { connectWorker } from '../../platform/connectWorker'
import { splitFlowContract } from '../../workers/splitFlowContract'

export interface DrawnFlow<F> {
  /** What it is narrowed to, as it was asked for; by now another may be. */
  focus: F | null
  picture: FlowPicture | null
  /** Why there is no picture. */
  problem: Problem | null
}

export interface FlowWorker<F> {
  /** Asks for what flows through the places, or all for null; of what is asked for while another is drawn, the latest alone. */
  ask(focus: F | null): void
  close(): void
}

/** @param onDrawn called with each picture, until it is closed */
export function startFlowWorker<F extends { placeIds: string[] }>(
  split: SplitFile,
  onDrawn: (drawn: DrawnFlow<F>) => void,
): FlowWorker<F> {
  const worker = new Worker(new URL('../../workers/splitFlow.worker.ts', import.meta.url), { type: 'module' })
  const client = connectWorker('split flow', splitFlowContract, worker)
  let isClosed = false
  const isKept = client.call('setSplit', split)
  // What keeps it from being kept is seen with each picture.
  isKept.catch(() => undefined)

  async function draw(focus: F | null): Promise<DrawnFlow<F>> {
    try {
      await isKept
      return { focus, picture: await client.call('draw', { placeIds: focus?.placeIds ?? null }), problem: null }
    } catch (thrown) {
      const problem = Problem.from(thrown, 'flow.failed', 'The picture could not be drawn: leave this step and come back.')
      return { focus, picture: null, problem }
    }
  }

  const ask = askLatest<F | null>(async (focus) => {
    if (isClosed) return
    const drawn = await draw(focus)
    if (!isClosed) onDrawn(drawn)
  })
  return {
    ask,
    close() {
      isClosed = true
      client.close()
    },
  }
}
