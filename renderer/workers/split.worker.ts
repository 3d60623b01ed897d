/** Splits a period away from the UI thread. */
import { splitByTerms } from '#core/rewards/splitByTerms'
import { serveWorker } from '../platform/serveWorker'
import { splitContract } from './splitContract'

serveWorker(splitContract, { split: async (input, { progress }) => splitByTerms(input, { onProgress: progress }) })
