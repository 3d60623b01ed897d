/** Runs the split in its worker. It saves nothing; that is `saveDistribution`. */
import { Problem } from '#core/model/problem'
import type { SplitInput } from '#core/rewards/splitByTerms'
import type { SplitFile } from '#core/rewards/splitFile'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { splitContract } from '../../workers/splitContract'

interface RunSplitOptions {
  signal: AbortSignal
  onProgress(progress: { done: number; total: number }): void
}

/** @throws Problem those of `splitByTerms`, and `split.cancelled`. */
export async function runSplit(input: SplitInput, options: RunSplitOptions): Promise<SplitFile> {
  const worker = new Worker(new URL('../../workers/split.worker.ts', import.meta.url), { type: 'module' })
  // The split runs in one go: cancelling ends it, and its result is dropped.
  return callOnce(connectWorker('split', splitContract, worker, { patienceMs: 0, endedProblem }), 'split', input, options)
}

function endedProblem(): Problem {
  return new Problem('split.cancelled', 'The split was cancelled: nothing was changed.')
}
