/** Runs the split in its worker. It saves nothing; that is `saveDistribution`. */
import { Problem } from '#core/model/problem'
import type { SplitInput } from '#core/rewards/splitExactly'
import type { SplitFile } from '#core/rewards/splitFile'
import { callWorker } from '../platform/workerCall'
import type { SplitProgress } from '../workers/split.worker'

interface RunSplitOptions {
  signal: AbortSignal
  onProgress(progress: SplitProgress): void
}

/** @throws Problem those of `splitExactly`, and `split.cancelled`. */
export async function runSplit(input: SplitInput, { signal, onProgress }: RunSplitOptions): Promise<SplitFile> {
  const worker = new Worker(new URL('../workers/split.worker.ts', import.meta.url), { type: 'module' })
  const file = await callWorker<SplitInput, SplitFile, SplitProgress>(worker, input, { onProgress })
  // The split runs in one go, too short to interrupt: cancelling means that its result is dropped.
  if (signal.aborted) throw new Problem('split.cancelled', 'The split was cancelled: nothing was changed.')
  return file
}
