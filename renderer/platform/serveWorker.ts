/** The worker's side of a contract; see `connectWorker`. */
import { createDispatcher, type Handlers, type LineContext } from '#core/contract/createDispatcher'
import type { CallName, CallProgress, ContractSpec } from '#core/contract/defineContract'
import type { FaultMessage } from './connectWorker'
import { reportFault, sendFaultsTo } from './faults'

export type WorkerHandlers<C extends ContractSpec> = Handlers<C, LineContext<AbortSignal>>

/** What a handler is given beside its input. */
export type WorkerContext<C extends ContractSpec, N extends CallName<C>> = LineContext<AbortSignal> & {
  progress(value: CallProgress<C, N>): void
}

/** What is needed of a worker's own scope. */
export interface WorkerScope {
  postMessage(message: unknown, options: { transfer: Transferable[] }): void
  onmessage: ((event: MessageEvent) => void) | null
}

const unexpected = {
  code: 'worker.failed',
  message: 'This work stopped unexpectedly: look whether it was done, then try again. Settings, Faults has the details.',
}

/** Answers the calls of whoever started this worker. Each handler begins in the order of its call and may run beside others. */
export function serveWorker<C extends ContractSpec>(contract: C, handlers: WorkerHandlers<C>, scope: WorkerScope = self): void {
  const dispatcher = createDispatcher(contract, handlers, () => new AbortController(), {
    onFault: (call, problem) => reportFault('worker', call, problem),
    unexpected,
  })
  const { receive } = dispatcher.connect((message, transfer = []) =>
    scope.postMessage(message, { transfer: [...transfer] as Transferable[] }),
  )
  sendFaultsTo((fault) => scope.postMessage({ type: 'fault', fault } satisfies FaultMessage, { transfer: [] }))
  scope.onmessage = ({ data }) => void receive(data)
  // An error that nobody caught reaches whoever started the worker by itself; a rejection does not.
  globalThis.addEventListener?.('unhandledrejection', ({ reason }) => reportFault('worker', 'promise', reason))
}
