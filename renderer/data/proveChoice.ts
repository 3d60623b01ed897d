/** The prover of the screens: HiGHS in a worker of its own, ended when the time is over. Works in a worker too. */
import type { Proof, Prover } from '#core/planning/optimise/prover'
import { callWorker } from '../platform/workerCall'
import type { ProofInput, ProofProgress } from '../workers/prove.wasm.worker'

/** A proof is a bonus: when the worker fails or runs out of time, what is known by then is the answer. */
export const proveChoice: Prover = (task, { timeMs, signal, onBound }) =>
  new Promise((resolve) => {
    let upperBound = Number.POSITIVE_INFINITY
    const worker = new Worker(new URL('../workers/prove.wasm.worker.ts', import.meta.url), { type: 'module' })
    const end = (proof: Proof) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
      // Ended rather than asked to end: the solver has no pause in which a question could arrive.
      worker.terminate()
      resolve(proof)
    }
    const giveUp = () => end({ sites: null, upperBound, complete: false })
    const timer = setTimeout(giveUp, timeMs)
    callWorker<ProofInput, Proof, ProofProgress>(
      worker,
      { task, deadlineAt: Date.now() + timeMs },
      {
        onProgress: (bound) => {
          upperBound = bound
          onBound?.(bound)
        },
      },
    ).then(end, giveUp)
    signal.addEventListener('abort', giveUp, { once: true })
    if (signal.aborted) giveUp()
  })
