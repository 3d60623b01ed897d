/** Splits a period away from the UI thread. */
import { type SplitInput, splitExactly } from '#core/rewards/splitExactly'
import type { SplitFile } from '#core/rewards/splitFile'
import { serveWorker } from '../platform/workerCall'

export interface SplitProgress {
  done: number
  total: number
}

serveWorker<SplitInput, SplitFile, SplitProgress>((input, { progress }) => splitExactly(input, { onProgress: progress }))
