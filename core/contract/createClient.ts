/** The renderer's side of a contract: typed calls with cancellation and progress, typed events. */
import type { CancelSignal } from '../model/cancelSignal'
import { Problem } from '../model/problem'
import type { CallInput, CallName, CallOutput, CallProgress, ContractSpec, EventName, EventPayload } from './defineContract'
import { type ClientTransport, type ServerMessage, serverMessageSchema } from './messages'

export interface CallOptions<Progress> {
  /** Asks the other side to stop. The call still ends with its answer: the work, if it was done all the same, or why it stopped. */
  signal?: CancelSignal
  /** Says that what there is so far is good enough: the call ends with it. */
  stopSignal?: CancelSignal | undefined
  onProgress?: (value: Progress) => void
  /** Buffers of the input that are handed over rather than copied, where the line can. */
  transfer?: readonly object[]
}

export interface ContractClient<C extends ContractSpec> {
  /**
   * @throws Problem as the handler reported it; `contract.cancelled` when it was cancelled before it was sent;
   * `contract.disconnected`, after which nobody knows what was done; `contract.invalid-*`.
   */
  call<N extends CallName<C>>(
    name: N,
    input: CallInput<C, N>,
    options?: CallOptions<CallProgress<C, N>>,
  ): Promise<CallOutput<C, N>>
  /** @returns a function that stops listening. */
  on<N extends EventName<C>>(name: N, listener: (payload: EventPayload<C, N>) => void): () => void
}

interface Pending {
  name: string
  resolve(value: unknown): void
  reject(problem: Problem): void
  onProgress: ((value: unknown) => void) | undefined
  release(): void
}

export function createClient<C extends ContractSpec>(contract: C, transport: ClientTransport): ContractClient<C> {
  let nextId = 0
  const pending = new Map<number, Pending>()
  const listeners = new Map<string, Set<(payload: unknown) => void>>()

  function settle(id: number, finish: (call: Pending) => void): void {
    const call = pending.get(id)
    if (!call) return
    pending.delete(id)
    call.release()
    finish(call)
  }

  function receive(message: ServerMessage): void {
    switch (message.type) {
      case 'reply':
        settle(message.id, (call) => {
          const parsed = contract.calls[call.name]?.output.safeParse(message.value)
          if (parsed?.success) call.resolve(parsed.data)
          else
            call.reject(
              new Problem('contract.invalid-reply', 'The console answered in an unknown form: restart it.', {
                cause: parsed?.error,
              }),
            )
        })
        return
      case 'failure':
        settle(message.id, (call) => call.reject(Problem.fromData(message.problem)))
        return
      case 'progress': {
        const call = pending.get(message.id)
        const parsed = call && contract.calls[call.name]?.progress?.safeParse(message.value)
        if (parsed?.success) call?.onProgress?.(parsed.data)
        return
      }
      case 'event': {
        const parsed = contract.events[message.name]?.safeParse(message.payload)
        if (parsed?.success) for (const listener of listeners.get(message.name) ?? []) listener(parsed.data)
        return
      }
    }
  }

  transport.onMessage((raw) => {
    const parsed = serverMessageSchema.safeParse(raw)
    if (parsed.success) receive(parsed.data)
  })
  transport.onDisconnect((problem) => {
    for (const id of [...pending.keys()]) settle(id, (call) => call.reject(problem))
  })

  return {
    call(name, input, options = {}) {
      return new Promise((resolve, reject) => {
        if (options.signal?.aborted) {
          return reject(new Problem('contract.cancelled', 'Cancelled before it began: nothing was changed.'))
        }
        const id = nextId++
        // Not settled here: only the other side knows whether it stopped in time.
        const cancel = () => transport.send({ type: 'cancel', id })
        const stop = () => transport.send({ type: 'stop', id })
        options.signal?.addEventListener('abort', cancel, { once: true })
        options.stopSignal?.addEventListener('abort', stop, { once: true })
        pending.set(id, {
          name,
          resolve: (value) => resolve(value as never),
          reject,
          onProgress: options.onProgress as ((value: unknown) => void) | undefined,
          release() {
            options.signal?.removeEventListener('abort', cancel)
            options.stopSignal?.removeEventListener('abort', stop)
          },
        })
        try {
          transport.send({ type: 'call', id, name, input }, options.transfer)
          if (options.stopSignal?.aborted) stop()
        } catch (thrown) {
          settle(id, (call) =>
            call.reject(
              Problem.from(thrown, 'contract.not-sent', 'This could not be asked and nothing was changed: restart the console.'),
            ),
          )
        }
      })
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      const untyped = listener as (payload: unknown) => void
      set.add(untyped)
      return () => set.delete(untyped)
    },
  }
}
