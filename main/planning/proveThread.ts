/** The thread that HiGHS blocks: one task in, bounds on the way, one proof out. See `proveInThread`. */
import { parentPort, workerData } from 'node:worker_threads'
import loadHighs from 'highs'
import { proveWithHighs } from '#core/planning/optimise/proveWithHighs'
import type { ProofReply, ProofRequest } from './proveInThread'

async function prove({ task, deadlineAt }: ProofRequest): Promise<void> {
  const reply = (message: ProofReply) => parentPort?.postMessage(message)
  const highs = await loadHighs()
  const proof = proveWithHighs(highs, task, {
    timeMs: deadlineAt - Date.now(),
    onBound: (upperBound) => reply({ type: 'bound', upperBound }),
  })
  reply({ type: 'proof', proof })
}

void prove(workerData)
