/** Simulates price swings away from the UI thread. */
import { simulateVolatility } from '#core/volatility/simulateVolatility'
import { volatilityReport } from '#core/volatility/volatilityReport'
import { serveWorker } from '../platform/serveWorker'
import { volatilityContract } from './volatilityContract'

serveWorker(volatilityContract, {
  simulate: async (input, { progress, signal }) =>
    volatilityReport(input, await simulateVolatility(input, { onProgress: progress, signal })),
})
