/** The prover of the command line: HiGHS in a thread of its own, ended when the time is over. */
import { Worker } from 'node:worker_threads'
import type { Proof, ProofTask, Prover } from '#core/planning/optimise/prover'

export interface ProofRequest {
  task: ProofTask
  /** By the wall clock, since loading the solver takes its time too. */
  deadlineAt: number
}

export type ProofReply = { type: 'bound'; upperBound: number } | { type: 'proof'; proof: Proof }

/**
 * A proof is a bonus: when the thread fails or runs out of time, what is known by then is the answer.
 * @param threadFile the built `proveThread`.
 */
export function proveInThread(threadFile: string): Prover {
  return (task, { timeMs, signal, onBound }) =>
    new Promise((resolve) => {
      let upperBound = Number.POSITIVE_INFINITY
      const request: ProofRequest = { task, deadlineAt: Date.now() + timeMs }
      const thread = new Worker(threadFile, { workerData: request })
      const end = (proof: Proof) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', giveUp)
        void thread.terminate()
        resolve(proof)
      }
      const giveUp = () => end({ sites: null, upperBound, complete: false })
      const timer = setTimeout(giveUp, timeMs)
      thread.on('message', (reply: ProofReply) => {
        if (reply.type === 'proof') return end(reply.proof)
        upperBound = reply.upperBound
        onBound?.(upperBound)
      })
      thread.on('error', giveUp)
      thread.on('exit', giveUp)
      signal.addEventListener('abort', giveUp, { once: true })
      if (signal.aborted) giveUp()
    })
}
