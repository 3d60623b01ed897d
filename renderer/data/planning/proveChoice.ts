/** The prover of the screens: HiGHS in a worker of its own, ended when the time is over. Works in a worker too. */
import type { Prover } from '#core/planning/optimise/prover'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { proveContract } from '../../workers/proveContract'

/** A proof is a bonus: when the worker fails or runs out of time, what is known by then is the answer. */
export const proveChoice: Prover = async (task, { timeMs, signal, onBound }) => {
  let upperBound = Number.POSITIVE_INFINITY
  const over = new AbortController()
  const giveUp = () => over.abort()
  const timer = setTimeout(giveUp, timeMs)
  signal.addEventListener('abort', giveUp, { once: true })
  if (signal.aborted) giveUp()
  const worker = new Worker(new URL('../../workers/prove.wasm.worker.ts', import.meta.url), { type: 'module' })
  // Ended rather than asked to end: the solver has no pause in which a question could arrive.
  const client = connectWorker('prove', proveContract, worker, { patienceMs: 0 })
  const onProgress = (bound: number) => {
    upperBound = bound
    onBound?.(bound)
  }
  try {
    return await callOnce(client, 'prove', { task, deadlineAt: Date.now() + timeMs }, { signal: over.signal, onProgress })
  } catch {
    return { sites: null, upperBound, complete: false }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', giveUp)
  }
}
