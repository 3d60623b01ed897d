/** Splits a period away from the UI thread. */
import { splitExactly } from '#core/rewards/splitExactly'
import { serveWorker } from '../platform/serveWorker'
import { splitContract } from './splitContract'

serveWorker(splitContract, { split: async (input, { progress }) => splitExactly(input, { onProgress: progress }) })
