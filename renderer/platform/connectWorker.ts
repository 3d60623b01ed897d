/**
 * Workers, spoken to by contract: typed calls with progress, "stop, good enough" and cancellation, failures as Problems. The
 * worker's side is `serveWorker`. A cancelled call that does not say in time how it ended ends its worker.
 */
import { type CallOptions, type ContractClient, createClient } from '#core/contract/createClient'
import type { CallInput, CallName, CallOutput, CallProgress, ContractSpec } from '#core/contract/defineContract'
import type { ClientTransport } from '#core/contract/messages'
import { Problem } from '#core/model/problem'
import { type OwnFault, passFault, reportFault } from './faults'

/** What is needed of a Worker. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: Transferable[]): void
  terminate(): void
  onmessage: ((event: MessageEvent) => void) | null
  onmessageerror: ((event: MessageEvent) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

export interface WorkerOptions {
  /**
   * How long a cancelled call may take until it says how it ended. 0 for work that has no pause in which it could hear: it is
   * ended at once. By the call's name where calls differ.
   */
  patienceMs?: number | ((callName: string) => number)
  /** What is said of a cancelled call whose worker was ended; by default, that nobody knows what was done. */
  endedProblem?: (callName: string) => Problem
}

export interface WorkerClient<C extends ContractSpec> extends ContractClient<C> {
  /** False once it was closed, broke or had to be ended: then another one must be started. */
  readonly isOpen: boolean
  /** Ends the worker; calls that it has not answered fail with `worker.closed`. Safe to call twice. */
  close(): void
}

const PATIENCE_MS = 2_000

/** @param name of the worker, as the fault log tells it: "import". */
export function connectWorker<C extends ContractSpec>(
  name: string,
  contract: C,
  worker: WorkerLike,
  { patienceMs = PATIENCE_MS, endedProblem = endedUnknown }: WorkerOptions = {},
): WorkerClient<C> {
  let gone: Problem | null = null
  let lose: (problem: Problem) => void = () => undefined
  const end = (problem: Problem) => {
    if (gone) return
    gone = problem
    worker.terminate()
    lose(problem)
  }
  const transport: ClientTransport = {
    send(message, transfer = []) {
      if (!gone) worker.postMessage(message, [...transfer] as Transferable[])
      else if (message.type === 'call') throw gone
    },
    onMessage(listener) {
      worker.onmessage = ({ data }) => (isFaultMessage(data) ? passFault(ofWorker(name, data.fault)) : listener(data))
      return () => undefined
    },
    onDisconnect(listener) {
      lose = listener
      return () => undefined
    },
  }
  const client = createClient(contract, transport)
  const fail = (cause: unknown) => {
    const problem = brokenProblem(cause)
    if (!gone) reportFault('worker', name, problem)
    end(problem)
  }
  worker.onerror = (event) => fail(`${event.message} (${event.filename}:${event.lineno})`)
  worker.onmessageerror = () => fail('a message could not be read')

  return {
    ...client,
    get isOpen() {
      return gone === null
    },
    async call(callName, input, options = {}) {
      const { signal } = options
      let timer: ReturnType<typeof setTimeout> | undefined
      let hasGivenUp = false
      const giveUp = () => {
        hasGivenUp = true
        end(closedProblem())
      }
      const losePatience = () => {
        const waitMs = typeof patienceMs === 'number' ? patienceMs : patienceMs(callName)
        if (waitMs === 0) giveUp()
        else timer = setTimeout(giveUp, waitMs)
      }
      signal?.addEventListener('abort', losePatience, { once: true })
      try {
        return await client.call(callName, input, options)
      } catch (thrown) {
        throw hasGivenUp ? endedProblem(callName) : thrown
      } finally {
        clearTimeout(timer)
        signal?.removeEventListener('abort', losePatience)
      }
    },
    close: () => end(closedProblem()),
  }
}

/** One call to a worker that ends with it. */
export async function callOnce<C extends ContractSpec, N extends CallName<C>>(
  worker: WorkerClient<C>,
  name: N,
  input: CallInput<C, N>,
  options: CallOptions<CallProgress<C, N>> = {},
): Promise<CallOutput<C, N>> {
  try {
    return await worker.call(name, input, options)
  } finally {
    worker.close()
  }
}

/** A fault that the worker tells beside its answers. */
export interface FaultMessage {
  type: 'fault'
  fault: OwnFault
}

function isFaultMessage(data: unknown): data is FaultMessage {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'fault'
}

function ofWorker(name: string, fault: OwnFault): OwnFault {
  return { ...fault, source: 'worker', name: [name, fault.name].filter(Boolean).join(' ').slice(0, 80) }
}

function brokenProblem(cause: unknown): Problem {
  return new Problem('worker.failed', 'This work stopped unexpectedly: look whether it was done, then try again.', {
    cause,
    unexpected: true,
  })
}

function closedProblem(): Problem {
  return new Problem('worker.closed', 'This work was ended before it answered: start it again.')
}

function endedUnknown(): Problem {
  return new Problem(
    'worker.cancelled',
    'Cancelled: the work did not stop by itself and was ended, so look what was done of it before you start it again.',
  )
}
