/**
 * One piece of long work in a Web Worker: the caller gets a promise, progress and cancellation; the worker side
 * is a plain async function. The worker ends with its call, so nothing lingers.
 */
import { Problem, type ProblemData } from '#core/model/problem'

type ToWorker<Input> = { type: 'start'; input: Input } | { type: 'cancel' } | { type: 'stop' }
type FromWorker<Output, Progress> =
  | { type: 'progress'; value: Progress }
  | { type: 'done'; value: Output }
  | { type: 'failed'; problem: ProblemData }

export interface WorkerContext<Progress> {
  signal: AbortSignal
  /** Set off when the caller is content with what there is so far. */
  stopSignal: AbortSignal
  progress(value: Progress): void
}

interface WorkerCallOptions<Progress> {
  signal?: AbortSignal
  stopSignal?: AbortSignal | undefined
  onProgress?: (value: Progress) => void
  /** Buffers handed over rather than copied. */
  transfer?: Transferable[]
}

/**
 * Runs `input` through a fresh worker.
 * @throws Problem as the worker's function threw it, or `worker.failed` when the worker itself broke.
 */
export function callWorker<Input, Output, Progress = never>(
  worker: Worker,
  input: Input,
  options: WorkerCallOptions<Progress> = {},
): Promise<Output> {
  return new Promise((resolve, reject) => {
    const cancel = () => worker.postMessage({ type: 'cancel' } satisfies ToWorker<Input>)
    const stop = () => worker.postMessage({ type: 'stop' } satisfies ToWorker<Input>)
    const end = () => {
      options.signal?.removeEventListener('abort', cancel)
      options.stopSignal?.removeEventListener('abort', stop)
      worker.terminate()
    }
    worker.onmessage = (event: MessageEvent<FromWorker<Output, Progress>>) => {
      const message = event.data
      if (message.type === 'progress') {
        options.onProgress?.(message.value)
        return
      }
      end()
      if (message.type === 'done') resolve(message.value)
      else reject(Problem.fromData(message.problem))
    }
    worker.onerror = (event) => {
      end()
      reject(
        new Problem('worker.failed', 'This work stopped unexpectedly and nothing was changed: try again.', {
          cause: event.message,
        }),
      )
    }
    worker.postMessage({ type: 'start', input } satisfies ToWorker<Input>, options.transfer ?? [])
    options.signal?.addEventListener('abort', cancel, { once: true })
    if (options.signal?.aborted) cancel()
    options.stopSignal?.addEventListener('abort', stop, { once: true })
    if (options.stopSignal?.aborted) stop()
  })
}

/** The worker's side: answers its one call with `handle`. `transferOf` names the buffers of the result to hand over. */
export function serveWorker<Input, Output, Progress = never>(
  handle: (input: Input, context: WorkerContext<Progress>) => Promise<Output> | Output,
  transferOf: (output: Output) => Transferable[] = () => [],
): void {
  const canceller = new AbortController()
  const stopper = new AbortController()
  const post = (message: FromWorker<Output, Progress>, transfer: Transferable[] = []) => self.postMessage(message, { transfer })
  self.onmessage = async (event: MessageEvent<ToWorker<Input>>) => {
    if (event.data.type === 'cancel') return canceller.abort()
    if (event.data.type === 'stop') return stopper.abort()
    try {
      const value = await handle(event.data.input, {
        signal: canceller.signal,
        stopSignal: stopper.signal,
        progress: (progress) => post({ type: 'progress', value: progress }),
      })
      post({ type: 'done', value }, transferOf(value))
    } catch (thrown) {
      const problem = Problem.from(thrown, 'worker.failed', 'This work stopped unexpectedly and nothing was changed: try again.')
      post({ type: 'failed', problem: problem.toData() })
    }
  }
}
