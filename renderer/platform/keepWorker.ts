import type { ContractClient } from '#core/contract/createClient'
import type { ContractSpec } from '#core/contract/defineContract'
import { Problem } from '#core/model/problem'
import type { WorkerClient } from './connectWorker'

export interface KeptWorker<C extends ContractSpec> extends Pick<ContractClient<C>, 'call'> {
  /** Starts the worker before it is asked anything. */
  warmUp(): void
  /** Ends the worker; what it has not answered fails with `worker.closed`. A later call starts another. */
  close(): void
}

/**
 * A worker that answers many calls: started by the first, and again where it broke. A call that was lost because another, which
 * was cancelled, did not stop in time is asked once more; so it may only have calls that can be asked twice.
 */
export function keepWorker<C extends ContractSpec>(start: () => WorkerClient<C>): KeptWorker<C> {
  let worker: WorkerClient<C> | null = null
  let closings = 0
  const opened = () => {
    if (!worker?.isOpen) worker = start()
    return worker
  }
  return {
    async call(name, input, options = {}) {
      const closingsBefore = closings
      try {
        return await opened().call(name, input, options)
      } catch (thrown) {
        const isLost = thrown instanceof Problem && thrown.code === 'worker.closed' && closings === closingsBefore
        if (!isLost || options.signal?.aborted) throw thrown
        return opened().call(name, input, options)
      }
    },
    warmUp: () => void opened(),
    close() {
      closings += 1
      worker?.close()
      worker = null
    },
  }
}
