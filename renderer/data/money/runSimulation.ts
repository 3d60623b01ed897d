/** Runs the simulation of price swings in its worker. */
import { Problem } from '#core/model/problem'
import type { SimulationInput } from '#core/volatility/simulateVolatility'
import type { VolatilityReport } from '#core/volatility/volatilityReport'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { volatilityContract } from '../../workers/volatilityContract'

interface RunSimulationOptions {
  signal: AbortSignal
  onProgress(progress: { done: number; total: number }): void
}

/** @throws Problem those of `simulateVolatility`, and `volatility.cancelled`. */
export async function runSimulation(input: SimulationInput, options: RunSimulationOptions): Promise<VolatilityReport> {
  const worker = new Worker(new URL('../../workers/volatility.worker.ts', import.meta.url), { type: 'module' })
  return callOnce(connectWorker('volatility', volatilityContract, worker, { endedProblem }), 'simulate', input, options)
}

function endedProblem(): Problem {
  return new Problem('volatility.cancelled', 'The simulation was stopped: start it again when it is wanted.')
}
