/** HiGHS, which blocks its thread until a proof is complete. Its script alone is served with leave to run WebAssembly. */
import loadHighs from 'highs'
import wasmUrl from 'highs/runtime?url'
import type { Proof, ProofTask } from '#core/planning/optimise/prover'
import { proveWithHighs } from '#core/planning/optimise/proveWithHighs'
import { serveWorker } from '../platform/workerCall'

export interface ProofInput {
  task: ProofTask
  /** By the wall clock, since loading the solver takes its time too. */
  deadlineAt: number
}

/** The best upper bound so far. */
export type ProofProgress = number

serveWorker<ProofInput, Proof, ProofProgress>(async ({ task, deadlineAt }, { progress }) => {
  const highs = await loadHighs({ locateFile: () => wasmUrl })
  return proveWithHighs(highs, task, { timeMs: deadlineAt - Date.now(), onBound: progress })
})
