/** Splits a period, and compares it with another, away from the UI thread. */
import { compareSplits } from '#core/rewards/explain/compareSplits'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { serveWorker } from '../platform/serveWorker'
import { splitContract } from './splitContract'

serveWorker(splitContract, {
  split: async (input, { progress }) => splitByTerms(input, { onProgress: progress }),
  compare: async ({ before, now }) => compareSplits(before, now),
})
